"""The addresses of strategies."""

from django.urls import path

from indgang.surfaces.steering.strategies import views

urlpatterns = [
    path("strategier/", views.strategies, name="strategies"),
    path("strategier/indlaes/", views.load, name="strategy_load"),
    path("strategi/<slug:id>/", views.strategy_page, name="strategy"),
]
