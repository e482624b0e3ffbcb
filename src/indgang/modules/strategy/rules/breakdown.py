"""One scope told apart by entrance or by department, in one query each: contacts, cost, outcome, minutes."""

from collections.abc import Sequence

from ibis.expr.types import Table

from indgang.modules.strategy.rules.ledger import Ledger


def by_column(ledger: Ledger, column: str) -> Table:
    """One row for each value of a column and channel group, as the indicators count them.

    Columns: part, group, contacts (weight, direction in), ore (øre of those with a price; null: none has), unpriced,
    known (weight with a known outcome), resolved, misdirected, rows and estimated.
    """
    cells = ledger.added_up("outcome", column)
    cells = cells.filter(cells.direction == "in")
    weight = cells.weight
    known = cells.outcome != "unknown"
    found = cells.group_by([column, "group"]).aggregate(
        contacts=weight.sum(),
        ore=(weight * cells.ore).sum(),
        unpriced=weight.sum(where=cells.ore.isnull() & ~cells.library_visit).fill_null(0),
        known=weight.sum(where=known).fill_null(0),
        resolved=weight.sum(where=cells.outcome == "resolved").fill_null(0),
        misdirected=weight.sum(where=cells.outcome == "misdirected").fill_null(0),
        rows=cells.rows.sum(),
        estimated=cells.estimated.any(),
    )
    return found.rename(part=column)


def minutes_by(ledger: Ledger, column: str) -> Table:
    """How many contacts took how long: part, tenths (of a minute) and rows, one row for each length that there is.

    A histogram has as many rows as there are lengths, however many contacts there are, and its quantiles are exact.
    """
    rows = ledger.contacts
    rows = rows.filter(rows.direction == "in", rows.minutes_tenths.notnull())
    found = rows.group_by([column, "minutes_tenths"]).aggregate(rows=rows.count())
    return found.rename(part=column, tenths="minutes_tenths")


def quantile(histogram: Sequence[tuple[int, int]], share: float) -> float | None:
    """The value below which a share (0 to 1) of a histogram of (value, rows) lies, between two values by their mean
    as a straight line (as `quantile_cont` of the engines); None for an empty one.
    """
    ordered = sorted((value, rows) for value, rows in histogram if rows > 0)
    total = sum(rows for _, rows in ordered)
    if not total:
        return None
    place = (total - 1) * share
    low = int(place)
    below, above = _at(ordered, low), _at(ordered, min(low + 1, total - 1))
    return below + (above - below) * (place - low)


def _at(ordered: Sequence[tuple[int, int]], place: int) -> int:
    """The value at a place, counted from 0, when all are laid out in order."""
    seen = 0
    for value, rows in ordered:
        seen += rows
        if place < seen:
            return value
    raise IndexError(place)
