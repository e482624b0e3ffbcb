"""The addresses of the check of look-ups."""

from django.urls import path

from indgang.surfaces.desk.access import views

urlpatterns = [
    path("kontrol/", views.access, name="access"),
    path("kontrol/<uuid:look_id>/", views.look, name="access_look"),
    path("kontrol/<uuid:look_id>/vis/", views.reveal, name="access_reveal"),
    path("kontrol/<uuid:look_id>/udfald/", views.check, name="access_check"),
]
