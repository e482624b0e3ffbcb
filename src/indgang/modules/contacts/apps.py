"""Registers the module with Django."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "indgang.modules.contacts"
    label = "contacts"
    default_auto_field = "django.db.models.BigAutoField"
