"""The shape of the catalogue's content, and how it is read."""

from indgang.modules.catalogue.schema.files import (
    Catalogue,
    GuidanceShape,
    LifeSituationShape,
    ServiceShape,
    read_catalogue,
)
from indgang.modules.catalogue.schema.kle import Kle, read_kle

__all__ = [
    "Catalogue",
    "GuidanceShape",
    "Kle",
    "LifeSituationShape",
    "ServiceShape",
    "read_catalogue",
    "read_kle",
]
