"""What the register of Digital Post tells us."""

from typing import Protocol


class DigitalPostUnavailable(Exception):
    """The register did not answer, or not in time."""


class DigitalPostClient(Protocol):
    """Questions to the register. Each may raise DigitalPostUnavailable, and does so within two seconds: a
    login waits for it.
    """

    def is_exempt(self, cpr: str) -> bool | None:
        """Whether somebody is exempt from Digital Post; None when the register does not know the person."""
