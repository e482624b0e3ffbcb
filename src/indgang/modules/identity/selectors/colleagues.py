"""Who works together in a unit."""

from datetime import timedelta

from indgang.kernel import clock
from indgang.modules.identity.models import Employee
from indgang.modules.identity.selectors.people import EmployeeInfo, info_of_employee
from indgang.modules.identity.vocabulary import Right

SMALLEST_TEAM = 5
"""No figure is shown of a team with fewer people: it would be a figure of each of them."""
STILL_HERE = timedelta(days=90)
"""Who has not logged in for so long works elsewhere now."""


def colleagues(unit: str) -> list[EmployeeInfo]:
    """Those of a unit who answer contacts or decide cases, by name; nobody for no unit. One query."""
    if not unit:
        return []
    rows = Employee.objects.filter(unit=unit, seen_at__gte=clock.now() - STILL_HERE).order_by("name", "pk")
    found = [info_of_employee(row) for row in rows]
    return [one for one in found if one.may(Right.HANDLE_CONTACTS) or one.may(Right.HANDLE_CASES)]


def colleague(employee_id: str, unit: str, right: Right) -> EmployeeInfo | None:
    """One of them who has a right; None for anybody else. One query."""
    return next((one for one in colleagues(unit) if one.id == employee_id and one.may(right)), None)
