"""The addresses of steering."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from indgang.surfaces.steering.figures import views as figures
from indgang.surfaces.steering.overview import views as overview
from indgang.surfaces.steering.service import views as service

app_name = "steering"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", overview.overview, name="overview"),
    path("kommunen/", overview.totals, name="totals"),
    path("tal/<slug:batch>/<int:year>/<slug:indicator>/<slug:group>/", figures.figure, name="figure"),
    path("tal/<slug:batch>/<int:year>/<slug:indicator>/<slug:group>/raekker/", figures.rows, name="rows"),
    path("ydelser/", service.services, name="services"),
    path("ydelse/<slug:slug>/", service.service, name="service"),
    path("ydelse/<slug:slug>/raekker/<slug:figure>/", service.rows, name="service_rows"),
]
for _pages in (
    *("imports", "targets", "strategies", "scenario", "entrances", "departments", "segments"),
    *("compare", "factors", "satisfaction", "reports", "counting", "solution"),
):
    _folder = f"indgang.surfaces.steering.{_pages}"
    if find_spec(_folder) and find_spec(f"{_folder}.urls"):
        urlpatterns.append(path("", include(f"{_folder}.urls")))
