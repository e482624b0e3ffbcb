"""The addresses of steering."""

from django.urls import path

from indgang.surfaces.steering.figures import views as figures
from indgang.surfaces.steering.overview import views as overview

app_name = "steering"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("tal/<slug:batch>/<int:year>/<slug:indicator>/<slug:group>/", figures.figure, name="figure"),
    path("tal/<slug:batch>/<int:year>/<slug:indicator>/<slug:group>/raekker/", figures.rows, name="rows"),
]
