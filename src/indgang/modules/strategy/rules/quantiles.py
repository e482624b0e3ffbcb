"""Quantiles that come out the same on every engine.

A quantile lies between two rows of the ordered values, and engines weigh the two in another order, so that the last
digit differs. Here the values are counted first (a histogram: few values, many rows), the two are found by whole
numbers, and weighed in one order.
"""

from typing import Any

import ibis
from ibis.expr.types import Table


def quantile(rows: Table, column: str, tenths: int, by: list[str]) -> Table:
    """For each group of `by`: `value`, below which `tenths` tenths of the rows lie (5: the median), and `rows`.

    Interpolated linearly, as spreadsheets do. Rows without a value are left out; a group without any is not there.
    """
    known = rows.filter(rows[column].notnull())
    counted = known.group_by([*by, column]).aggregate(n=known.count())
    until = ibis.window(group_by=by, order_by=column, preceding=None, following=0)
    every = ibis.window(group_by=by)
    placed = counted.mutate(
        reached=counted.n.sum().over(until).cast("int64") * 10,
        place=(counted.n.sum().over(every).cast("int64") - 1) * tenths,
    )
    placed = placed.mutate(rest=placed.place % 10)
    low, value = placed.place - placed.rest, placed[column].cast("float64")
    sums: dict[str, Any] = {
        "low": value.min(where=placed.reached > low),
        "high": value.min(where=placed.reached > low + 10),
        "rest": placed.rest.max().cast("float64"),
        "rows": placed.n.sum().cast("int64"),
    }
    found = placed.group_by(by).aggregate(**sums) if by else placed.aggregate(**sums)
    between = (found.low * (10.0 - found.rest) + found.high.coalesce(found.low) * found.rest) / 10.0
    return found.mutate(value=between).select(*by, "value", "rows")
