"""Registers the module with Django."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "indgang.modules.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"
