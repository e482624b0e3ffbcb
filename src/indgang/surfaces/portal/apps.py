"""Registers the surface with Django: templates, template tags and static files."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "indgang.surfaces.portal"
    label = "portal"
