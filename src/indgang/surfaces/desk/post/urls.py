"""The addresses of what did not arrive."""

from django.urls import path

from indgang.surfaces.desk.post import views

urlpatterns = [
    path("post/", views.failures, name="post"),
    path("post/<uuid:message_id>/", views.letter, name="post_letter"),
    path("post/<uuid:message_id>/igen/", views.try_again, name="post_try_again"),
    path("post/<uuid:message_id>/som-brev/", views.send_as_letter, name="post_as_letter"),
    path("post/<uuid:message_id>/fortalt/", views.tell_otherwise, name="post_told"),
]
