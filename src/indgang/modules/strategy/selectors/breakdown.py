"""A year told apart by entrance or by department: each part with what the indicators say of it, in two queries."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import partial
from typing import Any

from indgang.modules.contacts import selectors as contacts
from indgang.modules.strategy.selectors.engine import engine
from indgang.modules.strategy.selectors.figures import scope_of
from indgang.modules.strategy.selectors.prices import price_lines
from indgang.modules.strategy.vocabulary import Question


class By(StrEnum):
    """What a year can be told apart by."""

    ENTRANCE = "entrance"
    DEPARTMENT = "department"


@dataclass(frozen=True)
class Part:
    """One entrance or department. `id` is empty for contacts on which none was written.

    `contacts` by channel group and in all; `cost` in kroner (None: nothing has a price), `unpriced` contacts are not
    in it. `resolved` and `misdirected` in percent (None: no outcome is known). `median` and `p90` are minutes (None:
    no contact has a time), over `timed` contacts.
    """

    id: str
    contacts: Decimal
    by_group: dict[str, Decimal] = field(default_factory=dict)
    cost: Decimal | None = None
    unpriced: Decimal = Decimal(0)
    resolved: float | None = None
    misdirected: float | None = None
    median: float | None = None
    p90: float | None = None
    timed: int = 0
    rows: int = 0
    estimated: bool = False

    def share(self, group: str) -> float | None:
        """A channel group's share of the part's contacts, in percent."""
        return float(100 * self.by_group.get(group, Decimal(0)) / self.contacts) if self.contacts else None


def breakdown(asked: Question, by: By) -> dict[str, Part]:
    """Every part of a question's year that has a contact, by id. Raises as `answers`."""
    from indgang.modules.strategy.rules import breakdown as rules  # loads the analytical library

    found = scope_of(asked, contacts.batch(asked.batch))
    running = engine()
    with running.lock:
        running.refresh()
        prices = price_lines(asked.price_sheet)
        cells = running.table(f"by {by}", found, prices, partial(rules.by_column, column=by.value))
        lengths = running.table(f"minutes by {by}", found, prices, partial(rules.minutes_by, column=by.value))
    names = sorted({str(row["part"] or "") for row in cells})
    return {
        name: _part(
            name,
            [row for row in cells if (row["part"] or "") == name],
            [(int(row["tenths"]), int(row["rows"])) for row in lengths if (row["part"] or "") == name],
        )
        for name in names
    }


def _part(id: str, cells: Sequence[dict[str, Any]], lengths: Sequence[tuple[int, int]]) -> Part:
    from indgang.modules.strategy.rules.breakdown import quantile

    total = _sum(cells, "contacts")
    known = _sum(cells, "known")
    priced = [row for row in cells if row["ore"] is not None]
    median, p90 = (quantile(lengths, share) for share in (0.5, 0.9))
    return Part(
        id=id,
        contacts=total,
        by_group={row["group"]: Decimal(row["contacts"]) for row in cells},
        cost=_sum(priced, "ore") / 100 if priced else None,
        unpriced=_sum(cells, "unpriced"),
        resolved=float(100 * _sum(cells, "resolved") / known) if known else None,
        misdirected=float(100 * _sum(cells, "misdirected") / total) if known and total else None,
        median=None if median is None else median / 10,
        p90=None if p90 is None else p90 / 10,
        timed=sum(rows for _, rows in lengths),
        rows=sum(int(row["rows"]) for row in cells),
        estimated=any(row["estimated"] for row in cells),
    )


def _sum(rows: Sequence[dict[str, Any]], name: str) -> Decimal:
    return sum((Decimal(row[name]) for row in rows), Decimal(0))
