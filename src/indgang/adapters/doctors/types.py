"""What the register of doctors tells us."""

import math
from dataclasses import dataclass
from typing import Protocol


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
        """As the crow flies, rounded to 100 metres (haversine, mean radius of the earth 6371 km)."""
        one, other = math.radians(self.lat), math.radians(lat)
        east = math.sin(math.radians(lon - self.lon) / 2) ** 2
        half = math.sin((other - one) / 2) ** 2 + math.cos(one) * math.cos(other) * east
        return round(2 * 6371 * math.asin(math.sqrt(half)), 1)


class DoctorClient(Protocol):
    """Questions to the register. Each may raise DoctorsUnavailable."""

    def all(self) -> list[DoctorRecord]:
        """Every practice."""

    def doctor_of(self, cpr: str) -> DoctorRecord | None:
        """Whose patient somebody is; None when they have no doctor."""
