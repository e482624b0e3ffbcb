"""Publishing: figures that everybody may see are worked out once, and then read without asking the ledger."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.contacts import selectors as contacts
from indgang.modules.contacts.vocabulary import LIBRARY_VISITS, BatchInfo, BatchKind
from indgang.modules.identity.vocabulary import Actor
from indgang.modules.strategy.models import OpenFigure
from indgang.modules.strategy.rules import suppression
from indgang.modules.strategy.selectors.engine import engine
from indgang.modules.strategy.selectors.figures import answers, scope_of
from indgang.modules.strategy.selectors.open_figures import BEGINS, ENDS, FILTER
from indgang.modules.strategy.selectors.prices import price_lines
from indgang.modules.strategy.selectors.strategies import question
from indgang.modules.strategy.vocabulary import (
    ALL,
    CHANNEL_GROUPS,
    FEWEST,
    Cut,
    Figure,
    Filter,
    Question,
    Split,
    Unit,
)

GROUPS = (*CHANNEL_GROUPS, "unknown")
PARTS = ("department", "service")
MIX = ("contacts", "cost")
Days = tuple[date, date]
"""The first day that was counted, and the day after the last."""


class NothingToPublish(Expected):
    """A year without a whole month of figures."""

    message = Text(
        "Der er ingen hel måned med tal at vise endnu.", "There is no whole month of figures to show yet."
    )


@dataclass(frozen=True)
class _Cell:
    """One figure before it is published. `band` is that of the contacts that it rests on."""

    indicator: str
    group: str
    cut: str
    value: float | None
    unit: Unit
    band: str


@transaction.atomic
def publish(*, series: str, year: int, by: Actor) -> int:
    """Publish a year of a batch or series anew, in place of what stood there; return the number of figures.

    A year that runs is published to the end of its last whole month. No figure stands for one to four contacts, nor
    can one be worked out from the others. Raises UnknownBatch, CountedDifferently, NothingToPublish.
    """
    asked, batch = question(series, year), contacts.batch(series)
    today = clock.today()
    if year == today.year and batch.kind is not BatchKind.ARCHIVE:
        if today.month == 1:
            raise NothingToPublish
        asked = replace(asked, cut=Cut(until=today.replace(day=1)))
    days = _days(asked, batch)
    cells = list(_whole_year(asked, batch, days))
    if all(not cell.value for cell in cells):
        raise NothingToPublish
    if batch.kind is not BatchKind.ARCHIVE:
        cells += [*_months(asked, days), *_parts(asked, batch, days)]
    now = clock.now()
    OpenFigure.objects.filter(series=series, year=year).delete()
    OpenFigure.objects.bulk_create(
        OpenFigure(
            year=year,
            series=series,
            indicator=cell.indicator,
            group=cell.group,
            cut=cell.cut,
            value=cell.value,
            unit=cell.unit,
            rows_band=cell.band,
            suppressed=cell.value is None,
            position=position,
            made_at=now,
        )
        for position, cell in enumerate(cells)
    )
    audit.record(
        action="figures_published",
        actor=by.key,
        object=f"open_figures:{series}",
        detail={"year": year, "figures": len(cells)},
    )
    return len(cells)


def _key(cut: Cut, days: Days, filter: Filter = Filter.ALL) -> str:
    words = {BEGINS: days[0].isoformat(), ENDS: days[1].isoformat(), **cut.words()}
    if filter is not Filter.ALL:
        words[FILTER] = str(filter)
    return ";".join(f"{name}={value}" for name, value in words.items())


def _count(contacts: Decimal | float | None, rows: int, archive: bool) -> int | None:
    """A count as it may be shown. A row of an archive is a whole year's figure; other rows are one contact or more."""
    if contacts is None:
        return 0
    if not archive and 0 < rows < FEWEST:
        return None
    return suppression.shown(contacts)


