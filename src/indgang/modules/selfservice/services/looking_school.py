"""Carrying out look-ups of one child, and of where children go to school.

What is the party's to know is what `children` and `household` tell them; of others nothing is said.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from indgang.adapters.cpr.types import CprClient, PersonRecord
from indgang.kernel.dates import age_on
from indgang.modules.selfservice.services.asker import Asker

MOST_CHILDREN = 20
"""Whose school is asked about at a time: each is a question of its own."""
OF_AGE = 18


def child(asked: Mapping[str, Any], asker: Asker) -> Any:
    """What the register says of a child over whom the party holds custody; None for anybody else."""
    register = asker.registers.cpr
    if register is None or not asker.cpr:
        return None
    me = register.person(asker.cpr)
    found = next((row for row in register.children(asker.cpr) or () if row.ref == asked["ref"]), None)
    number = register.number_of(found.ref) if found else None
    if me is None or found is None or number is None:
        return None
    asker.note("child", [number])
    household = register.household(number)
    if not household:
        return None
    home, hidden = found.address == me.address, any(row.protected for row in household)
    told = not hidden or (home and not asker.for_other)
    return {
        "ref": found.ref,
        "name": found.name,
        "age": age_on(found.born, asker.today),
        "born": found.born.isoformat(),
        "custody": None if found.custody is None else sorted(found.custody),
        "home": home,
        "hidden": hidden,
        "institution": found.institution,
        "address": found.address if told else None,
        "moved_in": found.moved_in.isoformat() if told else None,
    }


def district_school(asked: Mapping[str, Any], asker: Asker) -> Any:
    """The school whose district the address lies in."""
    addresses, register = asker.registers.addresses, asker.registers.schools
    home = addresses.get(asked["address"]) if addresses else None
    if home is None or register is None:
        return None
    found = [
        row
        for row in register.all()
        if row.district == home.school_district and row.municipality == home.municipality
    ]
    if len(found) != 1:
        return None
    return {
        "ref": found[0].id,
        "name": found[0].name,
        "address": found[0].address,
        "km": found[0].kilometres_to(home.lat, home.lon),
        "metres": found[0].metres_to(home.lat, home.lon),
    }


def pupils(asked: Mapping[str, Any], asker: Asker) -> Any:
    """Where these children go, those left out who go to no school of ours; None when one is not the party's to know."""
    cpr, register = asker.registers.cpr, asker.registers.schools
    wanted: Sequence[str] = asked["people"]
    if cpr is None or register is None or not asker.cpr or len(wanted) > MOST_CHILDREN:
        return None
    ours = _ours(cpr, asker)
    if ours is None or not ours.keys() >= set(wanted):
        return None
    numbers = {ref: cpr.number_of(ref) for ref in wanted}
    known = {ref: number for ref, number in numbers.items() if number is not None}
    if len(known) < len(numbers):
        return None
    if not known:
        return []
    asker.note("pupils", list(known.values()))
    names = {row.id: row.name for row in register.all()}
    found = [(ref, register.pupil(number)) for ref, number in known.items()]
    rows = [
        {
            "ref": ref,
            "name": ours[ref].name,
            "school": row.school,
            "school_name": names.get(row.school),
            "grade": row.grade,
        }
        for ref, row in found
        if row.school
    ]
    return rows if all(row["school_name"] for row in rows) else None


def _ours(cpr: CprClient, asker: Asker) -> dict[str, PersonRecord] | None:
    """Children whom the party may know this of, by their marks. Who acts for the party is not told of a hidden home."""
    household, children = cpr.household(asker.cpr), cpr.children(asker.cpr)
    if not household or children is None:
        return None
    here = household[0].address
    told = not (asker.for_other and any(row.protected for row in household))
    own = [row for row in children if (told and row.address == here) or not _hides(row, cpr)]
    young = [row for row in household if told and age_on(row.born, asker.today) < OF_AGE]
    return {row.ref: row for row in (*young, *own)}


def _hides(row: PersonRecord, cpr: CprClient) -> bool:
    """Whether where a child lives is hidden, by the child or by anybody in its home, or nobody knows."""
    number = cpr.number_of(row.ref)
    household = cpr.household(number) if number else None
    return not household or any(one.protected for one in household)


SCHOOL: dict[str, Callable[[Mapping[str, Any], Asker], Any]] = {
    "child": child,
    "district_school": district_school,
    "pupils": pupils,
}
