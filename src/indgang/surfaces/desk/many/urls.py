"""The addresses of letters to many."""

from django.urls import path

from indgang.surfaces.desk.many import views

urlpatterns = [
    path("mange/", views.many, name="many"),
    path("mange/ny/", views.make, name="many_new"),
    path("mange/liste/<slug:name>.csv", views.empty_list, name="many_empty_list"),
    path("mange/<uuid:many_id>/", views.run, name="many_run"),
    path("mange/<uuid:many_id>/start/", views.start, name="many_start"),
    path("mange/<uuid:many_id>/pause/", views.pause, name="many_pause"),
    path("mange/<uuid:many_id>/fortsaet/", views.resume, name="many_resume"),
    path("mange/<uuid:many_id>/stop/", views.stop, name="many_stop"),
]
