"""The desk of the contacts' own tests."""

from indgang.surfaces.desk.contacts.tests.conftest import begun, catalogue, desk, freddy

__all__ = [
    "begun",
    "catalogue",
    "desk",
    "freddy",
]
