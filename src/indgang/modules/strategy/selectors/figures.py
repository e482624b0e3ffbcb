"""Figures: an indicator counted over one scope, with everything that stands behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from indgang.kernel.text import Text
from indgang.modules.contacts import selectors as contacts
from indgang.modules.contacts.vocabulary import LedgerRow
from indgang.modules.strategy.rules.registry import Indicator
from indgang.modules.strategy.rules.scope import Scope, scope
from indgang.modules.strategy.selectors.engine import Engine, engine
from indgang.modules.strategy.selectors.prices import price_lines
from indgang.modules.strategy.vocabulary import (
    GROUP_NAMES,
    Definition,
    Figure,
    Filter,
    Question,
    Unit,
    UnknownIndicator,
)

ROWS_A_PAGE = 50
_NO_ROWS = Text("Der er ingen rækker at tælle.", "There are no rows to count.")
_NO_PRICE = Text("Kanalen har ingen pris i prislisten.", "The channel has no price in the price sheet.")
_NOT_COUNTED = Text("Kilden har ikke talt det.", "The source did not count it.")


@dataclass(frozen=True)
class RowsPage:
    """One page of the rows behind a figure. `count` is all of them; `page` counts from 1."""

    figure: Figure
    rows: tuple[LedgerRow, ...]
    count: int
    page: int
    pages: int
    from_measurements: bool


def _indicators() -> dict[str, Indicator]:
    from indgang.modules.strategy.rules.indicators import INDICATORS  # loads the analytical library

    return INDICATORS


def definitions() -> list[Definition]:
    """What every indicator counts, in the order they are shown."""
    return [indicator.definition for indicator in _indicators().values()]


def definition(indicator: str) -> Definition:
    """What one indicator counts. Raises UnknownIndicator."""
    return _indicator(indicator).definition


def _indicator(id: str) -> Indicator:
    try:
        return _indicators()[id]
    except KeyError:
        raise UnknownIndicator from None


def answers(*questions: Question) -> list[list[Figure]]:
    """The figures of several questions, to stand side by side; the ledger is read once.

    For each question every indicator (or those in `only`) over its batch and year: one figure for each of
    its groups. A group without data has a figure that says so. Raises CountedDifferently for a year that a
    batch was not counted in, contacts.UnknownBatch, and UnknownIndicator.
    """
    batches = contacts.batches([question.batch for question in questions])
    scopes = [scope([batches[asked.batch]], [asked.year], asked.filter) for asked in questions]
    running = engine()
    with running.lock:
        running.refresh()
        return [_answer(running, asked, found) for asked, found in zip(questions, scopes, strict=True)]


def _answer(running: Engine, asked: Question, found: Scope) -> list[Figure]:
    wanted = [_indicator(id) for id in asked.only] if asked.only else list(_indicators().values())
    result = []
    for one in wanted:
        rows, missing = running.values(one, found, price_lines(asked.price_sheet))
        result += _figures(one, rows, missing, found, asked.price_sheet)
    return result


def figures(
    *,
    batch: str,
    year: int,
    price_sheet: str,
    filter: Filter = Filter.ALL,
    only: Sequence[str] = (),
) -> list[Figure]:
    """The figures of one question. Raises as `answers`."""
    return answers(Question(batch, year, price_sheet, filter, tuple(only)))[0]


def _figures(
    one: Indicator, values: list[dict[str, Any]], missing: Text, found: Scope, sheet: str
) -> list[Figure]:
    by_group = {row["group"]: row for row in values}
    groups = [*one.definition.groups, *(g for g in by_group if g not in one.definition.groups)]
    return [_figure(one, group, by_group.get(group), missing, found, sheet) for group in groups]


def _figure(
    one: Indicator, group: str, row: dict[str, Any] | None, missing: Text, found: Scope, sheet: str
) -> Figure:
    value = _plain(row["value"], one.definition.unit) if row else None
    unpriced = (row or {}).get("unpriced") or Decimal(0)
    rows = int(row["rows"] or 0) if row and value is not None else 0
    reason = Text()
    if value is None:
        unknown = _NOT_COUNTED if one.from_measurements and not found.live else _NO_ROWS
        reason = missing or (_NO_PRICE if unpriced else unknown)
    return Figure(
        indicator=one.definition.indicator,
        name=one.definition.name,
        group=group,
        group_name=GROUP_NAMES[group],
        filter=found.filter,
        year=found.year,
        value=value,
        unit=one.definition.unit,
        rows=rows,
        definition=one.definition.text,
        batch=found.batch.name,
        batch_title=found.batch.title,
        archive=not found.live,
        counting_rule=found.batch.counting_rule,
        filters=tuple(Filter) if found.library_visits else (Filter.ALL,),
        municipality=found.batch.municipality,
        document=found.batch.document,
        sources=_sources(found),
        price_sheet=sheet if one.definition.indicator in ("cost", "cost_share") else "",
        estimate=bool(row and value is not None and row["estimated"]),
        unpriced=unpriced,
        reason=reason,
    )


def _plain(value: Any, unit: Unit) -> Decimal | float | None:
    """An exact decimal for contacts and kroner (which come in øre); a share or a time as it is."""
    if value is None:
        return None
    if unit is Unit.KR:
        return Decimal(value) / 100
    return float(value) if unit in (Unit.PERCENT, Unit.DAYS) else Decimal(value)


def _sources(found: Scope) -> tuple[str, ...]:
    """Who compiled the rows of the batch and on which page they stand, each once."""
    lines = (f"{source['compiled_by']}, {source['page']}" for source in found.batch.sources.values())
    return tuple(dict.fromkeys(lines))


def figure(
    *, batch: str, year: int, price_sheet: str, indicator: str, group: str, filter: Filter = Filter.ALL
) -> Figure:
    """One figure. Raises as `figures`, and UnknownIndicator for a group that the indicator does not have."""
    found = figures(batch=batch, year=year, price_sheet=price_sheet, filter=filter, only=[indicator])
    return _of_group(found, group)


def rows_behind(
    *,
    batch: str,
    year: int,
    price_sheet: str,
    indicator: str,
    group: str,
    filter: Filter = Filter.ALL,
    page: int = 1,
) -> RowsPage:
    """The ledger rows behind a figure, the newest first, a page at a time. Raises as `figures`.

    A page beyond the last shows the last.
    """
    one = _indicator(indicator)
    found = scope([contacts.batch(batch)], [year], filter)
    running = engine()
    with running.lock:
        running.refresh()
        prices = price_lines(price_sheet)
        rows, missing = running.values(one, found, prices)
        this = _of_group(_figures(one, rows, missing, found, price_sheet), group)
        behind = running.behind(one, found, prices, group=group)
        count = behind.count()
        pages = max(1, -(-count // ROWS_A_PAGE))
        page = min(max(1, page), pages)
        keys = behind.ids(limit=ROWS_A_PAGE, offset=(page - 1) * ROWS_A_PAGE)
    read = contacts.measurement_rows if one.from_measurements else contacts.contact_rows
    return RowsPage(this, tuple(read(keys)), count, page, pages, one.from_measurements)


def _of_group(figures: list[Figure], group: str) -> Figure:
    for figure in figures:
        if figure.group == group:
            return figure
    raise UnknownIndicator
