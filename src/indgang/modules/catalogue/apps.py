"""Registers the module with Django."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "indgang.modules.catalogue"
    label = "catalogue"
    default_auto_field = "django.db.models.BigAutoField"
