"""What the vehicle register tells us, in our own words."""

from dataclasses import dataclass
from typing import Literal, Protocol

Fuel = Literal["petrol", "diesel", "electric", "hydrogen", "hybrid", "gas"]
Role = Literal["owner", "user", "both", "none"]


class VehiclesUnavailable(Exception):
    """The register did not answer, or not in time. What it would have said is not known."""


@dataclass(frozen=True, slots=True)
class VehicleRecord:
    """One vehicle as one of those who ask about it stand to it. None: the register does not say.

    `plate` without spaces, in capitals. `energy_class` is A+++ to G, empty for a vehicle that has none. `zero`:
    lets nothing out of an exhaust. `weight`: the total weight in kilograms that it may have. `company`: a company
    owns it. `active`: registered for use on the road now.
    """

    plate: str
    make: str
    fuel: Fuel | None
    energy_class: str | None
    zero: bool | None
    weight: int | None
    role: Role
    company: bool | None
    active: bool | None
    insured: bool | None


class VehicleClient(Protocol):
    """Questions to the register. Each may raise VehiclesUnavailable.

    `number`: a CPR number (10 digits) or a CVR number (8 digits): the register knows both as owners and users.
    """

    def of(self, number: str) -> list[VehicleRecord]:
        """Every vehicle that somebody owns or uses, by plate."""

    def find(self, plate: str, number: str) -> VehicleRecord | None:
        """The vehicle with a plate, and how somebody stands to it; None when there is none."""
