"""The address of departments."""

from django.urls import path

from indgang.surfaces.steering.departments import views

urlpatterns = [path("forvaltninger/", views.departments, name="departments")]
