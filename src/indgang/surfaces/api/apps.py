"""Registers the surface with Django."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "indgang.surfaces.api"
    label = "api"
