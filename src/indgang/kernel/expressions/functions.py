"""The functions that conditions may call: what each takes and gives, and how it is computed.

Days come as ordinal numbers and money as whole øre, as `kinds.ready` makes them. One that cannot be computed
raises, and then the condition is not known.
"""

import calendar
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from indgang.kernel.expressions.kinds import DATE, DECIMAL, MONEY, TEXT, WHOLE, Kind

NUMBERS = (WHOLE, DECIMAL, MONEY)
COUNTED = (WHOLE, DECIMAL, MONEY, DATE)


@dataclass(frozen=True)
class Function:
    """`gives` says the kind that comes out of these kinds, None when they do not fit; `how` is shown then.

    `run` None: it is CEL's own.
    """

    gives: Callable[[Sequence[Kind]], Kind | None]
    how: str
    run: Callable[..., Any] | None = None


def _exactly(*takes: Kind, gives: Kind) -> Callable[[Sequence[Kind]], Kind | None]:
    return lambda kinds: gives if tuple(kinds) == takes else None


def _size(kinds: Sequence[Kind]) -> Kind | None:
    return WHOLE if len(kinds) == 1 and (kinds[0].item is not None or kinds[0] == TEXT) else None


def _double(kinds: Sequence[Kind]) -> Kind | None:
    return DECIMAL if tuple(kinds) in ((WHOLE,), (DECIMAL,)) else None


def _of_two(kinds: Sequence[Kind]) -> Kind | None:
    return kinds[0] if len(kinds) == 2 and kinds[0] == kinds[1] and kinds[0] in COUNTED else None


def _sum_of(kinds: Sequence[Kind]) -> Kind | None:
    return kinds[0].item if len(kinds) == 1 and kinds[0].item in NUMBERS else None


def _steps_of(kinds: Sequence[Kind]) -> Kind | None:
    return WHOLE if tuple(kinds) in ((MONEY,) * 3, (WHOLE,) * 3) else None


def share(money: int, percent: int) -> int:
    """So many percent of an amount in øre, a half rounded up to a whole øre."""
    return (money * percent * 2 + 100) // 200


def divide(money: int, parts: int) -> int:
    """An amount in øre shared into so many parts, a half rounded up. Raises ValueError for no parts."""
    if parts <= 0:
        raise ValueError("there must be at least one part")
    return (money * 2 + parts) // (parts * 2)


def whole_kr(money: int) -> int:
    """An amount in øre to whole kroner, still in øre; a half krone is rounded up."""
    return (money + 50) // 100 * 100


def nearest(number: float) -> int:
    """The nearest whole number, a half rounded up. Raises OverflowError or ValueError for what is none."""
    below = math.floor(number)
    return below + (number - below >= 0.5)


def add_months(day: int, months: int) -> int:
    """The same day so many months on, or that month's last: 31 January and one month is 28 or 29 February."""
    start = date.fromordinal(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)).toordinal()


def month_of(day: int) -> int:
    """The first of a day's month."""
    return date.fromordinal(day).replace(day=1).toordinal()


def months_between(first: int, last: int) -> int:
    """How many whole months have passed from one day to another; less than nothing when `last` is the earlier."""
    if last < first:
        return -months_between(last, first)
    one, other = date.fromordinal(first), date.fromordinal(last)
    months = (other.year - one.year) * 12 + other.month - one.month
    return months if add_months(first, months) <= last else months - 1


def steps(value: int, start: int, step: int) -> int:
    """How many whole steps a value is above the start. Raises ValueError for a step that is not above nothing."""
    if step <= 0:
        raise ValueError("a step must be above nothing")
    return (value - start) // step


FUNCTIONS: dict[str, Function] = {
    "size": Function(_size, "size(list or text)"),
    "double": Function(_double, "double(whole number)"),
    "kr": Function(_exactly(WHOLE, gives=MONEY), "kr(whole number)", lambda kroner: kroner * 100),
    "share": Function(_exactly(MONEY, WHOLE, gives=MONEY), "share(money, whole percent)", share),
    "divide": Function(_exactly(MONEY, WHOLE, gives=MONEY), "divide(money, whole number)", divide),
    "whole_kr": Function(_exactly(MONEY, gives=MONEY), "whole_kr(money)", whole_kr),
    "nearest": Function(_exactly(DECIMAL, gives=WHOLE), "nearest(decimal number)", nearest),
    "min": Function(_of_two, "min(number, number) of one kind", min),
    "max": Function(_of_two, "max(number, number) of one kind", max),
    "sum": Function(_sum_of, "sum(list of numbers or money)", sum),
    "add_months": Function(_exactly(DATE, WHOLE, gives=DATE), "add_months(date, whole number)", add_months),
    "month_of": Function(_exactly(DATE, gives=DATE), "month_of(date)", month_of),
    "months_between": Function(
        _exactly(DATE, DATE, gives=WHOLE), "months_between(date, date)", months_between
    ),
    "steps": Function(_steps_of, "steps(value, from, step), three of money or whole numbers", steps),
}


def _within(run: Callable[..., Any]) -> Callable[..., Any]:
    """CEL would turn a whole number that is too large into one that is not whole."""

    def kept(*values: Any) -> Any:
        found = run(*values)
        if isinstance(found, int) and abs(found) > 2**63 - 1:
            raise OverflowError
        return found

    return kept


OURS = {name: _within(function.run) for name, function in FUNCTIONS.items() if function.run is not None}
