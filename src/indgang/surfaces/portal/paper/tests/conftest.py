"""Flytning as the forms' own tests know it."""

from indgang.modules.selfservice.tests.conftest import lyngsoe, the_21st_of_november
from indgang.surfaces.portal.forms.tests.conftest import portal_alone

__all__ = [
    "lyngsoe",
    "portal_alone",
    "the_21st_of_november",
]
