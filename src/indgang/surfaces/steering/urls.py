"""The addresses of steering."""

from django.urls import path

from indgang.surfaces.steering.figures import views as figures
from indgang.surfaces.steering.overview import views as overview
from indgang.surfaces.steering.service import views as service

app_name = "steering"

urlpatterns = [
    path("", overview.overview, name="overview"),
    path("kommunen/", overview.totals, name="totals"),
    path("tal/<slug:batch>/<int:year>/<slug:indicator>/<slug:group>/", figures.figure, name="figure"),
    path("tal/<slug:batch>/<int:year>/<slug:indicator>/<slug:group>/raekker/", figures.rows, name="rows"),
    path("ydelser/", service.services, name="services"),
    path("ydelse/<slug:slug>/", service.service, name="service"),
    path("ydelse/<slug:slug>/raekker/<slug:figure>/", service.rows, name="service_rows"),
]
