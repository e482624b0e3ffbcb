"""Questions about people, staff, and the municipality."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import CharField, DateField, Q, QuerySet, UUIDField

from indgang.kernel import clock
from indgang.kernel.generation import per_generation
from indgang.kernel.known_query import Param, known_query
from indgang.kernel.parameters import Parameter as DatedParameter
from indgang.kernel.parameters import Parameters
from indgang.kernel.text import Text
from indgang.modules.identity import rules
from indgang.modules.identity.models import (
    Department,
    Employee,
    Mandate,
    Municipality,
    Parameter,
    Person,
    Unit,
)
from indgang.modules.identity.vocabulary import Acting, Actor, Ground, Party, Right, Role


@dataclass(frozen=True)
class MunicipalityInfo:
    """The municipality that is served. `closed_days` are (month, day)."""

    id: str
    name: str
    code: str
    demo: bool
    colour: str
    phone: str
    address: str
    postal_code: str
    city: str
    area: str
    price_sheet: str
    closed_days: frozenset[tuple[int, int]]
    solution_modes: dict[str, str]


@dataclass(frozen=True)
class UnitInfo:
    id: str
    name: Text
    phone: str
    department: str
    department_code: str
    department_name: Text
    decides: bool = False


@dataclass(frozen=True)
class PersonInfo:
    """A citizen, without the CPR number."""

    id: str
    name: str
    born: date
    exempt: bool
    protected: bool

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


@dataclass(frozen=True)
class ActingOption:
    """One party that somebody may act for, and on which ground. `scope` is service ids, or `*`."""

    key: str
    acting: Acting
    scope: tuple[str, ...]
    channels: tuple[str, ...]
    basis: Text
    until: date | None = None

    def covers(self, service: str, channel: str = "self_service") -> bool:
        in_scope = "*" in self.scope or service in self.scope
        return in_scope and ("*" in self.channels or channel in self.channels)


@dataclass(frozen=True)
class GivenMandate:
    """Somebody who may act for a person. `later`: it has not begun yet."""

    holder: str
    ground: Ground
    scope: tuple[str, ...]
    basis: Text
    since: date
    until: date | None
    later: bool


class NoContent(LookupError):
    """No municipality has been loaded yet."""


@per_generation
def municipality() -> MunicipalityInfo:
    """The municipality that is served. Raises NoContent before content is loaded."""
    row = Municipality.objects.first()
    if row is None:
        raise NoContent("Run `./indgang manage load_content` first.")
    profile = row.profile
    return MunicipalityInfo(
        id=row.pk,
        name=row.name,
        code=row.code,
        demo=row.demo,
        colour=profile["colour"],
        phone=profile["phone"],
        address=profile["address"],
        postal_code=profile["postal_code"],
        city=profile["city"],
        area=profile["area"],
        price_sheet=profile["price_sheet"],
        closed_days=frozenset((int(day[:2]), int(day[3:])) for day in profile["closed_days"]),
        solution_modes={choice["solution"]: choice["mode"] for choice in profile["solutions"]},
    )


@per_generation
def parameters() -> Parameters:
    """The municipality's dated parameters."""
    return Parameters(
        (
            DatedParameter(
                key=row.key,
                value=row.value,
                valid_from=row.valid_from,
                valid_to=row.valid_to,
                source=row.source,
                status=row.status,  # type: ignore[arg-type]
                confirmed_by=row.confirmed_by,
                note=row.note,
            )
            for row in Parameter.objects.all()
        ),
        demo_pack=municipality().demo,
    )


@per_generation
def units() -> dict[str, UnitInfo]:
    """Every unit by id."""
    return {
        row.pk: UnitInfo(
            id=row.pk,
            name=Text.of(row.name),
            phone=row.phone,
            department=row.department_id,
            department_code=row.department.code,
            department_name=Text.of(row.department.name),
            decides=row.decides,
        )
        for row in Unit.objects.select_related("department")
    }


@per_generation
def departments() -> dict[str, Text]:
    """Names of the departments by id, in the municipality's order."""
    return {row.pk: Text.of(row.name) for row in Department.objects.order_by("position")}


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
    return PersonInfo(str(row.pk), row.name, row.born, row.exempt, row.protected)


def person_of(account: Any) -> PersonInfo:
    """The person of a citizen's account. No query: the row comes with the account of every request."""
    return _info(account.person)


