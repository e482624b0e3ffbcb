"""What runs in a unit now: for whoever leads it. Who has what in hand, never how fast or how much anybody works."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.modules.contacts.models import CallBack, RunningContact, RunningStep
from indgang.modules.contacts.selectors.call_backs import OWED, of_unit
from indgang.modules.contacts.vocabulary import CallBackState, RunningState, RunningStepKind
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right

LEFT_AFTER = timedelta(hours=1)
"""A contact in which nothing was done for so long may be taken from whoever has it: they may have gone home."""
SOON = timedelta(hours=1)
AT_MOST = 100
"""Rows of a list. A unit with more has another trouble than this page can solve."""


@dataclass(frozen=True)
class InHand:
    """A contact that a colleague has open. `left`: nothing was done in it for an hour. No citizen is named."""

    id: UUID
    employee_id: str
    employee: str
    channel: str
    service_id: str
    begun_at: datetime
    touched_at: datetime
    left: bool


@dataclass(frozen=True)
class HandedOver:
    """A contact that waits to be taken in the unit, by anybody or by `to`. `since`: when it was handed over."""

    id: UUID
    handed_by: str
    to_id: str
    to: str
    channel: str
    service_id: str
    since: datetime
    why: str


@dataclass(frozen=True)
class OwedCall:
    """A call that the unit has promised. `late`: the window is over; `soon`: it ends within an hour."""

    id: UUID
    service_id: str
    from_at: datetime
    to_at: datetime
    taken_by_id: str
    taken_by: str
    attempts: int
    late: bool
    soon: bool


@dataclass(frozen=True)
class TeamContacts:
    """All that runs in a unit, the oldest first."""

    in_hand: tuple[InHand, ...]
    waiting: tuple[HandedOver, ...]
    calls: tuple[OwedCall, ...]

    @property
    def waiting_since(self) -> datetime | None:
        """Since when the one that has waited longest waits; None when nobody waits."""
        return min((one.since for one in self.waiting), default=None)


def leads(by: EmployeeInfo) -> str:
    """The unit that somebody leads. Raises NotYours for anybody who leads none."""
    if not by.may(Right.SEE_TEAM) or not by.unit:
        raise NotYours
    return by.unit


def team_contacts(by: EmployeeInfo) -> TeamContacts:
    """What runs in the unit that somebody leads. Four queries, however much there is. Raises NotYours."""
    unit = leads(by)
    now = clock.now()
    open_now = RunningContact.objects.filter(state=RunningState.OPEN.value, unit=unit)
    handed = RunningContact.objects.filter(state=RunningState.HANDED_OVER.value, handed_to_unit=unit)
    waiting = list(handed.select_related("employee", "handed_to").order_by("touched_at", "pk")[:AT_MOST])
    handovers = _handovers([row.pk for row in waiting])
    calls = of_unit(by).filter(state__in=OWED).select_related("taken_by").order_by("to_at", "pk")
    return TeamContacts(
        tuple(
            _in_hand(row, now)
            for row in open_now.select_related("employee").order_by("touched_at", "pk")[:AT_MOST]
        ),
        tuple(sorted((_handed_over(row, handovers.get(row.pk, [])) for row in waiting), key=_since)),
        tuple(_call(row, now) for row in calls[:AT_MOST]),
    )


def contact_was_ours(by: EmployeeInfo, contact_id: UUID) -> bool:
    """Whether a contact is or was the unit's, also when it is over. One query. Raises NotYours."""
    unit = leads(by)
    return RunningContact.objects.filter(Q(unit=unit) | Q(handed_to_unit=unit), pk=contact_id).exists()


def call_was_ours(by: EmployeeInfo, call_back_id: UUID) -> bool:
    """Whether a call was promised by the unit, also when it is done. One query. Raises NotYours."""
    leads(by)
    return of_unit(by).filter(pk=call_back_id).exists()


def was_left(row: RunningContact, now: datetime) -> bool:
    """Whether nothing was done in an open contact for so long that it may be taken from whoever has it."""
    return row.touched_at <= now - LEFT_AFTER


def _in_hand(row: RunningContact, now: datetime) -> InHand:
    return InHand(
        row.pk, str(row.employee_id), row.employee.name, row.channel, row.service, row.begun_at, row.touched_at,
        was_left(row, now),
    )  # fmt: skip


def _handovers(contact_ids: list[UUID]) -> dict[UUID, list[RunningStep]]:
    """Since somebody last had it in hand: each time it was passed on without being taken, the oldest first."""
    kinds = (RunningStepKind.HANDED_OVER, RunningStepKind.TAKEN)
    found: dict[UUID, list[RunningStep]] = {}
    for step in RunningStep.objects.filter(running__in=contact_ids, kind__in=kinds).order_by("at", "pk"):
        if step.kind == RunningStepKind.TAKEN:
            found[step.running_id] = []
        else:
            found.setdefault(step.running_id, []).append(step)
    return found


def _handed_over(row: RunningContact, steps: list[RunningStep]) -> HandedOver:
    to = row.handed_to
    why = str(steps[0].detail.get("why", "")) if steps else ""
    return HandedOver(
        row.pk, row.employee.name, str(to.pk) if to else "", to.name if to else "", row.channel, row.service,
        steps[0].at if steps else row.touched_at, why,
    )  # fmt: skip


def _since(one: HandedOver) -> datetime:
    return one.since


def _call(row: CallBack, now: datetime) -> OwedCall:
    has_it = row.taken_by if row.state == CallBackState.TAKEN else None
    return OwedCall(
        row.pk, row.service, row.from_at, row.to_at, str(has_it.pk) if has_it else "",
        has_it.name if has_it else "", row.attempts, row.to_at < now, now <= row.to_at <= now + SOON,
    )  # fmt: skip
