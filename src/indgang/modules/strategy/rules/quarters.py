"""Does a share rise every quarter? Pure: facts in, a verdict out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from indgang.modules.strategy.vocabulary import Rise


@dataclass(frozen=True)
class Quarter:
    """A share in percent of one quarter, which begins on `first`. `value` None: nothing was counted.

    `whole`: the quarter is over, and was counted from its first day. Only those are compared.
    """

    first: date
    value: float | None
    rows: int
    whole: bool

    @property
    def number(self) -> int:
        """1 to 4."""
        return (self.first.month + 2) // 3


@dataclass(frozen=True)
class QuarterCheck:
    """`fell` holds the first days of the quarters that did not lie above the one before."""

    rise: Rise
    fell: tuple[date, ...] = ()


def next_quarter(first: date) -> date:
    """The first day of the quarter after the one that begins on `first`."""
    return date(first.year + (first.month >= 10), (first.month + 2) % 12 + 1, 1)


def check(quarters: Sequence[Quarter]) -> QuarterCheck:
    """Compare each whole quarter with the one just before it. Two neighbours are the least that can be compared."""
    known = {one.first: one.value for one in quarters if one.whole and one.value is not None}
    pairs = [(next_quarter(first), value) for first, value in known.items() if next_quarter(first) in known]
    if not pairs:
        return QuarterCheck(Rise.TOO_FEW)
    fell = tuple(sorted(later for later, value in pairs if known[later] <= value))
    return QuarterCheck(Rise.NOT_EVERY if fell else Rise.EVERY, fell)
