"""A vehicle register in memory, from a pack's `demo/vehicles.yaml`. It can be told to be away."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import StringConstraints

from indgang.adapters.vehicles.types import Fuel, Role, VehicleRecord, VehiclesUnavailable
from indgang.kernel.shapes import Slug, YesNo
from indgang.kernel.strict_yaml import ContentError, Shape, load_document

Cvr = Annotated[str, StringConstraints(pattern=r"^\d{8}$")]
EnergyClass = Literal["", "A+++", "A++", "A+", "A", "B", "C", "D", "E", "F", "G"]
NO_EXHAUST = ("electric", "hydrogen")


class VehicleShape(Shape):
    """One row of vehicles.yaml. Owners and users are people of people.yaml; `company` is an owner's CVR number."""

    plate: Annotated[str, StringConstraints(pattern=r"^[A-ZÆØÅ0-9]{2,7}$")]
    make: str
    fuel: Fuel
    energy_class: EnergyClass = ""
    weight: int
    owners: tuple[Slug, ...] = ()
    company: Cvr = ""
    users: tuple[Slug, ...] = ()
    active: YesNo
    insured: YesNo


class VehiclesShape(Shape):
    vehicles: tuple[VehicleShape, ...]


class PersonShape(Shape):
    model_config = {"extra": "ignore", "frozen": True}

    id: Slug
    cpr: str


class PeopleShape(Shape):
    model_config = {"extra": "ignore", "frozen": True}

    people: tuple[PersonShape, ...]


class FakeVehicles:
    """Answers as the register would. `down` makes every question fail.

    Raises ContentError when a row points at nobody.
    """

    def __init__(self, folder: Path) -> None:
        document = load_document(folder / "vehicles.yaml")
        self._rows = document.as_shape(VehiclesShape).vehicles
        people = load_document(folder / "people.yaml").as_shape(PeopleShape).people
        self._refs = {row.cpr: row.id for row in people}
        self.down = False
        known = set(self._refs.values())
        problems = [
            document.problem(("vehicles", i), f"`{ref}` is nobody in people.yaml.")
            for i, row in enumerate(self._rows)
            for ref in (*row.owners, *row.users)
            if ref not in known
        ]
        if problems:
            raise ContentError(problems)

    def of(self, number: str) -> list[VehicleRecord]:
        self._up()
        found = [self._record(row, number) for row in self._rows]
        return sorted((row for row in found if row.role != "none"), key=lambda row: row.plate)

    def find(self, plate: str, number: str) -> VehicleRecord | None:
        self._up()
        return next((self._record(row, number) for row in self._rows if row.plate == plate), None)

    def _up(self) -> None:
        if self.down:
            raise VehiclesUnavailable

    def _record(self, row: VehicleShape, number: str) -> VehicleRecord:
        return VehicleRecord(
            plate=row.plate,
            make=row.make,
            fuel=row.fuel,
            energy_class=row.energy_class,
            zero=row.fuel in NO_EXHAUST,
            weight=row.weight,
            role=self._role(row, number),
            company=bool(row.company),
            active=row.active,
            insured=row.insured,
        )

    def _role(self, row: VehicleShape, number: str) -> Role:
        me = self._refs.get(number, "")
        owner = me in row.owners or (bool(row.company) and number == row.company)
        user = me in row.users
        if owner and user:
            return "both"
        if owner:
            return "owner"
        return "user" if user else "none"
