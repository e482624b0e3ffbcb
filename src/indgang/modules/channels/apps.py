"""Registers the module with Django."""

from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "indgang.modules.channels"
    label = "channels"
    default_auto_field = "django.db.models.BigAutoField"
