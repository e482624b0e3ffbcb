"""A register of schools over HTTPS. What is asked is said in docs/operators/registers.md."""

from typing import Any

from pydantic import TypeAdapter

from indgang.adapters.schools.types import PupilRecord, SchoolRecord, SchoolsUnavailable
from indgang.kernel.register_line import RegisterLine, Silent

_MANY = TypeAdapter(list[SchoolRecord])
_PUPIL = TypeAdapter(PupilRecord)


class RegisterSchools:
    """A `SchoolClient`."""

    def __init__(self, line: RegisterLine) -> None:
        self._line = line

    def all(self) -> list[SchoolRecord]:
        found: list[SchoolRecord] = self._ask("all", {}, _MANY)
        return found

    def pupil(self, number: str) -> PupilRecord:
        found: PupilRecord = self._ask("pupil", {"number": number}, _PUPIL)
        return found

    def _ask(self, question: str, asked: dict[str, str], shape: TypeAdapter[Any]) -> Any:
        try:
            return self._line.ask(question, asked, shape)
        except Silent as silent:
            raise SchoolsUnavailable(str(silent)) from None
