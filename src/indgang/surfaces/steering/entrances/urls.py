"""The address of entrances."""

from django.urls import path

from indgang.surfaces.steering.entrances import views

urlpatterns = [path("indgange/", views.entrances, name="entrances")]
