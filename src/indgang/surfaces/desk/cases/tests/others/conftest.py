"""Flytning and its people, on the day of its own tests."""

from indgang.modules.selfservice.tests.conftest import begin, lyngsoe, person, the_21st_of_november

__all__ = ["begin", "lyngsoe", "person", "the_21st_of_november"]
