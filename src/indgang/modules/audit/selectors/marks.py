"""Which looks deserve a second glance, as far as the trail itself can tell."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Q

from indgang.kernel.clock import COPENHAGEN
from indgang.modules.audit import rules
from indgang.modules.audit.models import Event
from indgang.modules.audit.vocabulary import LOOKS, LookKind, Mark

NEAR = timedelta(hours=12)
IN_A_CASE = timedelta(days=30)
SAME_SEARCH = timedelta(seconds=2)
MANY = 40
"""Citizens whom one may search for in a day before it is marked: more than the busiest counter meets."""
_SEARCH, _SEEN = LOOKS[LookKind.SEARCH], ("case_seen",)
_MATTERS = ("contact:", "case:", "draft:", "submission:", "invitation:", "call_back:", "message:", "file:")


def marks_of(rows: Sequence[Event]) -> dict[UUID, frozenset[Mark]]:
    """The marks of some looks. Four queries at most, whatever they are."""
    found: dict[UUID, set[Mark]] = {row.pk: set() for row in rows}
    for row in rows:
        if row.action in LOOKS[LookKind.ADDRESS]:
            found[row.pk].add(Mark.UNMASKED)
    touched = _touched(rows)
    many = _many(rows)
    lonely = [row for row in rows if not row.object.startswith(_MATTERS) and not _met(row, touched)]
    for row in lonely:
        found[row.pk].add(Mark.NO_MATTER)
    for row_id in _beside_somebody_met([row for row in lonely if row.action in _SEARCH]):
        found[row_id].discard(Mark.NO_MATTER)
    cases = [row for row in rows if row.action in _SEEN and not _met(row, touched)]
    worked = _worked(cases)
    for row in cases:
        if not any(abs(at - row.at) <= IN_A_CASE for at in worked.get((row.actor, row.object), ())):
            found[row.pk].add(Mark.ONLY_LOOKED)
    for row in rows:
        if row.action in _SEARCH and many[row.actor, _day(row.at)] > MANY:
            found[row.pk].add(Mark.MANY)
    return {row_id: frozenset(marks) for row_id, marks in found.items()}


def _day(at: datetime) -> date:
    return at.astimezone(COPENHAGEN).date()


_Touched = dict[tuple[str, str], list[datetime]]


def _touched(rows: Sequence[Event]) -> _Touched:
    """When those who looked had something to do with those whom they looked up."""
    asked = [row for row in rows if row.party]
    if not asked:
        return {}
    near = Event.objects.filter(
        party__in={row.party for row in asked},
        actor__in={row.actor for row in asked},
        at__gte=min(row.at for row in asked) - NEAR,
        at__lte=max(row.at for row in asked) + NEAR,
    ).exclude(action__in=_SEEN)
    found: _Touched = {}
    for actor, party, at, thing in near.values_list("actor", "party", "at", "object"):
        if thing.startswith(_MATTERS):
            found.setdefault((actor, party), []).append(at)
    return found


def _met(row: Event, touched: _Touched) -> bool:
    return any(abs(at - row.at) <= NEAR for at in touched.get((row.actor, row.party), ()))


def _beside_somebody_met(lonely: Sequence[Event]) -> list[UUID]:
    """A search shows up to five people, and one of them is the right one: then the others were no look of their own."""
    if not lonely:
        return []
    windows = [
        Q(actor=row.actor, at__gte=row.at - SAME_SEARCH, at__lte=row.at + SAME_SEARCH) for row in lonely
    ]
    beside = list(Event.objects.filter(reduce(or_, windows), action__in=_SEARCH))
    touched = _touched(beside)
    right = [row for row in beside if _met(row, touched)]
    return [
        row.pk
        for row in lonely
        if any(one.actor == row.actor and abs(one.at - row.at) <= SAME_SEARCH for one in right)
    ]


def _worked(cases: Sequence[Event]) -> dict[tuple[str, str], list[datetime]]:
    """When those who looked did something in the case, too."""
    if not cases:
        return {}
    deeds = Event.objects.filter(
        object__in={row.object for row in cases}, actor__in={row.actor for row in cases}
    ).exclude(action__in=_SEEN)
    found: dict[tuple[str, str], list[datetime]] = {}
    for actor, thing, at in deeds.values_list("actor", "object", "at"):
        found.setdefault((actor, thing), []).append(at)
    return found


def _many(rows: Sequence[Event]) -> Counter[tuple[str, date]]:
    """How many citizens each of them searched for on the days of these looks."""
    asked = {(row.actor, _day(row.at)) for row in rows if row.action in _SEARCH}
    if not asked:
        return Counter()
    days = [
        Q(actor=actor, at__gte=start, at__lt=end)
        for actor, day in asked
        for start, end in [rules.day_of(day)]
    ]
    seen = {
        (actor, _day(at), party)
        for actor, at, party in Event.objects.filter(reduce(or_, days), action__in=_SEARCH).values_list(
            "actor", "at", "party"
        )
    }
    return Counter((actor, day) for actor, day, _party in seen)
