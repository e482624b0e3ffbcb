"""Registers the module with Django."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "indgang.modules.messages"
    label = "messages"
    default_auto_field = "django.db.models.BigAutoField"
