"""Which figures everybody may see: nobody can find one to four contacts in them, nor work them out.

Counts are shown to the nearest five, and one to four are not shown. So the difference of any two numbers that
are shown is none, or at least five: what is left out cannot be found by taking one from the other, not in one
table, nor between two, nor between the figures of today and those of next month. (Leaving out a second number
in each row, the usual way, keeps that promise in one table only.)

Shares and kroner are worked out from what is shown, or hide as much.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from indgang.modules.strategy.vocabulary import FEWEST

KRONER = 1000
"""Kroner are shown to the nearest thousand: more than five contacts cost in the dearest channel."""


def shown(count: Decimal | float) -> int | None:
    """A count to the nearest five; None when it stands for one to four (or less than one, of a sample)."""
    exact = Decimal(str(count))
    if exact < 0:
        raise ValueError("Nobody counts fewer than none.")
    if 0 < exact < FEWEST:
        return None
    return int((exact / FEWEST).to_integral_value(ROUND_HALF_UP)) * FEWEST


def shown_kroner(amount: Decimal | float, contacts: int | None) -> int | None:
    """Kroner to the nearest thousand; None when the number of contacts is not shown, and for less than 500 kroner,
    which are not none.
    """
    exact = Decimal(str(amount))
    rounded = int((exact / KRONER).to_integral_value(ROUND_HALF_UP)) * KRONER
    return None if contacts is None or (exact and not rounded) else rounded


def shown_shares(counts: Mapping[str, int | None]) -> dict[str, float | None]:
    """Each group's share in percent, of the counts that are shown; None for what is not, or when all are none."""
    total = sum(count for count in counts.values() if count is not None)
    return {
        group: None if count is None or not total else round(100 * count / total, 2)
        for group, count in counts.items()
    }


def shown_percent(percent: float, rows: int) -> int | None:
    """A share of `rows` answers or matters in whole percent; None when one to four stand behind it or its rest."""
    part = rows * percent / 100
    if any(0 < round(side, 6) < FEWEST for side in (part, rows - part)):
        return None
    return round(percent)


def band(count: int | None) -> str:
    """How much a figure rests on, in broad words: `0`, `1-4`, `5-99`, `100-999`, `1000+`."""
    if count is None:
        return "1-4"
    for least, words in ((1000, "1000+"), (100, "100-999"), (5, "5-99")):
        if count >= least:
            return words
    return "0"
