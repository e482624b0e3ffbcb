"""Addresses that every surface shares."""

from django.conf import settings
from django.urls import URLPattern, path, register_converter

from indgang.surfaces.common import patterns, theme


class Colour:
    """Six hexadecimal digits."""

    regex = "[0-9a-f]{6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Colour, "colour")
app_name = "common"
urlpatterns: list[URLPattern] = [path("tema/<colour:colour>.css", theme.theme, name="theme")]
if settings.DEMO:
    urlpatterns.append(path("om/moenstre/", patterns.patterns, name="patterns"))
