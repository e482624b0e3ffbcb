"""A register of doctors over HTTPS. What is asked is said in docs/operators/registers.md."""

from pydantic import TypeAdapter

from indgang.adapters.doctors.types import DoctorRecord, DoctorsUnavailable
from indgang.kernel.register_line import RegisterLine, Silent

_MANY = TypeAdapter(list[DoctorRecord])
_ONE = TypeAdapter(DoctorRecord | None)


class RegisterDoctors:
    """A `DoctorClient`."""

    def __init__(self, line: RegisterLine) -> None:
        self._line = line

    def all(self) -> list[DoctorRecord]:
        try:
            return self._line.ask("all", {}, _MANY)
        except Silent as silent:
            raise DoctorsUnavailable(str(silent)) from None

    def doctor_of(self, cpr: str) -> DoctorRecord | None:
        try:
            return self._line.ask("doctor_of", {"cpr": cpr}, _ONE)
        except Silent as silent:
            raise DoctorsUnavailable(str(silent)) from None