def _whole_year(asked: Question, batch: BatchInfo, days: Days) -> Iterable[_Cell]:
    """Contacts and cost by channel group, with their shares: of all rows, and without library visits."""
    filters = list(Filter) if LIBRARY_VISITS in batch.marks else [Filter.ALL]
    found = answers(*(replace(asked, filter=filter, only=MIX) for filter in filters))
    for filter, figures in zip(filters, found, strict=True):
        known = {(one.indicator, one.group): one for one in figures}
        yield from _mix(known, _key(Cut(), days, filter), batch.kind is BatchKind.ARCHIVE)


def _mix(known: Mapping[tuple[str, str], Figure], cut: str, archive: bool) -> Iterable[_Cell]:
    def count(group: str) -> int | None:
        one = known["contacts", group]
        return _count(one.value, one.rows, archive)

    groups = [group for group in GROUPS if ("contacts", group) in known]
    counts = {group: count(group) for group in groups}
    total = count(ALL)
    yield from _counts({ALL: total, **counts}, cut)
    for group, share in suppression.shown_shares(counts).items():
        yield _Cell("channel_share", group, cut, share, Unit.PERCENT, suppression.band(counts[group]))
    costs = {
        group: suppression.shown_kroner(one.value or 0, counts.get(group, total))
        for group in (ALL, *groups)
        if (one := known.get(("cost", group))) is not None and one.value is not None
    }
    for group, cost in costs.items():
        yield _Cell("cost", group, cut, cost, Unit.KR, suppression.band(counts.get(group, total)))
    for group, share in suppression.shown_shares({g: c for g, c in costs.items() if g != ALL}).items():
        yield _Cell("cost_share", group, cut, share, Unit.PERCENT, suppression.band(counts[group]))


def _counts(counts: Mapping[str, int | None], cut: str) -> Iterable[_Cell]:
    for group, count in counts.items():
        yield _Cell("contacts", group, cut, count, Unit.CONTACTS, suppression.band(count))


def _days(asked: Question, batch: BatchInfo) -> Days:
    """Which days of the year were counted: a month before them is unknown, and not none. An archive has whole years."""
    begin, end = date(asked.year, 1, 1), asked.cut.until or date(asked.year + 1, 1, 1)
    if batch.kind is BatchKind.ARCHIVE:
        return begin, end
    if batch.kind is BatchKind.LIVE:
        since, last = contacts.counted_since(batch.name, asked.year), None
    else:
        since, last = batch.first_day, batch.last_day
    return max(since or begin, begin), min(last + timedelta(days=1), end) if last else end


def _months(asked: Question, days: Days) -> Iterable[_Cell]:
    """Contacts by month and channel group, from the month in which counting began."""
    split = answers(replace(asked, only=("contacts",), split=Split.MONTH))[0]
    for first in sorted({one.bucket for one in split if one.bucket is not None}):
        end = date(first.year + first.month // 12, first.month % 12 + 1, 1)
        if end <= days[0]:
            continue
        counted = max(first, days[0]), min(end, days[1])
        month = {one.group: _count(one.value, one.rows, False) for one in split if one.bucket == first}
        yield from _counts(month, _key(Cut(since=first, until=end), counted))


def _parts(asked: Question, batch: BatchInfo, days: Days) -> Iterable[_Cell]:
    """Contacts by department, and by service, each with its channel groups."""
    from indgang.modules.strategy.rules.breakdown import by_column  # loads the analytical library

    running, found = engine(), scope_of(asked, batch)
    with running.lock:
        running.refresh()
        ledger = running.ledger(found, price_lines(asked.price_sheet))
        tables = {part: running.rows(running.sql(by_column(ledger, part))) for part in PARTS}
    for part, rows in tables.items():
        ids = sorted({str(row["part"]) for row in rows if row["part"]})
        for id in ids:
            here = [row for row in rows if row["part"] == id]
            total = _count(
                sum(Decimal(row["contacts"]) for row in here), sum(row["rows"] for row in here), False
            )
            counts = {
                group: _count(Decimal(row["contacts"]), int(row["rows"]), False)
                for group in GROUPS
                for row in here
                if row["group"] == group
            }
            yield from _counts({ALL: total, **counts}, _key(Cut.read({part: id}), days))
