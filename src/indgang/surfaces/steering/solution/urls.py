"""The addresses of a self-service's funnel."""

from django.urls import path

from indgang.surfaces.steering.solution import views

urlpatterns = [
    path("loesninger/<slug:slug>/", views.solution, name="solution"),
    path("loesninger/<slug:slug>/raekker/<slug:figure>/", views.rows, name="solution_rows"),
]
