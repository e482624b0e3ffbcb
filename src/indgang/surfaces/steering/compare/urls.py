"""The address of the comparison."""

from django.urls import path

from indgang.surfaces.steering.compare import views

urlpatterns = [path("sammenlign/", views.compare, name="compare")]
