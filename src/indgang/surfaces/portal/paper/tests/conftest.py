"""Flytning as the forms' own tests know it."""

from indgang.modules.selfservice.tests.conftest import lyngsoe, the_21st_of_november  # noqa: F401
from indgang.surfaces.portal.forms.tests.conftest import portal_alone  # noqa: F401
