"""Figures: an indicator counted over one scope, with everything that stands behind it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.contacts import selectors as contacts
from indgang.modules.contacts.vocabulary import BatchInfo, BatchKind
from indgang.modules.strategy.rules.registry import Facts, Indicator
from indgang.modules.strategy.rules.scope import Scope, scope
from indgang.modules.strategy.selectors.engine import Engine, engine
from indgang.modules.strategy.selectors.facts import facts
from indgang.modules.strategy.selectors.prices import price_lines
from indgang.modules.strategy.vocabulary import (
    EVERYTHING,
    GROUP_NAMES,
    Cut,
    DatedPrice,
    Definition,
    Figure,
    Filter,
    Question,
    Split,
    Unit,
    UnknownIndicator,
)

PRICED = frozenset({"cost", "cost_share", "cost_per_transaction"})
_NO_ROWS = Text("Der er ingen rækker at tælle.", "There are no rows to count.")
_NO_PRICE = Text("Kanalen har ingen pris i prislisten.", "The channel has no price in the price sheet.")
_NOT_COUNTED = Text("Kilden har ikke talt det.", "The source did not count it.")


def _indicators() -> dict[str, Indicator]:
    from indgang.modules.strategy.rules.indicators import INDICATORS  # loads the analytical library

    return INDICATORS


def definitions() -> list[Definition]:
    """What every indicator counts, in the order they are shown."""
    return [indicator.definition for indicator in _indicators().values()]


def definition(id: str) -> Definition:
    """What one indicator counts. Raises UnknownIndicator."""
    return indicator_of(id).definition


def indicator_of(id: str) -> Indicator:
    """One indicator with its function. Raises UnknownIndicator."""
    try:
        return _indicators()[id]
    except KeyError:
        raise UnknownIndicator from None


def answers(*questions: Question) -> list[list[Figure]]:
    """The figures of several questions, to stand side by side; the ledger is read once.

    For each question every indicator (or those in `only`) over its batch or series and year: one figure for
    each of its groups, and with a split one for each month or quarter that has begun. A group without data has a
    figure that says so. Raises CountedDifferently for a year that a batch was not counted in,
    contacts.UnknownBatch, and UnknownIndicator.
    """
    batches = contacts.batches([question.batch for question in questions])
    scopes = [scope_of(asked, batches[asked.batch]) for asked in questions]
    running = engine()
    with running.lock:
        running.refresh()
        return [_answer(running, asked, found) for asked, found in zip(questions, scopes, strict=True)]


def trend(question: Question) -> list[Figure]:
    """The figures of a question by month, or by quarter when it asks for that: each has its `bucket`.

    In the order of groups, and of time within each. Raises as `answers`.
    """
    return answers(replace(question, split=question.split or Split.MONTH))[0]


def scope_of(asked: Question, batch: BatchInfo) -> Scope:
    return scope([batch], [asked.year], asked.filter, asked.cut, asked.split, clock.today())


def _answer(running: Engine, asked: Question, found: Scope) -> list[Figure]:
    wanted = [indicator_of(id) for id in asked.only] if asked.only else list(_indicators().values())
    result = []
    prices = price_lines(asked.price_sheet)
    for one in wanted:
        rows, missing = values_of(running, one, found, prices)
        result += figures_of(one, rows, missing, found, asked.price_sheet)
    return result


def values_of(
    running: Engine, one: Indicator, found: Scope, prices: tuple[DatedPrice, ...]
) -> tuple[list[dict[str, Any]], Text]:
    """What the engine finds, or why it need not be asked."""
    if one.by_facts is not None:
        seen = facts(found)
        known = one.by_facts(seen).known if isinstance(seen, Facts) else {}
        rows = [{"group": group, "value": value, "rows": 0} for group, value in known.items()]
        return rows, Text() if isinstance(seen, Facts) else seen
    refused = found.undivided or (found.unmeasured if one.needs_measurements else Text())
    return ([], refused) if refused else running.values(one, found, prices)


def figures(
    *,
    batch: str,
    year: int,
    price_sheet: str,
    filter: Filter = Filter.ALL,
    only: Sequence[str] = (),
    cut: Cut = EVERYTHING,
) -> list[Figure]:
    """The figures of one question. Raises as `answers`."""
    return answers(Question(batch, year, price_sheet, filter, tuple(only), cut))[0]


def figures_of(
    one: Indicator, values: list[dict[str, Any]], missing: Text, found: Scope, sheet: str
) -> list[Figure]:
    known = {(row["group"], row.get("bucket")): row for row in values}
    groups = dict.fromkeys([*one.definition.groups, *(row["group"] for row in values)])
    return [
        _figure(one, group, bucket, known.get((group, bucket)), missing, found, sheet)
        for group in groups
        for bucket in _buckets(found)
    ]


def _buckets(found: Scope) -> list[date | None]:
    """The months or quarters of the scope's year that have begun, and that its cut touches."""
    if found.split is Split.NONE:
        return [None]
    size = 1 if found.split is Split.MONTH else 3
    starts = [date(found.year, month, 1) for month in range(1, 13, size)]
    ends = [*starts[1:], date(found.year + 1, 1, 1)]
    last = found.as_of or date.max
    since, until = found.cut.since or date.min, found.cut.until or date.max
    return [
        start
        for start, end in zip(starts, ends, strict=True)
        if start <= last and start < until and end > since
    ]


