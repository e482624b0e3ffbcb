"""Figures of a part of the rows, for those who may not see rows: one to four contacts are told apart in none.

As in the open figures, a count is shown to the nearest five: so what is hidden cannot be found by taking one part
from another, or from the whole. See `rules.suppression`.
"""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from indgang.kernel.text import Text
from indgang.modules.strategy.rules import suppression
from indgang.modules.strategy.vocabulary import FEWEST, Figure, Unit

FEW = Text("under 5", "under 5")
# The rows of these are those of the part; of the other shares they are those of the whole.
_ROWS_OF_THE_PART = frozenset(
    {
        "channel_share", "digital_share_citizen2012", "digital_share_hvidovre", "failure_demand", "satisfaction",
        "take_up",
    }
)  # fmt: skip
_AVERAGE = "cost_per_transaction"
_OF_MONEY = "cost_share"


def for_readers(figures: Iterable[Figure]) -> list[Figure]:
    """Each figure to the nearest five (contacts), thousand (kroner) or whole percent; `few` for one to four."""
    return [_shown(one) for one in figures]


def _shown(one: Figure) -> Figure:
    if one.value is None:
        return replace(one, unpriced=_nearest(one.unpriced), followed=_whole(one.followed))
    rows = suppression.shown(one.rows)
    value = None if rows is None else _value(one, rows)
    if value is None:
        return replace(one, value=None, rows=0, few=True, reason=FEW, unpriced=Decimal(0), followed=None)
    return replace(
        one,
        value=value,
        rows=rows or 0,
        unpriced=_nearest(one.unpriced),
        followed=_whole(one.followed),
    )


def _value(one: Figure, rows: int) -> Decimal | float | None:
    value = one.value or 0
    match one.unit:
        case Unit.PERCENT:
            return _percent(one, float(value))
        case Unit.KR if one.indicator == _AVERAGE:
            return Decimal(round(value))
        case Unit.KR:
            return _exact(suppression.shown_kroner(value, rows))
        case Unit.CONTACTS:
            return _exact(suppression.shown(value))
    return one.value  # days, and what the municipality has: counted over nobody


def _percent(one: Figure, value: float) -> float | None:
    if one.indicator == _OF_MONEY:
        return float(round(value))
    if one.indicator in _ROWS_OF_THE_PART:
        rest = one.rows * 100 / value - one.rows if value else 0
        return None if 0 < round(rest, 6) < FEWEST else float(round(value))
    found = suppression.shown_percent(value, one.rows)
    return None if found is None else float(found)


def _exact(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _nearest(count: Decimal) -> Decimal:
    return Decimal(suppression.shown(count) or 0)


def _whole(percent: float | None) -> float | None:
    return None if percent is None else float(round(percent))
