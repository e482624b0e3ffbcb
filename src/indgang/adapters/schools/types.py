"""What the register of schools tells us, in our own words."""

from dataclasses import dataclass
from typing import Protocol

from indgang.kernel.distance import kilometres, metres


class SchoolsUnavailable(Exception):
    """The register did not answer, or not in time. What it would have said is not known."""


@dataclass(frozen=True, slots=True)
class SchoolRecord:
    """One school. `district` is the name of the district that it serves, as addresses name theirs; `municipality`
    its code. Coordinates are WGS84 degrees.
    """

    id: str
    name: str
    district: str
    address: str
    municipality: str
    lat: float
    lon: float

    def kilometres_to(self, lat: float, lon: float) -> float:
        """As the crow flies, rounded to 100 metres."""
        return kilometres(self.lat, self.lon, lat, lon)

    def metres_to(self, lat: float, lon: float) -> int:
        """As the crow flies, in whole metres."""
        return metres(self.lat, self.lon, lat, lon)


@dataclass(frozen=True, slots=True)
class PupilRecord:
    """Where a child goes to school: the school's id, and the grade from 0 to 10 of this school year. `school` is empty
    for a child who goes to none of the municipality's schools.
    """

    school: str
    grade: int


class SchoolClient(Protocol):
    """Questions to the register. Each may raise SchoolsUnavailable."""

    def all(self) -> list[SchoolRecord]:
        """Every school."""

    def pupil(self, number: str) -> PupilRecord:
        """Where the child with this CPR number goes."""
