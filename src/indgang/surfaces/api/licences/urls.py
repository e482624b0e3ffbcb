"""The address that parking attendants' machines ask."""

from django.urls import path

from indgang.surfaces.api.licences import views

urlpatterns = [path("", views.licence, name="licence_of_plate")]
