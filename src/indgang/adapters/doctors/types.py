"""What the register of doctors tells us."""

from dataclasses import dataclass
from typing import Protocol

from indgang.kernel.distance import kilometres


class DoctorsUnavailable(Exception):
    """The register did not answer, or not in time."""


@dataclass(frozen=True, slots=True)
class DoctorRecord:
    """One practice. `open`: takes new patients. Coordinates are WGS84 degrees."""

    id: str
    name: str
    address: str
    lat: float
    lon: float
    open: bool

    def kilometres_to(self, lat: float, lon: float) -> float:
        """As the crow flies, rounded to 100 metres."""
        return kilometres(self.lat, self.lon, lat, lon)


class DoctorClient(Protocol):
    """Questions to the register. Each may raise DoctorsUnavailable."""

    def all(self) -> list[DoctorRecord]:
        """Every practice."""

    def doctor_of(self, cpr: str) -> DoctorRecord | None:
        """Whose patient somebody is; None when they have no doctor."""
