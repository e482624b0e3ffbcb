"""Registers the surface with Django: templates, template tags and static files."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "indgang.surfaces.common"
    label = "common"
