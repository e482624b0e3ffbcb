"""Calls that we owe: the list of a unit."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import CharField, QuerySet

from indgang.kernel import clock
from indgang.kernel.known_query import Param, known_query
from indgang.modules.contacts.models import CallBack
from indgang.modules.contacts.vocabulary import CallBackState
from indgang.modules.identity.selectors import EmployeeInfo

PAGE_SIZE = 25
COUNT_LIMIT = 1000
OWED = (CallBackState.OPEN.value, CallBackState.TAKEN.value)


@dataclass(frozen=True)
class CallBackInfo:
    """One call. `late`: the window is over. `mine`: I have taken it. `free`: I may take it, since nobody has, or who
    took it did not finish in time.
    """

    id: UUID
    name: str
    service_id: str
    phone: str
    about: str
    from_at: datetime
    to_at: datetime
    state: CallBackState
    taken_by: str
    attempts: int
    late: bool
    mine: bool
    free: bool


@dataclass(frozen=True)
class CallBackList:
    """One page. `total` counts those that nobody has in hand, up to COUNT_LIMIT; `more`: there are more than that."""

    rows: tuple[CallBackInfo, ...]
    page: int
    pages: int
    total: int
    more: bool


def of_unit(by: EmployeeInfo) -> QuerySet[CallBack]:
    """The calls of somebody's own unit; none for somebody without one."""
    return CallBack.objects.filter(unit=by.unit) if by.unit else CallBack.objects.none()


def call_backs(by: EmployeeInfo, *, page: int = 1) -> CallBackList:
    """What the unit owes: on the first page those that somebody has in hand, then the first window first.

    Three queries, each along the index `(unit, state, from_at)`, so that a long list costs no more than a short one.
    """
    if not by.unit:
        return CallBackList((), 1, 1, 0, more=False)
    now = clock.now()
    counted = _waiting().count(unit=by.unit)
    total = min(counted, COUNT_LIMIT)
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, page), pages)
    first = _page(CallBackState.TAKEN, 1)(unit=by.unit) if page == 1 else []
    chosen = _page(CallBackState.OPEN, page)(unit=by.unit)
    rows = tuple(_info(row, now, by) for row in (*first, *chosen))
    return CallBackList(rows, page, pages, total, counted > COUNT_LIMIT)


@known_query
def _waiting() -> QuerySet[CallBack]:
    rows = CallBack.objects.filter(unit=Param("unit", CharField()), state=CallBackState.OPEN.value)
    return rows.only("pk").order_by()[: COUNT_LIMIT + 1]


@known_query
def _page(state: CallBackState, page: int) -> QuerySet[CallBack]:
    rows = CallBack.objects.filter(unit=Param("unit", CharField()), state=state.value)
    rows = rows.select_related("person", "taken_by").defer("person__cpr_encrypted").order_by("from_at", "pk")
    return rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]


def _info(row: CallBack, now: datetime, by: EmployeeInfo) -> CallBackInfo:
    late, mine = row.to_at < now, str(row.taken_by_id or "") == by.id
    return CallBackInfo(
        id=row.pk,
        name=row.person.name if row.person else "",
        service_id=row.service,
        phone=row.phone,
        about=row.about,
        from_at=row.from_at,
        to_at=row.to_at,
        state=CallBackState(row.state),
        taken_by=row.taken_by.name if row.taken_by else "",
        attempts=row.attempts,
        late=late,
        mine=mine,
        free=not mine and (row.state == CallBackState.OPEN or late),
    )
