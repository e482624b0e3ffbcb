"""A solution that is loaded, with the demo's registers."""

from indgang.modules.selfservice.tests.conftest import lyngsoe, outside, the_21st_of_november

__all__ = ["lyngsoe", "outside", "the_21st_of_november"]
