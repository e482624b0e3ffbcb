"""Carrying out the look-up of a residence: of the party, or of a child over whom they hold custody."""

from collections.abc import Mapping, Sequence
from typing import Any

from indgang.adapters.cpr.types import CprClient, PersonRecord
from indgang.kernel.dates import age_on
from indgang.modules.selfservice.services.asker import Asker

OF_AGE = 18


def residence(asked: Mapping[str, Any], asker: Asker) -> Any:
    """What the register says of one person's home; None for anybody whose home is not the party's to prove.

    Where a child lives whose address is hidden from the party is left out, and all that could tell it; so is a hidden
    home when somebody else acts for the party; and where a child lived before, when another who holds custody has a
    hidden address.
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
    if hidden and (asker.for_other or who.address != me.address):
        return named
    now = {
        **named,
        "address": who.address,
        "text": home.text,
        "moved_in": who.moved_in.isoformat(),
        "family": _family(who, household, asker),
    }
    if who.ref != me.ref and _another_hides(who, me, register, asker):
        return now
    before = [
        {"text": row.text, "since": row.since.isoformat(), "until": row.until.isoformat()} for row in past
    ]
    return {**now, "past": before}


def _another_hides(child: PersonRecord, me: PersonRecord, register: CprClient, asker: Asker) -> bool:
    """Whether another who holds custody has a hidden address, or nobody knows: the child may have lived there."""
    if child.custody is None:
        return True
    others = [register.number_of(ref) for ref in child.custody if ref != me.ref]
    asker.note("residence", [number for number in others if number is not None])
    records = [register.person(number) if number is not None else None for number in others]
    return any(one is None or one.protected for one in records)


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
