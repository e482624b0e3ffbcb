"""The two ledger tables as an indicator sees them: one scope, cut and priced, and perhaps split up by time.

An indicator never mentions cut, month or quarter: `whole` and `by_group` count for each stretch of time when
there is a split, and for all of it when there is none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
from ibis.expr.types import Column, Table

from indgang.modules.channels.vocabulary import GROUP_OF
from indgang.modules.strategy.rules.scope import Scope
from indgang.modules.strategy.vocabulary import ALL, Cut, DatedPrice, Filter, Split

_PRICED_BY = ("direction", "channel", "handling", "period", "library_visit", "estimated")


@dataclass(frozen=True)
class Ledger:
    """`contacts` has the columns of the analytical copy, and library_visit, estimated and period. With a
    split both tables have `bucket`: the first day of the month or quarter.

    `measurements` is empty for rows that are not our own, and when they cannot be cut as asked. `kept`: `sums()`
    as the engine has counted it already, for the indicators that ask for no more. `uncut`: the contacts of the scope's
    year whatever the cut, to find out about what lies outside it.
    """

    contacts: Table
    measurements: Table
    scope: Scope
    prices: tuple[DatedPrice, ...]
    kept: Table | None = None
    uncut: Table | None = None

    @property
    def knows_channels(self) -> bool:
        return self.scope.batch.knows_channels

    @property
    def keys(self) -> list[str]:
        """What every sum is grouped by, beside what the indicator says."""
        return ["bucket"] if self.scope.split else []

    @property
    def cells(self) -> Table:
        """`contacts` added up: one row for what cannot be told apart in price, with weight and rows."""
        return self.added_up()

    def added_up(self, *more: str) -> Table:
        """Contacts added up by what decides the price and by `more` columns; with weight, rows, group and ore."""
        return self.priced(self.kept if self.kept is not None and not more else self.sums(*more))

    def sums(self, *more: str) -> Table:
        """As `added_up`, without group and ore."""
        by = [*self.keys, *_PRICED_BY, *more]
        return self.contacts.group_by(by).aggregate(
            weight=self.contacts.weight.sum(), rows=self.contacts.count()
        )

    def priced(self, rows: Table) -> Table:
        """With group, and ore (øre; null: no price). Library visits are counted, never priced."""
        lines = _by_period(self.prices)
        usual = {str(channel): str(group) for channel, group in GROUP_OF.items()}
        groups = [(_holds(rows, period, line, any_handling=True), line.group) for period, line in lines]
        by_default = [(rows.channel == channel, group) for channel, group in usual.items()]
        return rows.mutate(
            group=ibis.cases(*groups, *by_default, else_="unknown"),
            ore=rows.library_visit.ifelse(_ore(None), self.price_of(rows)),
        )

    def price_of(self, rows: Table, channel: str = "channel", *, any_handling: bool = False) -> Any:
        """Øre of one contact by the channel in a column; null without a price.

        With `any_handling` a channel whose price depends on the handling gets one of its prices all the same.
        """
        lines = _by_period(self.prices)
        costs = [
            (_holds(rows, period, line, channel, any_handling=any_handling), _ore(line.ore))
            for period, line in (reversed(lines) if any_handling else lines)
        ]
        return ibis.cases(*costs, else_=_ore(None)) if costs else _ore(None)


def ledger(
    contacts: Table,
    measurements: Table,
    *,
    scope: Scope,
    prices: Sequence[DatedPrice],
    corrected: Table | None = None,
) -> Ledger:
    """The rows of one scope. `corrected` has the ids (column id) that another row replaces: they are left out.

    None: nothing of the scope was corrected.
    """
    rows = contacts.filter(contacts.batch.isin(scope.ids), contacts.year == scope.year)
    if corrected is not None:
        rows = rows.anti_join(corrected, "id")
    uncut, rows = rows, _cut(rows, scope.cut)
    rows = rows.mutate(
        library_visit=_matches(rows, scope.library_visits),
        estimated=rows.quality.isin(["estimated", "sampled"]),
        period=_period(rows, prices),
        **_bucket(rows, scope),
    )
    if scope.filter is Filter.WITHOUT_LIBRARY_VISITS:
        rows = rows.filter(~rows.library_visit)
    own = measurements.filter(
        measurements.year == scope.year, ibis.literal(scope.live and not scope.unmeasured)
    )
    own = _cut(own, scope.cut)
    own = own.mutate(**_bucket(own, scope)) if scope.split else own
    return Ledger(rows, own, scope, tuple(prices), uncut=uncut)


def _cut(rows: Table, cut: Cut) -> Table:
    """Only what the cut asks for, of what the table knows; Scope.unmeasured says what it does not."""
    if cut.since is not None:
        rows = rows.filter(rows.day >= ibis.date(cut.since.isoformat()))
    if cut.until is not None:
        rows = rows.filter(rows.day < ibis.date(cut.until.isoformat()))
    for column in ("service", "department", "entrance", "audience", "channel"):
        wanted = getattr(cut, column)
        if wanted and column in rows.columns:
            rows = rows.filter(rows[column] == wanted)
    return rows if cut.exempt is None else rows.filter(rows.exempt == cut.exempt)


def _bucket(rows: Table, scope: Scope) -> dict[str, Any]:
    """The first day of the month or quarter. The year is known, so no engine's calendar is asked."""
    if scope.split is Split.NONE:
        return {}
    if scope.split is Split.MONTH:
        return {"bucket": rows.month}
    starts = [(ibis.date(scope.year, month, 1), date(scope.year, month, 1)) for month in (4, 7, 10)]
    first = ibis.date(scope.year, 1, 1)
    later = [(rows.month >= start, start) for start, _ in reversed(starts)]
    return {"bucket": ibis.cases(*later, else_=first)}


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
        passed = passed + _one_if(rows.day >= ibis.date(day))
    return passed


