"""Registers the surface with Django: templates, template tags and static files."""

from django.apps import AppConfig


class SteeringConfig(AppConfig):
    name = "indgang.surfaces.steering"
    label = "steering"
