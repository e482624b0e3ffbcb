"""Registers the module with Django."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "indgang.modules.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"
