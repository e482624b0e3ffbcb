"""Registers the module with Django."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "indgang.modules.strategy"
    label = "strategy"
    default_auto_field = "django.db.models.BigAutoField"
