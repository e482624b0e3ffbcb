"""The deeds of the catalogue."""

from indgang.modules.catalogue.services.content import load_catalogue

__all__ = ["load_catalogue"]
