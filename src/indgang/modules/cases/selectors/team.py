"""The cases and tasks of a unit for whoever leads it: what is late, what is due this week, what nobody has."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from indgang.kernel import clock, deadlines
from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.cases.models import Case, Task
from indgang.modules.cases.selectors.access import units_of
from indgang.modules.cases.vocabulary import SETTLED, WAITS, CaseState, TaskState
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right

PAGE_SIZE = 25
TASKS_AT_MOST = 100
_SETTLED = [state.value for state in SETTLED]
_WAITS = [state.value for state in WAITS]


class Pile(StrEnum):
    """Which cases of the unit."""

    LATE = "late"
    WEEK = "week"
    FREE = "free"
    ALL = "all"


@dataclass(frozen=True)
class CaseKind:
    """How many cases of a service are late, are due this week, and have nobody who handles them."""

    service_id: str
    all: int
    late: int
    week: int
    free: int


@dataclass(frozen=True)
class TeamCase:
    """A case as whoever leads the unit sees it in a list: no citizen is named. `days_left` is negative when late."""

    id: UUID
    number: str
    title: Text
    service_id: str
    state: CaseState
    due: date
    days_left: int
    reply_by: date | None
    asked_on: date | None
    in_review: bool
    handler_id: str
    handler: str
    version: int


@dataclass(frozen=True)
class TeamTask:
    """A task of the unit, and the case that it belongs to."""

    case_id: UUID
    number: str
    title: Text
    due: date
    days_left: int


@dataclass(frozen=True)
class TeamCases:
    """One page of a pile."""

    rows: tuple[TeamCase, ...]
    total: int
    page: int
    pages: int


def _unit(by: EmployeeInfo) -> str:
    if not by.may(Right.SEE_TEAM) or not by.unit:
        raise NotYours
    return by.unit


def _open_in(unit: str) -> QuerySet[Case]:
    """Undecided, or decided by the rules and to be looked at by a person."""
    return Case.objects.filter(unit=unit).filter(~Q(state__in=_SETTLED) | Q(review_asked_on__isnull=False))


def end_of_week(today: date) -> date:
    """The Sunday of the week."""
    return today + timedelta(days=6 - today.weekday())


def _which(pile: Pile, today: date) -> Q:
    """While we wait for an answer our own deadline stands still: such a case is neither late nor due. A hearing that is
    past waits for nobody: its party need not answer.
    """
    ours = ~Q(state__in=_WAITS) | Q(hearing=True, reply_by__lt=today)
    match pile:
        case Pile.LATE:
            return Q(due__lt=today) & ours
        case Pile.WEEK:
            return Q(due__gte=today, due__lte=end_of_week(today)) & ours
        case Pile.FREE:
            return Q(handler__isnull=True)
    return Q()


def team_kinds(by: EmployeeInfo) -> tuple[CaseKind, ...]:
    """The unit's open cases by service, the most late first. One query. Raises NotYours without the right."""
    today = clock.today()
    counted = (
        _open_in(_unit(by))
        .values("service_id")
        .order_by()
        .annotate(
            all=Count("pk"),
            late=Count("pk", filter=_which(Pile.LATE, today)),
            week=Count("pk", filter=_which(Pile.WEEK, today)),
            free=Count("pk", filter=_which(Pile.FREE, today)),
        )
    )
    found = [CaseKind(**row) for row in counted]
    return tuple(sorted(found, key=lambda one: (-one.late, -one.week, -one.free, one.service_id)))


def team_cases(by: EmployeeInfo, pile: Pile, *, service_id: str = "", page: int = 1) -> TeamCases:
    """One page of the unit's cases, the first deadline first. Two queries. Raises NotYours without the right."""
    today = clock.today()
    rows = _open_in(_unit(by)).filter(_which(pile, today))
    if service_id:
        rows = rows.filter(service_id=service_id)
    total = rows.order_by().count()
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, page), pages)
    wanted = rows.select_related("handler").only(
        *(
            "number",
            "title",
            "service_id",
            "state",
            "due",
            "reply_by",
            "asked_on",
            "review_asked_on",
            "version",
            "hearing",
        ),
        *("handler", "handler__name"),
    )
    chosen = wanted.order_by("due", "pk")[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return TeamCases(tuple(_row(row, today) for row in chosen), total, page, pages)


def _row(row: Case, today: date) -> TeamCase:
    heard = row.hearing and row.reply_by is not None and row.reply_by < today
    waiting = row.state in _WAITS and not heard
    return TeamCase(
        id=row.pk,
        number=row.number,
        title=Text.of(row.title),
        service_id=row.service_id,
        state=CaseState(row.state),
        due=row.due,
        days_left=deadlines.days_left(row.due, today),
        reply_by=row.reply_by if waiting else None,
        asked_on=row.asked_on if waiting else None,
        in_review=row.review_asked_on is not None,
        handler_id=str(row.handler_id or ""),
        handler=row.handler.name if row.handler else "",
        version=row.version,
    )


def team_case(by: EmployeeInfo, case_id: UUID) -> TeamCase:
    """One of the unit's open cases. Raises NotYours for any other."""
    row = _open_in(_unit(by)).select_related("handler").filter(pk=case_id).first()
    if row is None:
        raise NotYours
    return _row(row, clock.today())


def team_tasks(by: EmployeeInfo) -> tuple[TeamTask, ...]:
    """The unit's tasks that are late or due this week, the oldest first, a hundred at most. One query.

    Only in cases of the own department: the others can neither be seen nor done. Raises NotYours without the right.
    """
    today = clock.today()
    rows = Task.objects.filter(
        to=_unit(by), state=TaskState.OPEN.value, due__lte=end_of_week(today), case__unit__in=units_of(by)
    ).select_related("case")
    fields = ("title", "due", "case__number")
    return tuple(
        TeamTask(
            row.case_id, row.case.number, Text.of(row.title), row.due, deadlines.days_left(row.due, today)
        )
        for row in rows.only(*fields).order_by("due", "pk")[:TASKS_AT_MOST]
    )


def numbers_of(case_ids: list[str]) -> dict[str, str]:
    """The numbers of cases, by id: what a check of look-ups may call them. One query."""
    return {
        str(pk): number for pk, number in Case.objects.filter(pk__in=case_ids).values_list("pk", "number")
    }