def _ore(amount: int | None) -> Any:
    return ibis.null("int64") if amount is None else ibis.literal(amount, "int64")


def _by_period(prices: Sequence[DatedPrice]) -> list[tuple[int, DatedPrice]]:
    """Each line with its period: a date's lines replace those before it. One handling comes before any."""
    days = _days(prices)
    return [
        (days.index(line.valid_from) + 1, line) for line in sorted(prices, key=lambda line: not line.handling)
    ]


def _holds(
    rows: Table, period: int, line: DatedPrice, channel: str = "channel", *, any_handling: bool = False
) -> Any:
    found = (rows.period == period) & (rows[channel] == line.channel)
    return found if any_handling or not line.handling else found & (rows.handling == line.handling)


def percent(part: Column, whole: Column) -> Column:
    """A share in percent; null when there is nothing to share."""
    return 100.0 * part.cast("float64") / whole.nullif(0).cast("float64")


def count(column: Column) -> Column:
    """How often a condition holds; 0 over no rows on every engine (Spark's sum would be null)."""
    return _one_if(column).sum().fill_null(0)


def _one_if(condition: Column) -> Column:
    """1 or 0: PostgreSQL makes no large number of a truth."""
    return condition.ifelse(ibis.literal(1, "int64"), ibis.literal(0, "int64"))


def total(ledger: Ledger, column: Column) -> Column:
    """The sum of a column over all groups, of the same month or quarter: for use beside each group."""
    return column.sum().over(ibis.window(group_by=ledger.keys))


def anywhere(ledger: Ledger, column: Column) -> Column:
    """Whether a condition holds in any group of the same month or quarter."""
    return column.any().over(ibis.window(group_by=ledger.keys))


def whole(ledger: Ledger, table: Table, *, group: str = ALL, **values: Column) -> Table:
    """Aggregate everything, under the name of a group."""
    found = table.group_by(ledger.keys).aggregate(**values) if ledger.keys else table.aggregate(**values)
    return found.mutate(group=ibis.literal(group))


def each_group(ledger: Ledger, table: Table, **values: Column) -> Table:
    """Aggregate by the column `group`."""
    return table.group_by([*ledger.keys, "group"]).aggregate(**values)


def by_group(ledger: Ledger, table: Table, **values: Column) -> Table:
    """Aggregate by the column `group`, and once more for everything (group `all`)."""
    each = each_group(ledger, table, **values)
    everything = whole(ledger, table, **values)
    return each.union(everything.select(each.columns))


def together(*tables: Table) -> Table:
    """Tables of the same columns, in whatever order, as one."""
    first, *others = tables
    for other in others:
        first = first.union(other.select(first.columns))
    return first
