"""A register of schools over HTTPS. What is asked is said in docs/operators/registers.md."""

from pydantic import TypeAdapter

from indgang.adapters.schools.types import SchoolRecord, SchoolsUnavailable
from indgang.kernel.register_line import RegisterLine, Silent

_MANY = TypeAdapter(list[SchoolRecord])


class RegisterSchools:
    """A `SchoolClient`."""

    def __init__(self, line: RegisterLine) -> None:
        self._line = line

    def all(self) -> list[SchoolRecord]:
        try:
            return self._line.ask("all", {}, _MANY)
        except Silent as silent:
            raise SchoolsUnavailable(str(silent)) from None
