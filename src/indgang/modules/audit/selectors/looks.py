"""Who looked up whom: for the check that the law asks for.

The regulation wants security measures to be tried regularly (GDPR article 32(1)(d)), and staff to handle personal data
only on the authority's instruction (article 32(4)). A log that nobody reads secures nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from indgang.kernel.errors import NotYours
from indgang.modules.audit import rules
from indgang.modules.audit.models import Check, Event
from indgang.modules.audit.selectors.marks import marks_of
from indgang.modules.audit.vocabulary import LOOKS, Checked, LookKind, Mark

PAGE_SIZE = 50
COUNT_LIMIT = 1000
KINDS = {action: kind for kind, actions in LOOKS.items() for action in actions}
STAFF = "employee:"


@dataclass(frozen=True)
class LookFilter:
    """From `since` until before `until` (aware). `actors`: keys of employees, None for all of them."""

    since: datetime
    until: datetime
    kind: LookKind | None = None
    actors: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Look:
    """One look. `matter` is what it was made in: `case:<id>`, `contact:<id>`, `draft:<id>`, or empty.

    `checked`: what the last check of it said; None when nobody has checked it.
    """

    id: UUID
    at: datetime
    kind: LookKind
    actor: str
    party: str
    matter: str
    purpose: str
    marks: frozenset[Mark] = frozenset()
    checked: Checked | None = None


@dataclass(frozen=True)
class LookPage:
    """One page, the newest first. `total` stops at COUNT_LIMIT, and `more` says that there are more."""

    rows: tuple[Look, ...]
    page: int
    pages: int
    total: int
    more: bool


@dataclass(frozen=True)
class CheckInfo:
    """What somebody said of a look. `by` is `employee:<id>`."""

    at: datetime
    by: str
    outcome: Checked
    note: str = field(default="")


def _rows(wanted: LookFilter) -> QuerySet[Event]:
    actions = LOOKS[wanted.kind] if wanted.kind else tuple(KINDS)
    rows = Event.objects.filter(at__gte=wanted.since, at__lt=wanted.until, action__in=actions)
    if wanted.actors is not None:
        return rows.filter(actor__in=wanted.actors)
    return rows.filter(actor__startswith=STAFF)


def looks(wanted: LookFilter, *, page: int = 1) -> LookPage:
    """Looks in a period, a page at a time. As many queries however many there are."""
    rows = _rows(wanted)
    counted = rows.order_by().values("pk")[: COUNT_LIMIT + 1].count()
    total = min(counted, COUNT_LIMIT)
    pages = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, page), pages)
    chosen = rows.order_by("-at", "-pk")[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return LookPage(_told(list(chosen)), page, pages, total, counted > COUNT_LIMIT)


def sample(wanted: LookFilter, count: int) -> tuple[Look, ...]:
    """So many looks of a period by lot, the same ones every time (rules.drawn), the oldest first."""
    ids = _rows(wanted).order_by().values_list("pk", flat=True).iterator(chunk_size=5000)
    drawn = rules.drawn(ids, count=count, of=wanted.since, key=settings.CPR_KEY)
    return _told(list(Event.objects.filter(pk__in=drawn).order_by("at", "pk")))


def look(look_id: UUID) -> Look:
    """One look. Raises NotYours for a row of the trail that is none."""
    row = Event.objects.filter(pk=look_id, action__in=tuple(KINDS), actor__startswith=STAFF).first()
    if row is None:
        raise NotYours
    return _told([row])[0]


def checks_of(look_id: UUID) -> list[CheckInfo]:
    """All that was said of a look, the newest first."""
    rows = Check.objects.filter(event=look_id).order_by("-at", "-pk")
    return [CheckInfo(row.at, row.by, Checked(row.outcome), row.note) for row in rows]


def revealed(look_id: UUID, *, by: str) -> bool:
    """Whether somebody (`employee:<id>`) has said why they must know whom a look was about."""
    return Event.objects.filter(object=f"look:{look_id}", action="access_revealed", actor=by).exists()


def _told(rows: Sequence[Event]) -> tuple[Look, ...]:
    marks = marks_of(rows)
    checked = _checked([row.pk for row in rows])
    return tuple(
        Look(
            id=row.pk,
            at=row.at,
            kind=KINDS[row.action],
            actor=row.actor,
            party=row.party,
            matter=row.object,
            purpose=row.purpose,
            marks=marks[row.pk],
            checked=checked.get(row.pk),
        )
        for row in rows
    )


def _checked(ids: Collection[UUID]) -> dict[UUID, Checked]:
    """The last word on each."""
    rows = Check.objects.filter(event__in=ids).order_by("at", "pk").values_list("event", "outcome")
    return {event: Checked(outcome) for event, outcome in rows}
