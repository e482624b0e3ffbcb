"""The work list: which cases wait for us, the most urgent first."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case as Choose
from django.db.models import Q, QuerySet, When

from indgang.kernel import clock, deadlines
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.cases.models import Case
from indgang.modules.cases.selectors.access import is_masked, visible_to
from indgang.modules.cases.selectors.for_staff import HIDDEN
from indgang.modules.cases.vocabulary import SETTLED, WAITS, CaseState
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo

PAGE_SIZE = 25
# Counting stops here, so that a long list costs no more than a short one.
COUNT_LIMIT = 1000
_WAITS = [state.value for state in WAITS]
_SETTLED = [state.value for state in SETTLED]


@dataclass(frozen=True)
class WorkFilter:
    """`state` empty: every state that is not decided, and the decisions that a person is asked to look at.

    `whole_department`: not only my own unit.
    """

    state: CaseState | None = None
    mine: bool = False
    overdue: bool = False
    whole_department: bool = False
    page: int = 1


@dataclass(frozen=True)
class WorkRow:
    """`why`: the first rule that could not decide, in plain words; in a masked case only what the rule is called.

    `in_review`: the rules decided, and the party asked for a person. `waiting_since`: when we asked the party or
    others, who have until `reply_by`; our own deadline stands still meanwhile. `answer_late`: that day is past.
    `hearing`: they need not answer, and then it is our turn.
    """

    id: UUID
    number: str
    title: Text
    party: str
    state: CaseState
    unit: Text
    handler: str
    due: date
    days_left: int
    why: Text
    mine: bool
    answer_late: bool
    in_review: bool
    waiting_since: date | None
    reply_by: date | None
    hearing: bool = False
    waits_for: bool = False
    """It waits for no answer of anybody, and we answer by `reply_by`."""


@dataclass(frozen=True)
class WorkList:
    """One page. `total` stops at COUNT_LIMIT, and `more` says that there are more than that."""

    rows: tuple[WorkRow, ...]
    filter: WorkFilter
    total: int
    more: bool
    pages: int


def _filtered(employee: EmployeeInfo, wanted: WorkFilter, today: date) -> QuerySet[Case]:
    rows = visible_to(employee)
    if not wanted.whole_department:
        rows = rows.filter(unit=employee.unit or None)
    rows = (
        rows.filter(state=wanted.state.value)
        if wanted.state
        else rows.filter(~Q(state__in=_SETTLED) | Q(review_asked_on__isnull=False))
    )
    if wanted.mine:
        rows = rows.filter(handler__id=employee.id)
    if wanted.overdue:
        heard = Q(hearing=True, reply_by__lt=today)
        rows = rows.filter(~Q(state__in=_WAITS) | heard, due__lt=today)
    return rows


def _theirs(today: date) -> Q:
    """The party, or others, still have time to answer: these come after what is ours to do."""
    return Q(state__in=_WAITS, reply_by__gte=today)


def work_list(employee: EmployeeInfo, wanted: WorkFilter | None = None) -> WorkList:
    """The cases of my unit or department: ours by deadline, then those that wait for the party, who has to answer
    first. Two queries and one audit row.
    """
    wanted = wanted or WorkFilter()
    today = clock.today()
    rows = _filtered(employee, wanted, today)
    counted = rows.order_by().values("pk")[: COUNT_LIMIT + 1].count()
    total = min(counted, COUNT_LIMIT)
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, wanted.page), pages)
    wanted = WorkFilter(wanted.state, wanted.mine, wanted.overdue, wanted.whole_department, page)
    chosen = (
        rows.select_related("handler", "person")
        .only(
            *("number", "title", "party_name", "state", "unit_id", "due", "asked_on", "reply_by", "finding"),
            *("review_asked_on", "protected", "hearing", "waits_for"),
            *("handler", "handler__name", "person", "person__protected"),
        )
        .order_by(
            Choose(When(_theirs(today), then=1), default=0),
            Choose(When(_theirs(today), then="reply_by"), default="due"),
            "pk",
        )[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    )
    found = tuple(_row(row, employee, today) for row in chosen)
    audit.record(
        action="work_list_seen",
        actor=employee.actor.key,
        object=f"unit:{employee.unit}",
        purpose="finde den næste sag",
        detail={"cases": [row.number for row in found]},
    )
    return WorkList(found, wanted, total, counted > COUNT_LIMIT, pages)


def _row(row: Case, employee: EmployeeInfo, today: date) -> WorkRow:
    unresolved = row.finding.get("unresolved") or [{}]
    hidden = is_masked(row, employee)
    waiting = row.state in _WAITS
    return WorkRow(
        id=row.pk,
        number=row.number,
        title=Text.of(row.title),
        party=str(HIDDEN) if hidden else row.party_name,
        state=CaseState(row.state),
        unit=identity.units()[row.unit_id].name,
        handler=row.handler.name if row.handler else "",
        due=row.due,
        days_left=deadlines.days_left(row.due, today),
        why=Text.of(unresolved[0].get("title" if hidden or row.waits_for else "because")),
        mine=str(row.handler_id or "") == employee.id,
        in_review=row.review_asked_on is not None,
        waiting_since=row.asked_on if waiting else None,
        reply_by=row.reply_by if waiting else None,
        hearing=row.hearing,
        waits_for=waiting and bool(row.waits_for),
        answer_late=waiting and row.reply_by is not None and row.reply_by < today,
    )
