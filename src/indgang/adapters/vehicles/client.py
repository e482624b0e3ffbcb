"""A vehicle register over HTTPS. What is asked is said in docs/operators/registers.md."""

from typing import Any

from pydantic import TypeAdapter

from indgang.adapters.vehicles.types import VehicleRecord, VehiclesUnavailable
from indgang.kernel.register_line import RegisterLine, Silent

_MANY = TypeAdapter(list[VehicleRecord])
_ONE = TypeAdapter(VehicleRecord | None)


class RegisterVehicles:
    """A `VehicleClient`. An answer about another vehicle than the one asked about counts as none."""

    def __init__(self, line: RegisterLine) -> None:
        self._line = line

    def of(self, number: str) -> list[VehicleRecord]:
        found: list[VehicleRecord] = self._ask("of", {"number": number}, _MANY)
        if any(row.role == "none" for row in found):
            raise VehiclesUnavailable("a vehicle of somebody else")
        return found

    def find(self, plate: str, number: str) -> VehicleRecord | None:
        found: VehicleRecord | None = self._ask("find", {"plate": plate, "number": number}, _ONE)
        if found is not None and found.plate != plate:
            raise VehiclesUnavailable("another vehicle than the one asked about")
        return found

    def _ask(self, question: str, asked: dict[str, str], shape: TypeAdapter[Any]) -> Any:
        try:
            return self._line.ask(question, asked, shape)
        except Silent as silent:
            raise VehiclesUnavailable(str(silent)) from None
