"""What many people are called, at once: for pages that show a trail."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from indgang.modules.identity.models import Company, Employee, Person
from indgang.modules.identity.selectors.people import EmployeeInfo, info_of_employee


@dataclass(frozen=True)
class Named:
    """A citizen or a company by name; `protected`: with a hidden address."""

    name: str
    protected: bool = False


def employees_named(keys: Iterable[str]) -> dict[str, EmployeeInfo]:
    """Members of staff by their keys (`employee:<id>`); who is not there is left out. One query."""
    rows = Employee.objects.filter(pk__in=_ids(keys, "employee"))
    return {f"employee:{row.pk}": info_of_employee(row) for row in rows}


def parties_named(keys: Iterable[str]) -> dict[str, Named]:
    """Citizens and companies by their keys (`person:<id>`, `company:<id>`). Two queries at most."""
    wanted = set(keys)
    found: dict[str, Named] = {}
    if people := _ids(wanted, "person"):
        for pk, name, protected in Person.objects.filter(pk__in=people).values_list(
            "pk", "name", "protected"
        ):
            found[f"person:{pk}"] = Named(name, protected)
    if companies := _ids(wanted, "company"):
        for pk, name in Company.objects.filter(pk__in=companies).values_list("pk", "name"):
            found[f"company:{pk}"] = Named(name)
    return found


def unit_members(unit: str) -> tuple[str, ...]:
    """The keys of everybody who belongs to a unit, also who left. One query."""
    return tuple(f"employee:{pk}" for pk in Employee.objects.filter(unit=unit).values_list("pk", flat=True))


def _ids(keys: Iterable[str], kind: str) -> list[UUID]:
    found = []
    for key in keys:
        sort, _colon, raw = key.partition(":")
        if sort == kind:
            try:
                found.append(UUID(raw))
            except ValueError:
                continue
    return found
