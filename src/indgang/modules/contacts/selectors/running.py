"""Contacts while they last: for whoever has them in hand, and for whom they are handed to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, UUIDField

from indgang.kernel import clock
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.known_query import Param, known_query
from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.contacts import rules
from indgang.modules.contacts.models import Journey, RunningContact, RunningStep
from indgang.modules.contacts.rules import StepSeen, Suggestion
from indgang.modules.contacts.vocabulary import IdCheck, RunningState, RunningStepKind
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Ground, Party

# Departments whose matters are told to nobody else, not even that they are there: health and social services.
KEPT_TO_THEMSELVES = ("SOF", "SUF")
_WITHOUT_CPR = ("person__cpr_encrypted", "caller__cpr_encrypted")


class ContactOver(Expected):
    """The contact is closed, cancelled or handed over: nothing more can be done in it."""

    status = 409
    message = Text(
        "Henvendelsen er lukket eller stillet videre. Begynd en ny, hvis I taler sammen igen.",
        "The contact is closed or has been transferred. Begin a new one if you speak again.",
    )


@dataclass(frozen=True)
class Running:
    """One contact. `caller` is whoever turned to us when that is not the party. `ledger_id`: what closing wrote.

    `jotted`: what is typed into the form that closes it, by field, and the notes as `note-<case>`.
    """

    id: UUID
    state: RunningState
    channel: str
    entrance_id: str
    begun_at: datetime
    party: Party | None
    caller: Party | None
    ground: Ground
    id_check: IdCheck
    unmasked: bool
    journey_id: UUID | None
    service_id: str
    unit: str
    employee_id: str
    mandate: str = ""
    id_checked_at: datetime | None = None
    direction: str = "in"
    ledger_id: UUID | None = None
    protected: bool = False
    exempt: bool | None = None
    handed_to_unit: str = ""
    handed_by: str = ""
    jotted: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        return self.state is RunningState.OPEN

    @property
    def masked(self) -> bool:
        """Whether where the party lives stays hidden."""
        return self.protected and not self.unmasked


@dataclass(frozen=True)
class Matter:
    """Another open matter of the party."""

    service_id: str
    name: Text
    department: str


@dataclass(frozen=True)
class Matters:
    """Matters of the party beside this one: only that they are open, and who has them."""

    others: tuple[Matter, ...]


def rows() -> QuerySet[RunningContact]:
    """With the people in it; never with a CPR number."""
    return RunningContact.objects.select_related("person", "company", "caller", "employee").defer(
        *_WITHOUT_CPR
    )


def info(row: RunningContact) -> Running:
    """The row must come from `rows()`."""
    party: Party | None = None
    if row.person is not None:
        party = Party("person", str(row.person.pk), row.person.name)
    elif row.company is not None:
        party = Party("company", str(row.company.pk), row.company.name)
    caller = Party("person", str(row.caller.pk), row.caller.name) if row.caller is not None else None
    return Running(
        id=row.pk,
        state=RunningState(row.state),
        channel=row.channel,
        entrance_id=row.entrance,
        begun_at=row.begun_at,
        party=party,
        caller=caller,
        ground=Ground(row.ground or Ground.SELF),
        id_check=IdCheck(row.id_check),
        unmasked=row.unmasked_at is not None,
        journey_id=row.journey_id,
        service_id=row.service,
        unit=row.unit,
        employee_id=str(row.employee_id),
        mandate=row.mandate,
        id_checked_at=row.id_checked_at,
        direction=row.direction,
        ledger_id=row.ledger_id,
        protected=row.person is not None and row.person.protected,
        exempt=row.person.exempt if row.person is not None and row.person.exempt_at is not None else None,
        handed_to_unit=row.handed_to_unit,
        handed_by=row.employee.name if row.state == RunningState.HANDED_OVER else "",
        jotted=row.jotted,
    )


@known_query
def _one(lock: bool) -> QuerySet[RunningContact]:
    found = rows().filter(pk=Param("contact", UUIDField()), employee__id=Param("employee", UUIDField()))
    return found.select_for_update(of=("self",)) if lock else found


def row_of(contact_id: UUID | str, by: EmployeeInfo, *, lock: bool = False) -> RunningContact:
    """The row of a contact that somebody has in hand; `lock` holds it until the transaction ends. Raises NotYours."""
    found = _one(lock)(contact=contact_id, employee=by.id)
    if not found:
        raise NotYours
    return found[0]


def contact(contact_id: UUID | str, by: EmployeeInfo) -> Running:
    """A contact in whatever state, for whoever has it in hand. One query. Raises NotYours."""
    return info(row_of(contact_id, by))


def running(contact_id: UUID | str, by: EmployeeInfo) -> Running:
    """An open contact, for whoever has it in hand. One query.

    Raises NotYours for somebody else's, ContactOver when it is closed, cancelled or handed over.
    """
    found = contact(contact_id, by)
    if not found.is_open:
        raise ContactOver
    return found


def running_of(by: EmployeeInfo) -> list[Running]:
    """What somebody has in hand now, the oldest first. One query."""
    return [
        info(row)
        for row in rows().filter(employee__id=by.id, state=RunningState.OPEN.value).order_by("begun_at")
    ]


def waiting_for(by: EmployeeInfo) -> Q:
    """What is handed to somebody by name, or to their unit without a name."""
    to_me = Q(handed_to__id=by.id)
    return to_me | Q(handed_to_unit=by.unit, handed_to=None) if by.unit else to_me


def handed_to(by: EmployeeInfo) -> list[Running]:
    """What waits to be taken by somebody or by their unit, the oldest first. One query."""
    waiting = rows().filter(waiting_for(by), state=RunningState.HANDED_OVER.value)
    return [info(row) for row in waiting.order_by("touched_at")]


def may_take(row: RunningContact, by: EmployeeInfo) -> bool:
    """Whether a contact is handed to somebody: by name, or to their unit without a name."""
    if row.handed_to_id is not None:
        return str(row.handed_to_id) == by.id
    return bool(by.unit) and row.handed_to_unit == by.unit


@known_query
def _steps() -> QuerySet[RunningStep]:
    return RunningStep.objects.filter(running__id=Param("contact", UUIDField())).order_by("at", "pk")


def steps_of(contact_id: UUID | str) -> list[StepSeen]:
    """What happened in a contact, the oldest first. The caller has checked that the contact is theirs."""
    return [
        StepSeen(RunningStepKind(row.kind), row.key, row.service, row.at, row.actor, row.detail)
        for row in _steps()(contact=contact_id)
    ]


def address_key(person_id: str) -> str:
    """The key of the step that somebody's address was shown."""
    return f"address:{person_id}"


