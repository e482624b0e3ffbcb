"""The addresses of scenarios."""

from django.urls import path

from indgang.surfaces.steering.scenario import views

urlpatterns = [
    path("strategi/<slug:strategy>/scenarie/", views.scenario, name="scenario"),
    path("strategi/<slug:strategy>/scenarie/<slug:scenario>/", views.scenario, name="scenario_of"),
]
