"""The address of satisfaction."""

from django.urls import path

from indgang.surfaces.steering.satisfaction import views

urlpatterns = [path("tilfredshed/", views.satisfaction, name="satisfaction")]
