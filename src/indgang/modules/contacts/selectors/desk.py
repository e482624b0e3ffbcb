"""What one member of staff sees of contacts at once."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import CharField, Q, QuerySet, UUIDField

from indgang.kernel.known_query import Param, known_query
from indgang.modules.contacts.models import CallBack, RunningContact
from indgang.modules.contacts.selectors.call_backs import OWED
from indgang.modules.contacts.selectors.running import Running, contact, info, rows
from indgang.modules.contacts.vocabulary import RunningState
from indgang.modules.identity.selectors import EmployeeInfo


@dataclass(frozen=True)
class Desk:
    """What I have in hand and what waits for me, the oldest first."""

    mine: tuple[Running, ...]
    waiting: tuple[Running, ...]


@dataclass(frozen=True)
class EarlierContact:
    """Another contact about the same matter, and who answered it."""

    at: datetime
    channel: str
    employee: str


@known_query
def _desk() -> QuerySet[RunningContact]:
    me, unit = Param("employee", UUIDField()), Param("unit", CharField())
    mine = Q(employee__id=me, state=RunningState.OPEN.value)
    to_me = Q(handed_to__id=me) | Q(handed_to_unit=unit, handed_to=None)
    return rows().filter(mine | to_me & Q(state=RunningState.HANDED_OVER.value)).order_by("begun_at", "pk")


def desk_of(by: EmployeeInfo) -> Desk:
    """What I have in hand, and what is handed to me or, without a name, to my unit. One query."""
    # What is handed over names a unit, always: somebody without one gets only what names them.
    found = [info(row) for row in _desk()(employee=by.id, unit=by.unit)]
    return Desk(tuple(row for row in found if row.is_open), tuple(row for row in found if not row.is_open))


def contact_on(desk: Desk, contact_id: UUID, by: EmployeeInfo) -> Running:
    """A contact of mine, open or over. No query when it is open. Raises NotYours."""
    found = next((row for row in desk.mine if row.id == contact_id), None)
    return found or contact(contact_id, by)


@known_query
def _earlier() -> QuerySet[RunningContact]:
    # By the journey alone: with the state, too, SQLite takes the index of all that is closed.
    rows = RunningContact.objects.filter(journey__id=Param("journey", UUIDField()))
    others = rows.exclude(pk=Param("but", UUIDField())).select_related("employee")
    return others.only("state", "begun_at", "channel", "employee__name").order_by("-begun_at")[:10]


def contacts_in(journey_id: UUID, *, but: UUID) -> list[EarlierContact]:
    """The other contacts about a matter that are over, the newest first, ten at most. One query.

    The caller has checked that the matter is theirs to see.
    """
    return [
        EarlierContact(row.begun_at, row.channel, row.employee.name)
        for row in _earlier()(journey=journey_id, but=but)
        if row.state == RunningState.CLOSED
    ]


@known_query
def _promised() -> QuerySet[CallBack]:
    rows = CallBack.objects.filter(contact__id=Param("contact", UUIDField()), state__in=OWED)
    return rows.only("pk")[:1]


def call_back_promised(contact_id: UUID) -> bool:
    """Whether a call was promised in a contact. One query."""
    return bool(_promised()(contact=contact_id))