def employee(employee_id: UUID | str) -> EmployeeInfo:
    """Raises Employee.DoesNotExist."""
    row = Employee.objects.get(pk=employee_id)
    roles = tuple(Role(role) for role in row.roles)
    return EmployeeInfo(str(row.pk), row.name, row.unit_id or "", roles, rules.rights_of(list(roles)))


@known_query
def _given() -> QuerySet[Mandate]:
    return (
        Mandate.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=Param("today", DateField())),
            giver_person=Param("giver", UUIDField()),
        )
        .select_related("holder", "giver_person")
        .defer("holder__cpr_encrypted", "giver_person__cpr_encrypted")
        .order_by("valid_from", "pk")
    )


def given_mandates(person_id: UUID | str) -> list[GivenMandate]:
    """Who may act for a person, today or from a later day. One query."""
    today = clock.today()
    rows = _given()(giver=person_id, today=today)
    return [
        GivenMandate(
            holder=row.holder.name,
            ground=Ground(row.ground),
            scope=tuple(row.scope),
            basis=Text.of(row.basis),
            since=row.valid_from,
            until=_until(row),
            later=row.valid_from > today,
        )
        for row in rows
        if not _over(row, today)
    ]


def _until(row: Mandate) -> date | None:
    """The last day of a mandate. The row comes with its giver."""
    born = row.giver_person.born if row.giver_person else None
    return rules.last_day(Ground(row.ground), giver_born=born, valid_to=row.valid_to)


def _over(row: Mandate, today: date) -> bool:
    until = _until(row)
    return until is not None and until < today


def ground_holds(by: Acting, service_id: str) -> bool:
    """Whether the ground on which somebody acts holds today and reaches this service online."""
    if by.ground is Ground.SELF:
        return by.party.key == by.actor.key
    try:
        mandate = UUID(by.mandate)
    except ValueError:
        return False
    today = clock.today()
    row = (
        Mandate.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=today),
            Q(giver_company__isnull=True) | Q(giver_company__closed=False),
            pk=mandate,
            holder=UUID(by.actor.id),
            ground=by.ground,
            valid_from__lte=today,
            **{f"giver_{by.party.kind}": by.party.id},
        )
        .select_related("giver_person")
        .defer("giver_person__cpr_encrypted")
        .first()
    )
    if row is None or _over(row, today):
        return False
    return ActingOption("", by, tuple(row.scope), tuple(row.channels), Text()).covers(service_id)


@known_query
def _mandates() -> QuerySet[Mandate]:
    """What somebody holds today; of companies only the one that they came with."""
    today = Param("today", DateField())
    return (
        Mandate.objects.filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=today),
            Q(giver_company__isnull=True)
            | Q(giver_company__cvr=Param("company", CharField()), giver_company__closed=False),
            holder=Param("holder", UUIDField()),
            valid_from__lte=today,
        )
        .select_related("giver_person", "giver_company")
        .defer("giver_person__cpr_encrypted")
        .order_by("ground", "pk")
    )


def acting_options(
    person_id: UUID | str, *, company: str = "", me: PersonInfo | None = None
) -> list[ActingOption]:
    """Whom somebody may act for today: first themselves, then wards, givers of mandates, and a company.

    `company` is the CVR number of the login they came with. A company is offered in a login for that company
    only: who has left the job cannot log in for it, and so cannot act for it. A closed one is never offered.
    `me` is the person, when they are known already.
    """
    today = clock.today()
    me = me or person(person_id)
    actor = Actor("person", me.id, me.name)
    options = [
        ActingOption(
            "self", Acting(actor, Party("person", me.id, me.name)), ("*",), ("*", "self_service"), Text()
        )
    ]
    rows = _mandates()(holder=me.id, today=today, company=company)
    for row in rows:
        if _over(row, today):
            continue
        if row.giver_person:
            party = Party("person", str(row.giver_person.pk), row.giver_person.name)
        elif row.giver_company:
            party = Party("company", str(row.giver_company.pk), row.giver_company.name)
        else:
            continue  # the database allows no such row
        options.append(
            ActingOption(
                key=str(row.pk),
                acting=Acting(actor, party, Ground(row.ground), str(row.pk)),
                scope=tuple(row.scope),
                channels=tuple(row.channels),
                basis=Text.of(row.basis),
                until=_until(row),
            )
        )
    return options
