"""Address and dwelling registers over HTTPS. What is asked is said in docs/operators/registers.md."""

from typing import Any

from pydantic import TypeAdapter

from indgang.adapters.addresses.types import AddressesUnavailable, AddressRecord
from indgang.kernel.register_line import RegisterLine, Silent

_MANY = TypeAdapter(list[AddressRecord])
_ONE = TypeAdapter(AddressRecord | None)
LONGEST_TEXT = 200


class RegisterAddresses:
    """An `AddressClient`. An answer about another address than the one asked about counts as none."""

    def __init__(self, line: RegisterLine) -> None:
        self._line = line

    def get(self, address: str) -> AddressRecord | None:
        found: AddressRecord | None = self._ask("get", {"id": address}, _ONE)
        if found is not None and found.id != address:
            raise AddressesUnavailable("another address than the one asked about")
        return found

    def search(self, text: str, *, limit: int = 10) -> list[AddressRecord]:
        found: list[AddressRecord] = self._ask("search", {"text": text[:LONGEST_TEXT], "limit": limit}, _MANY)
        return found[:limit]

    def exactly(self, text: str) -> list[AddressRecord]:
        found: list[AddressRecord] = self._ask("exactly", {"text": text[:LONGEST_TEXT]}, _MANY)
        return found

    def _ask(self, question: str, asked: dict[str, object], shape: TypeAdapter[Any]) -> Any:
        try:
            return self._line.ask(question, asked, shape)
        except Silent as silent:
            raise AddressesUnavailable(str(silent)) from None
