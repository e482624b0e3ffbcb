"""The ledger rows behind a figure. They come from the engine: an imported row stands nowhere else."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, cast

from indgang.kernel.text import Text
from indgang.modules.contacts import selectors as contacts
from indgang.modules.contacts.vocabulary import BatchInfo, LedgerRow
from indgang.modules.strategy.selectors.engine import engine
from indgang.modules.strategy.selectors.figures import figures_of, indicator_of, of_group, scope_of, values_of
from indgang.modules.strategy.selectors.prices import price_lines
from indgang.modules.strategy.vocabulary import Figure, Question

ROWS_A_PAGE = 50
ROWS_AT_ONCE = 20_000


@dataclass(frozen=True)
class RowsPage:
    """One page of the rows behind a figure. `count` is all of them; `page` counts from 1."""

    figure: Figure
    rows: tuple[LedgerRow, ...]
    count: int
    page: int
    pages: int
    from_measurements: bool


def rows_behind(
    asked: Question, *, indicator: str, group: str, page: int = 1, size: int = ROWS_A_PAGE
) -> RowsPage:
    """The ledger rows behind a figure, the newest first, a page at a time. A page beyond the last shows the last.

    Raises as `answers`, and UnknownIndicator for a group that the indicator does not have.
    """
    return _page(asked, indicator, group, page, size)[0]


def every_row_behind(asked: Question, *, indicator: str, group: str) -> Iterator[RowsPage]:
    """All the rows behind a figure, the newest first, ROWS_AT_ONCE at a time: for a file. Raises as `rows_behind`.

    Each row comes once, also when others are written meanwhile. The figure, `count` and `pages` of every page are
    those of the first; what comes later and is newer is left out.
    """
    first, last = _page(asked, indicator, group, 1, ROWS_AT_ONCE)
    yield first
    found = first
    while last and len(found.rows) == ROWS_AT_ONCE:
        found, last = _page(asked, indicator, group, 1, ROWS_AT_ONCE, last)
        if found.rows:
            first = replace(first, rows=found.rows, page=first.page + 1)
            yield first


_Place = tuple[datetime, str]


def _page(
    asked: Question, indicator: str, group: str, page: int, size: int, older_than: _Place | None = None
) -> tuple[RowsPage, _Place | None]:
    """One page, and where its last row stands. `older_than`: the first page after that place."""
    one = indicator_of(indicator)
    batch = contacts.batch(asked.batch)
    found = scope_of(asked, batch)
    prices = price_lines(asked.price_sheet)
    running = engine()
    with running.lock:
        running.refresh()
        rows, missing = values_of(running, one, found, prices)
        this = of_group(figures_of(one, rows, missing, found, asked.price_sheet), group)
        behind = None if this.value is None else running.behind(one, found, prices, group=group)
        count = behind.count() if behind else 0
        pages = max(1, -(-count // size))
        page = min(max(1, page), pages)
        offset = (page - 1) * size
        seen = behind.rows(limit=size, offset=offset, older_than=older_than) if behind else []
    measured = one.from_measurements(group)
    last = (seen[-1]["at"], seen[-1]["id"]) if seen else None
    ledger_rows = tuple(_row(row, batch, measured) for row in seen)
    return RowsPage(this, ledger_rows, count, page, pages, measured), last


def measured_row(row: dict[str, Any]) -> LedgerRow:
    """A measurement as the copy has it, for a page."""
    return LedgerRow(
        at=row["at"].replace(tzinfo=UTC),
        what=row["kind"],
        service_id=row["service"],
        outcome="",
        handling=row["subject_key"],
        weight=Decimal(1),
        value=row["value"],
        quality="counted",
        batch="",
        source="",
        note=Text(),
    )


def _row(row: dict[str, Any], batch: BatchInfo, measured: bool) -> LedgerRow:
    if measured:
        return measured_row(row)
    source = batch.sources.get(row["key"] or "")
    return LedgerRow(
        at=row["at"].replace(tzinfo=UTC),
        what=row["channel"],
        service_id=row["service"],
        outcome=row["outcome"],
        handling=row["handling"],
        weight=row["weight"],
        quality=row["quality"],
        batch=str(batch.title),
        source=f"{source['compiled_by']}, {source['page']}" if source else "",
        note=Text.of(cast(dict[str, str], source["note"])) if source else Text(),
    )
