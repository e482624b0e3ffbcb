"""A population register over HTTPS. What is asked is said in docs/operators/registers.md."""

from typing import Any

from pydantic import TypeAdapter

from indgang.adapters.cpr.types import CprUnavailable, PastAddress, PersonRecord
from indgang.kernel.register_line import RegisterLine, Silent

_MANY = TypeAdapter(list[PersonRecord])
_HOME = TypeAdapter(list[PersonRecord] | None)
_ONE = TypeAdapter(PersonRecord | None)
_NUMBER = TypeAdapter(str | None)
_PAST = TypeAdapter(list[PastAddress] | None)


class RegisterCpr:
    """A `CprClient`. An answer that cannot be true (somebody who lives elsewhere, no number) counts as none."""

    def __init__(self, line: RegisterLine) -> None:
        self._line = line

    def person(self, cpr: str) -> PersonRecord | None:
        found: PersonRecord | None = self._ask("person", {"cpr": cpr}, _ONE)
        return found

    def household(self, cpr: str) -> list[PersonRecord] | None:
        found: list[PersonRecord] | None = self._ask("household", {"cpr": cpr}, _HOME)
        if found == []:
            raise CprUnavailable("a household without anybody")
        return found

    def number_of(self, ref: str) -> str | None:
        found: str | None = self._ask("number_of", {"ref": ref}, _NUMBER)
        if found is not None and not (len(found) == 10 and found.isascii() and found.isdigit()):
            raise CprUnavailable("what is no number")
        return found

    def registered_at(self, address: str) -> list[PersonRecord]:
        found: list[PersonRecord] = self._ask("registered_at", {"address": address}, _MANY)
        if any(row.address != address for row in found):
            raise CprUnavailable("somebody who lives elsewhere")
        return found

    def children(self, cpr: str) -> list[PersonRecord] | None:
        found: list[PersonRecord] | None = self._ask("children", {"cpr": cpr}, _HOME)
        return found

    def past_addresses(self, cpr: str) -> list[PastAddress] | None:
        found: list[PastAddress] | None = self._ask("past_addresses", {"cpr": cpr}, _PAST)
        if any(row.until < row.since for row in found or ()):
            raise CprUnavailable("a move before the one before it")
        return found

    def _ask(self, question: str, asked: dict[str, str], shape: TypeAdapter[Any]) -> Any:
        try:
            return self._line.ask(question, asked, shape)
        except Silent as silent:
            raise CprUnavailable(str(silent)) from None
