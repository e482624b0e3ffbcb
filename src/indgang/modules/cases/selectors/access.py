"""Who among staff may see a case."""

from uuid import UUID

from django.db.models import QuerySet

from indgang.kernel.errors import NotYours
from indgang.modules.cases.models import Case
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right


def units_of(employee: EmployeeInfo) -> list[str]:
    """The units of the employee's department; none for somebody without a unit."""
    units = identity.units()
    mine = units.get(employee.unit)
    return [unit.id for unit in units.values() if mine and unit.department == mine.department]


def visible_to(employee: EmployeeInfo) -> QuerySet[Case]:
    """The cases of the employee's own department, when they may see a work list at all."""
    if not employee.may(Right.SEE_WORK_LIST):
        return Case.objects.none()
    return Case.objects.filter(unit__in=units_of(employee))


def case_in_department(case_id: UUID | str, employee: EmployeeInfo) -> Case:
    """Raises NotYours for a case of another department, as for one that is not there."""
    case = visible_to(employee).filter(pk=case_id).first()
    if case is None:
        raise NotYours
    return case


def is_protected(case: Case) -> bool:
    """Whether the party is protected, or the case is: a child, a spouse, or a wish in the application."""
    return case.protected or (case.person is not None and case.person.protected)


def is_masked(case: Case, employee: EmployeeInfo) -> bool:
    """Whether a protected case's details stay hidden: until the reader has taken the case."""
    return is_protected(case) and str(case.handler_id or "") != employee.id
