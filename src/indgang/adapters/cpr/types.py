"""What the population register tells us, in our own words.

Everybody is named by `ref`: a lasting mark that is no CPR number and says nothing to anybody else. A client
to the real register makes it as an HMAC of the number; the demo uses the people's short names.
"""

from dataclasses import dataclass
from datetime import date
from typing import Protocol


class CprUnavailable(Exception):
    """The register did not answer, or not in time. What it would have said is not known."""


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """One person. `custody` is who holds it over somebody under 18 (refs); None when the register does not
    know.

    `address` is the address register's id. `guardianship`: is under guardianship.
    """

    ref: str
    name: str
    born: date
    address: str
    moved_in: date
    spouse: str
    protected: bool
    guardianship: bool
    institution: bool
    custody: tuple[str, ...] | None = ()


@dataclass(frozen=True, slots=True)
class PastAddress:
    """Where somebody was registered before, as text, from a day to the day before they moved in elsewhere."""

    text: str
    since: date
    until: date


class CprClient(Protocol):
    """Questions to the register. Each may raise CprUnavailable."""

    def person(self, cpr: str) -> PersonRecord | None:
        """The person with a CPR number; None when there is none."""

    def household(self, cpr: str) -> list[PersonRecord] | None:
        """Everybody registered where the person lives and related to them or sharing the home, themselves
        first.

        None when the register does not know the person.
        """

    def number_of(self, ref: str) -> str | None:
        """The CPR number of somebody whom the register named by a mark, to write to them; None for nobody."""

    def registered_at(self, address: str) -> list[PersonRecord]:
        """Everybody registered at an address (by the address register's id)."""

    def children(self, cpr: str) -> list[PersonRecord] | None:
        """Everybody under 18 over whom the person holds custody, wherever they live, the oldest first.

        None when the register does not know the person, or not over whom they hold custody.
        """

    def past_addresses(self, cpr: str) -> list[PastAddress] | None:
        """Where the person was registered before the present address, the newest first.

        None when the register does not know the person.
        """
