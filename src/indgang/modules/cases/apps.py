"""Registers the module with Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "indgang.modules.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"
