"""Questions about people and staff."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, UUIDField

from indgang.kernel.known_query import Param, known_query
from indgang.modules.identity import rules
from indgang.modules.identity.models import Employee, Person
from indgang.modules.identity.vocabulary import Actor, Need, Reach, Right, Role


@dataclass(frozen=True)
class PersonInfo:
    """A citizen, without the CPR number. `exempt_known`: the register of exemptions was asked."""

    id: str
    name: str
    born: date
    exempt: bool
    protected: bool
    exempt_known: bool
    needs: tuple[Need, ...] = ()
    """The open wishes; `needs_of` says more of each."""

    @property
    def key(self) -> str:
        return f"person:{self.id}"


@dataclass(frozen=True)
class EmployeeInfo:
    id: str
    name: str
    unit: str
    roles: tuple[Role, ...]
    rights: frozenset[Right]

    @property
    def actor(self) -> Actor:
        return Actor("employee", self.id, self.name)

    def may(self, right: Right) -> bool:
        return right in self.rights

    def reach(self, right: Right) -> Reach | None:
        """How far a right reaches; None without it."""
        return rules.reach_of(self.roles, right)


@known_query
def _person() -> QuerySet[Person]:
    return Person.objects.defer("cpr_encrypted").filter(pk=Param("person", UUIDField()))


def person(person_id: UUID | str) -> PersonInfo:
    """Raises Person.DoesNotExist."""
    rows = _person()(person=person_id)
    if not rows:
        raise Person.DoesNotExist
    return _info(rows[0])


def _info(row: Person) -> PersonInfo:
    needs = tuple(Need(word) for word in row.open_needs)
    asked = row.exempt_at is not None
    return PersonInfo(str(row.pk), row.name, row.born, row.exempt, row.protected, asked, needs)


def person_of(account: Any) -> PersonInfo:
    """The person of a citizen's account. No query: the row comes with the account of every request."""
    return _info(account.person)


def employee(employee_id: UUID | str) -> EmployeeInfo:
    """Raises Employee.DoesNotExist."""
    return info_of_employee(Employee.objects.get(pk=employee_id))


def employee_of(account: Any) -> EmployeeInfo:
    """The employee of a staff account. No query: the row comes with the account of every request."""
    return info_of_employee(account.employee)


def employees_called(name: str) -> list[EmployeeInfo]:
    """Everybody of the staff with exactly this name; for operators, who know no ids. One query."""
    return [info_of_employee(row) for row in Employee.objects.filter(name=name).order_by("pk")[:20]]


def info_of_employee(row: Employee) -> EmployeeInfo:
    """The row as others see it."""
    roles = tuple(Role(role) for role in row.roles)
    return EmployeeInfo(str(row.pk), row.name, row.unit_id or "", roles, rules.rights_of(list(roles)))


def roles() -> dict[Role, type[rules.RoleCard]]:
    """Every role in words, with its rights and how far each reaches."""
    return rules.ROLES