def _figure(
    one: Indicator,
    group: str,
    bucket: date | None,
    row: dict[str, Any] | None,
    missing: Text,
    found: Scope,
    sheet: str,
) -> Figure:
    row = row or {}
    unit = one.definition.unit
    value = _plain(row.get("value"), unit)
    unpriced = row.get("unpriced") or Decimal(0)
    return Figure(
        indicator=one.definition.indicator,
        name=one.definition.name,
        group=group,
        group_name=GROUP_NAMES.get(group, Text(group)),
        filter=found.filter,
        year=found.year,
        value=value,
        unit=unit,
        rows=0 if value is None else int(row.get("rows") or 0),
        definition=one.definition.text,
        batch=found.batch.name,
        batch_title=found.batch.title,
        archive=found.archive,
        counting_rule=found.batch.counting_rule,
        filters=tuple(Filter) if found.library_visits else (Filter.ALL,),
        municipality=found.batch.municipality,
        document=found.batch.document,
        sources=_sources(found),
        price_sheet=sheet if one.definition.indicator in PRICED else "",
        estimate=value is not None and bool(row.get("estimated")),
        unpriced=unpriced,
        reason=missing or _why_nothing(one, group, found, bool(unpriced)) if value is None else Text(),
        cut=found.cut,
        bucket=bucket,
        followed=row.get("followed"),
    )


def _why_nothing(one: Indicator, group: str, found: Scope, unpriced: bool) -> Text:
    """Why a group has no value."""
    if unpriced:
        return _NO_PRICE
    if one.from_measurements(group) and not found.live:
        by_hand = found.batch.kind is BatchKind.COUNTING_WEEK
        return (one.in_weeks if by_hand else Text()) or _NOT_COUNTED
    if one.from_measurements(group) and found.unmeasured:
        return found.unmeasured
    return one.why_nothing(group) or _NO_ROWS


def _plain(value: Any, unit: Unit) -> Decimal | float | None:
    """An exact decimal for contacts and kroner (which come in øre); a share or a time as it is."""
    if value is None:
        return None
    if unit is Unit.KR:
        return value / 100 if isinstance(value, float) else Decimal(value) / 100
    return float(value) if unit in (Unit.PERCENT, Unit.DAYS) else Decimal(value)


def _sources(found: Scope) -> tuple[str, ...]:
    """Who compiled the rows of the batch and on which page they stand, each once."""
    lines = (f"{source['compiled_by']}, {source['page']}" for source in found.batch.sources.values())
    return tuple(dict.fromkeys(lines))


def figure(
    *,
    batch: str,
    year: int,
    price_sheet: str,
    indicator: str,
    group: str,
    filter: Filter = Filter.ALL,
    cut: Cut = EVERYTHING,
) -> Figure:
    """One figure. Raises as `figures`, and UnknownIndicator for a group that the indicator does not have."""
    found = figures(batch=batch, year=year, price_sheet=price_sheet, filter=filter, only=[indicator], cut=cut)
    return of_group(found, group)


def of_group(figures: list[Figure], group: str) -> Figure:
    for figure in figures:
        if figure.group == group:
            return figure
    raise UnknownIndicator
