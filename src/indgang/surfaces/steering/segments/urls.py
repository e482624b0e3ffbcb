"""The address of segments."""

from django.urls import path

from indgang.surfaces.steering.segments import views

urlpatterns = [path("maalgrupper/", views.segments, name="segments")]
