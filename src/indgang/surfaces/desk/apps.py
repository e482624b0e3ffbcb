"""Registers the surface with Django: templates, template tags and static files."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "indgang.surfaces.desk"
    label = "desk"
