"""The addresses of the clerk's end of the screen."""

from django.urls import path

from indgang.surfaces.desk.screen import views

urlpatterns = [
    path("henvendelse/<uuid:contact_id>/skaerm/", views.show, name="screen"),
    path("henvendelse/<uuid:contact_id>/skaerm/stop/", views.stop, name="screen_stop"),
]
