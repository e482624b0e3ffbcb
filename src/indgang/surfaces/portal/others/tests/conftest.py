"""The people and pages of the forms' tests."""

from indgang.modules.selfservice.tests.conftest import lyngsoe, the_21st_of_november
from indgang.surfaces.portal.forms.tests.conftest import known, portal_alone, visit

__all__ = [
    "known",
    "lyngsoe",
    "portal_alone",
    "the_21st_of_november",
    "visit",
]
