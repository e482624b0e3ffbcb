"""Carrying out the look-up of a residence: of the party, or of a child over whom they hold custody."""

from collections.abc import Mapping, Sequence
from typing import Any

from indgang.adapters.cpr.types import CprClient, PersonRecord
from indgang.kernel.dates import age_on
from indgang.modules.selfservice.services.asker import Asker

OF_AGE = 18


def residence(asked: Mapping[str, Any], asker: Asker) -> Any:
    """What the register says of one person's home; None for anybody whose home is not the party's to prove.

    Where a child lives whose address is hidden from the party is left out, and all that could tell it.
    """
    register, homes = asker.registers.cpr, asker.registers.addresses
    if register is None or homes is None or not asker.cpr:
        return None
    found = _whom(asked["ref"], register, asker)
    if found is None:
        return None
    who, number = found
    me = register.person(asker.cpr)
    home, household = homes.get(who.address), register.household(number)
    past = register.past_addresses(number)
    if me is None or home is None or not household or past is None:
        return None
    hidden = any(row.protected for row in household)
    named = {
        "ref": who.ref,
        "name": who.name,
        "born": who.born.isoformat(),
        "hidden": hidden,
        "guardianship": who.guardianship,
    }
    if hidden and who.address != me.address:
        return named
    return {
        **named,
        "address": who.address,
        "text": home.text,
        "moved_in": who.moved_in.isoformat(),
        "family": _family(who, household, asker),
        "past": [
            {"text": row.text, "since": row.since.isoformat(), "until": row.until.isoformat()} for row in past
        ],
    }


def _whom(ref: str, register: CprClient, asker: Asker) -> tuple[PersonRecord, str] | None:
    """The person and their CPR number, when they are the party or a child of theirs."""
    me = register.person(asker.cpr)
    if me is None:
        return None
    if me.ref == ref:
        return me, asker.cpr
    child = next((row for row in register.children(asker.cpr) or () if row.ref == ref), None)
    number = register.number_of(ref) if child else None
    if child is None or number is None:
        return None
    asker.note("residence", [number])
    return child, number


def _family(who: PersonRecord, household: Sequence[PersonRecord], asker: Asker) -> Any:
    """Names and days of birth; None when the register does not know who holds custody over a child in the home."""
    found = []
    for row in household:
        if row.ref == who.ref:
            continue
        young = age_on(row.born, asker.today) < OF_AGE
        if young and row.custody is None:
            return None
        if row.ref == who.spouse or who.ref in (row.custody or ()) or row.ref in (who.custody or ()):
            found.append({"name": row.name, "born": row.born.isoformat()})
    return sorted(found, key=lambda one: (one["born"], one["name"]))