def suggestion(found: Running, steps: list[StepSeen], *, call_back: bool = False) -> Suggestion:
    """How the contact would be closed now. `call_back`: we promised to call."""
    return rules.suggest(
        steps=steps,
        channel=found.channel,
        entrance=found.entrance_id,
        service=found.service_id,
        call_back=call_back,
        seconds=(clock.now() - found.begun_at).total_seconds(),
    )


@known_query
def _open_journeys(kind: str) -> QuerySet[Journey]:
    mine = Journey.objects.filter(**{f"{kind}__id": Param("party", UUIDField())}, closed_at=None)
    return mine.only("pk", "service").order_by("-touched_at")


def matters_of(found: Running, by: EmployeeInfo) -> Matters:
    """The party's other open matters: that there is one and who has it, nothing more. One query.

    What health and social services have with somebody is not told outside their own department, not even that
    it is there: retssikkerhedsloven and forvaltningsloven § 32 let nobody look who does not need it.
    """
    if found.party is None:
        return Matters(())
    names = {unit.department: unit.department_name for unit in identity.units().values()}
    others = []
    for row in _open_journeys(found.party.kind)(party=found.party.id):
        service = catalogue.services().get(row.service)
        if row.pk != found.journey_id and service is not None and not kept_from(service.department, by):
            others.append(Matter(service.id, service.name, str(names.get(service.department, ""))))
    return Matters(tuple(others))


def kept_from(department: str, by: EmployeeInfo) -> bool:
    """Whether a department tells nobody outside it of its matters, not even that there is one."""
    units = identity.units()
    mine = units[by.unit].department if by.unit in units else ""
    codes = {unit.department: unit.department_code for unit in units.values()}
    return department != mine and codes.get(department) in KEPT_TO_THEMSELVES
