"""Registers the module with Django."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "indgang.modules.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
