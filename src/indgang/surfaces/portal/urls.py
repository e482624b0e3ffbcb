"""The portal's addresses."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path

from indgang.surfaces.portal.about import views as about
from indgang.surfaces.portal.front import views as front
from indgang.surfaces.portal.search import views as search
from indgang.surfaces.portal.service import views as service
from indgang.surfaces.portal.situation import views as situation

app_name = "portal"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", front.front, name="front"),
    path("soeg/", search.search, name="search"),
    path("ydelse/<slug:slug>/", service.service, name="service"),
    path("situation/<slug:slug>/", situation.situation, name="situation"),
    path("om/ydelser/", about.all_services, name="all_services"),
    path("om/tilgaengelighed/", about.accessibility, name="accessibility"),
    path("om/dine-oplysninger/", about.privacy, name="privacy"),
    path("om/taelling/", about.counting, name="counting"),
]
for _pages in (
    "login",
    "mypage",
    "paper",
    "forms",
    "help",
    "others",
    "files",
    "screen",
    "open_figures",
    "proofs",
    "many",
):
    if find_spec(f"indgang.surfaces.portal.{_pages}") and find_spec(f"indgang.surfaces.portal.{_pages}.urls"):
        urlpatterns.append(path("", include(f"indgang.surfaces.portal.{_pages}.urls")))
