"""The addresses of factors."""

from django.urls import path

from indgang.surfaces.steering.factors import views

urlpatterns = [
    path("faktorer/", views.factors, name="factors"),
    path("faktorer/kommuner/", views.places, name="factors_places"),
    path("faktorer/<slug:factor>/", views.answer, name="factor_answer"),
]
