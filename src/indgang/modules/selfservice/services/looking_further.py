"""Carrying out look-ups about vehicles, income, companies, schools and a party's children.

What the register does not say is None. One month or one person that is lacking leaves the whole fact unknown: a sum of
what is there would be wrong without anybody seeing it. Who is looked up beside the party leaves a trace (`Asker.saw`).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from indgang.adapters.cpr.types import PersonRecord
from indgang.adapters.income.types import MonthRecord
from indgang.adapters.vehicles.types import VehicleRecord
from indgang.kernel.dates import age_on
from indgang.modules.selfservice.schema.register_look_ups import MONTHS_BACK
from indgang.modules.selfservice.services.asker import Asker

MOST_PEOPLE = 12
"""Whose income is asked about at a time: a list is at most 500 rows."""
MOST_MONTHS = 36


def _vehicles(asked: Mapping[str, Any], asker: Asker) -> Any:
    register, number = asker.registers.vehicles, asker.cpr or asker.cvr
    if register is None or not number:
        return None
    return [_vehicle_row(row) for row in register.of(number)]


def _vehicle(asked: Mapping[str, Any], asker: Asker) -> Any:
    register, number = asker.registers.vehicles, asker.cpr or asker.cvr
    record = register.find(asked["plate"], number) if register and number else None
    return _vehicle_row(record) if record else None


def _vehicle_row(record: VehicleRecord) -> dict[str, Any]:
    return {
        "ref": record.plate,
        "name": f"{record.make} {record.plate}".strip(),
        "plate": record.plate,
        "make": record.make,
        "fuel": record.fuel,
        "energy_class": record.energy_class,
        "zero": record.zero,
        "weight": record.weight,
        "role": record.role,
        "company": record.company,
        "active": record.active,
        "insured": record.insured,
    }


def _income(asked: Mapping[str, Any], asker: Asker) -> Any:
    cpr, register = asker.registers.cpr, asker.registers.income
    people: Sequence[str] = asked["people"]
    if cpr is None or register is None or len(people) > MOST_PEOPLE:
        return None
    numbers = [cpr.number_of(ref) for ref in people]
    known = [number for number in numbers if number is not None]
    if len(known) != len(people):
        return None
    asker.note("income", [number for number in known if number != asker.cpr])
    last = asker.today.replace(day=1)
    first = _months_before(last, MONTHS_BACK)
    rows = []
    for ref, number in zip(people, known, strict=True):
        months = register.months(number, first, last)
        if not _whole(months, first, last):
            return None
        rows += [{"ref": ref, **_month_row(month)} for month in months or ()]
    return rows


def _month_row(record: MonthRecord) -> dict[str, Any]:
    return {
        "month": record.month.isoformat(),
        "amount": record.amount,
        "hours": None if record.hours is None else float(record.hours),
        "complete": record.complete,
    }


def _months_before(month: date, count: int) -> date:
    at = month.year * 12 + month.month - 1 - count
    return date(at // 12, at % 12 + 1, 1)


def _whole(months: Sequence[MonthRecord] | None, first: date, last: date) -> bool:
    """Whether each month of the span is there, once and in order."""
    if months is None:
        return False
    count = (last.year - first.year) * 12 + last.month - first.month + 1
    wanted = [_months_before(last, count - 1 - i) for i in range(count)]
    return [row.month for row in months] == wanted


def _company(asked: Mapping[str, Any], asker: Asker) -> Any:
    register = asker.registers.companies
    record = register.get(asker.cvr) if register and asker.cvr else None
    if record is None:
        return None
    return {
        "cvr": record.cvr,
        "name": record.name,
        "address": record.address,
        "active": record.active,
        "dissolved": record.dissolved,
        "sector": record.sector,
    }


def _employee(asked: Mapping[str, Any], asker: Asker) -> Any:
    """What is known of somebody is told only when this company has reported pay for them."""
    register, cpr = asker.registers.income, asker.registers.cpr
    first, last = _first_of_month(asked["first"]), _first_of_month(asked["last"])
    if register is None or cpr is None or not asker.cvr or not first <= last:
        return None
    if last > _months_before(first, -(MOST_MONTHS - 1)):
        return None
    asker.note("employee", [asked["cpr"]])
    months = register.paid_by(asker.cvr, asked["cpr"], first, last)
    if months is None:
        return {"ref": "", "name": "", "employed": False, "months": []}
    person = cpr.person(asked["cpr"])
    if person is None or not _whole(months, first, last):
        return None
    rows = [_month_row(month) for month in months]
    home = asker.registers.addresses.get(person.address) if asker.registers.addresses else None
    return {
        "ref": person.ref,
        "name": person.name,
        "employed": True,
        "months": rows,
        "age": age_on(person.born, asker.today),
        "protected": person.protected,
        "municipality": home.municipality if home else None,
    }


def _first_of_month(day: date | str) -> date:
    return (date.fromisoformat(day) if isinstance(day, str) else day).replace(day=1)


def _schools(asked: Mapping[str, Any], asker: Asker) -> Any:
    addresses, register = asker.registers.addresses, asker.registers.schools
    home = addresses.get(asked["address"]) if addresses else None
    if home is None or register is None:
        return None
    rows = [
        {
            "ref": row.id,
            "name": row.name,
            "district": row.district,
            "address": row.address,
            "km": row.kilometres_to(home.lat, home.lon),
            "metres": row.metres_to(home.lat, home.lon),
            "mine": row.district == home.school_district,
        }
        for row in register.all()
        if row.municipality == home.municipality
    ]
    return sorted(rows, key=lambda row: (row["km"], row["name"]))


def _children(asked: Mapping[str, Any], asker: Asker) -> Any:
    register = asker.registers.cpr
    if register is None or not asker.cpr:
        return None
    me, children = register.person(asker.cpr), register.children(asker.cpr)
    if me is None or children is None:
        return None
    return [_child(row, me, asker) for row in children]


def _child(row: PersonRecord, me: PersonRecord, asker: Asker) -> dict[str, Any]:
    """A child with a hidden address elsewhere: where they live is not told to who does not live there, nor to who acts
    for the parent.
    """
    home = row.address == me.address
    told = not row.protected or (home and not asker.for_other)
    return {
        "ref": row.ref,
        "name": row.name,
        "age": age_on(row.born, asker.today),
        "born": row.born.isoformat(),
        "custody": None if row.custody is None else sorted(row.custody),
        "home": home,
        "address": row.address if told else None,
    }


FURTHER: dict[str, Callable[[Mapping[str, Any], Asker], Any]] = {
    "vehicles": _vehicles,
    "vehicle": _vehicle,
    "income": _income,
    "company": _company,
    "employee": _employee,
    "schools": _schools,
    "children": _children,
}
