"""The demo's content and its Tuesday, for the commands that need them."""

from indgang.modules.channels.tests.conftest import lyngsoe, tuesday

__all__ = ["lyngsoe", "tuesday"]
