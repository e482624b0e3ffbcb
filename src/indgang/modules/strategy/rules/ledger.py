"""The two ledger tables as an indicator sees them: one scope, priced by one sheet."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import ibis
from ibis.expr.types import Column, Table

from indgang.modules.channels.vocabulary import GROUP_OF
from indgang.modules.strategy.rules.scope import Scope
from indgang.modules.strategy.vocabulary import ALL, DatedPrice, Filter


@dataclass(frozen=True)
class Ledger:
    """`contacts` has the columns of contacts.selectors.contact_batches, and group, ore (øre; null: no price),
    library_visit and estimated. `measurements` is empty for a batch that is not our own.

    `cells` is `contacts` added up: one row for what cannot be told apart in price, with weight and rows.
    """

    contacts: Table
    cells: Table
    measurements: Table
    knows_channels: bool


def ledger(contacts: Table, measurements: Table, *, scope: Scope, prices: Sequence[DatedPrice]) -> Ledger:
    """The rows of one scope. A row that another one corrects is left out."""
    corrected = contacts.filter(contacts.corrects.notnull()).corrects
    rows = contacts.filter(
        contacts.batch == scope.batch.id, contacts.year == scope.year, ~contacts.id.isin(corrected)
    )
    rows = rows.mutate(
        library_visit=_matches(rows, scope.library_visits),
        estimated=rows.quality.isin(["estimated", "sampled"]),
    )
    if scope.filter is Filter.WITHOUT_LIBRARY_VISITS:
        rows = rows.filter(~rows.library_visit)
    rows = rows.mutate(period=_period(rows, prices))
    keys = ["direction", "channel", "handling", "period", "library_visit", "estimated"]
    cells = rows.group_by(keys).aggregate(weight=rows.weight.sum(), rows=rows.count())
    own = measurements.filter(measurements.year == scope.year, ibis.literal(scope.live))
    return Ledger(_priced(rows, prices), _priced(cells, prices), own, scope.batch.knows_channels)


def _matches(rows: Table, mark: dict[str, str] | None) -> Any:
    if mark is None:
        return ibis.literal(False)
    return (rows.channel == mark["channel"]) & (rows.service == mark["service"])


def _days(prices: Sequence[DatedPrice]) -> list[str]:
    return sorted({line.valid_from for line in prices})


def _period(rows: Table, prices: Sequence[DatedPrice]) -> Any:
    """How many of the sheet's dates have passed on the day of the contact; 0 is before the sheet began."""
    passed: Any = ibis.literal(0)
    for day in _days(prices):
        passed = passed + (rows.day >= ibis.date(day)).cast("int64")
    return passed


def _priced(rows: Table, prices: Sequence[DatedPrice]) -> Table:
    """With group and price by channel, handling and period. Library visits are counted, never priced."""
    lines = _by_period(prices)
    usual = {str(channel): str(group) for channel, group in GROUP_OF.items()}
    groups = [(_holds(rows, period, line, any_handling=True), line.group) for period, line in lines]
    by_default = [(rows.channel == channel, group) for channel, group in usual.items()]
    costs = [(_holds(rows, period, line), _ore(line.ore)) for period, line in lines]
    ore = ibis.cases(*costs, else_=_ore(None)) if costs else _ore(None)
    return rows.mutate(
        group=ibis.cases(*groups, *by_default, else_="unknown"),
        ore=rows.library_visit.ifelse(_ore(None), ore),
    )


def _ore(amount: int | None) -> Any:
    return ibis.null("int64") if amount is None else ibis.literal(amount, "int64")


def _by_period(prices: Sequence[DatedPrice]) -> list[tuple[int, DatedPrice]]:
    """Each line with its period: a date's lines replace those before it. One handling comes before any."""
    days = _days(prices)
    return [
        (days.index(line.valid_from) + 1, line) for line in sorted(prices, key=lambda line: not line.handling)
    ]


def _holds(rows: Table, period: int, line: DatedPrice, *, any_handling: bool = False) -> Any:
    found = (rows.period == period) & (rows.channel == line.channel)
    return found if any_handling or not line.handling else found & (rows.handling == line.handling)


def percent(part: Column, whole: Column) -> Column:
    """A share in percent; null when there is nothing to share."""
    return 100.0 * part.cast("float64") / whole.nullif(0).cast("float64")


def by_group(table: Table, **values: Column) -> Table:
    """Aggregate by channel group, and once more for everything (group `all`)."""
    each = table.group_by("group").aggregate(**values)
    everything = table.aggregate(**values).mutate(group=ibis.literal(ALL))
    return each.union(everything.select(each.columns))
