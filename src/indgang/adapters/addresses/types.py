"""What the address and dwelling registers tell us."""

from dataclasses import dataclass
from typing import Literal, Protocol

Use = Literal["year_round", "summer_house", "institution", "business", "none"]


class AddressesUnavailable(Exception):
    """The register did not answer, or not in time."""


@dataclass(frozen=True, slots=True)
class AddressRecord:
    """One address down to floor and door. `building` is the house number's id, shared by all its flats.

    `use` is what BBR says the unit is for; `rooms` counts rooms to live in, `units` the dwellings in the
    building. Coordinates are WGS84 degrees.
    """

    id: str
    building: str
    street: str
    number: str
    floor: str
    door: str
    postal_code: str
    city: str
    municipality: str
    use: Use
    rooms: int
    units: int
    lat: float
    lon: float
    school_district: str
    parking_zone: str

    @property
    def text(self) -> str:
        """As it is written on a letter: `Skonnertgade 4, 2. tv, 9999 Lyngsø`."""
        floor = {"": "", "st": "st.", "kl": "kl."}.get(self.floor, f"{self.floor}.")
        unit = " ".join(part for part in (floor, self.door) if part)
        return ", ".join(
            part for part in (f"{self.street} {self.number}", unit, f"{self.postal_code} {self.city}") if part
        )


class AddressClient(Protocol):
    """Questions to the registers. Each may raise AddressesUnavailable."""

    def get(self, address: str) -> AddressRecord | None:
        """The address with an id; None when there is none."""

    def search(self, text: str, *, limit: int = 10) -> list[AddressRecord]:
        """Addresses that a typed text may mean, the likeliest first. Takes a beginning, and small
        misspellings.
        """

    def exactly(self, text: str) -> list[AddressRecord]:
        """The addresses that a text names in full: one, or all flats of a house number without floor and
        door.
        """
