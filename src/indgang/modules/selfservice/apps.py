"""Registers the module with Django."""

from django.apps import AppConfig


class SelfserviceConfig(AppConfig):
    name = "indgang.modules.selfservice"
    label = "selfservice"
    default_auto_field = "django.db.models.BigAutoField"
