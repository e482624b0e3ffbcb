"""Searching for an address."""

from typing import Any

from indgang.adapters.addresses.types import AddressesUnavailable, AddressRecord
from indgang.kernel.text import Text
from indgang.modules.selfservice.selectors.registers import connected
from indgang.modules.selfservice.selectors.views import Option

AT_ONCE = 10


def find_addresses(query: str, limit: int = AT_ONCE) -> list[Option]:
    """Addresses that a typed text may mean, the likeliest first; none while the register is silent."""
    client = connected().addresses
    if client is None:
        return []
    try:
        return [_option(record) for record in client.search(query, limit=limit)]
    except AddressesUnavailable:
        return []


def _option(record: AddressRecord, *, chosen: bool = False) -> Option:
    return Option(record.id, Text(record.text, record.text), chosen=chosen)


def options_for(typed: str, found: Any) -> tuple[Option, ...]:
    """What to choose between: the address that was found, else those that the typed text may mean."""
    if isinstance(found, dict) and found.get("id"):
        return (Option(found["id"], Text(found["text"], found["text"]), chosen=True),)
    return tuple(find_addresses(typed)) if typed else ()


def resolve(typed: str) -> dict[str, Any] | None:
    """What an address question's text means: `{"id", "text"}` when it names one address.

    `several` when it names a house with more homes; `unchecked` when the register is silent: then the text
    itself stands for the address, nothing is known about it, and a person will look.
    """
    client = connected().addresses
    try:
        if client is None:
            raise AddressesUnavailable
        record = client.get(typed)
        if record is None:
            named = client.exactly(typed)
            if len(named) > 1:
                return {"several": len(named)}
            record = named[0] if named else None
    except AddressesUnavailable:
        return {"id": typed, "text": typed, "unchecked": True}
    return {"id": record.id, "text": record.text} if record else None
