"""Where a figure will stand when the year ends, and what that means for its target. Pure: facts and dates in.

A **sum** (contacts, kroner) grows through the year: what has come so far, and the pace of the open days on the
days that are left; with twelve months of the year before, its own profile instead. A **level** (a share, a
median) is an average: what has come so far weighs as much as its rows. What is left stays as it is, until the whole
months show a slope that is clearly more than chance: then it follows the slope that Theil and Sen take from them (the
median of all slopes between two months, so that one odd month does not bend it: Sen 1968).

The band holds eight times in ten (1.28 standard deviations to each side of a normal spread; tests draw years to see
that it does). In it stand how the months fall, how sure their pace or slope is itself, and never less than chance
alone makes of a share or a count of that size.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from math import sqrt
from statistics import median, stdev

from indgang.kernel.deadlines import is_closed
from indgang.kernel.text import Text
from indgang.modules.strategy.vocabulary import Better, Status, Unit

ENOUGH_DAYS = 28  # below this there is no forecast
BAND = 1.28
SUMS = ("contacts", "cost")  # the indicators that are sums; all others are levels
FEW = 3  # whole months that a spread needs
SLOPE_MONTHS = 4  # whole months that a slope needs
CLEAR = 2.0  # standard deviations from level to a slope that is more than chance

_PACE = Text(
    "Tallet til nu, og samme tempo på de {left} åbne dage, der er tilbage af året.",
    "The figure to date, and the same pace on the {left} open days that are left of the year.",
)
_PROFILE = Text(
    "Tallet til nu, delt med den del, der var kommet på samme tid sidste år: {part} procent.",
    "The figure to date, divided by the part that had come at the same time last year: {part} per cent.",
)
_SLOPE = Text(
    "Tallet til nu vejer som dets rækker. Resten af året følger de hele måneders retning.",
    "The figure to date weighs as its rows. The rest of the year follows the slope of the whole months.",
)
_LEVEL = Text(
    "Tallet til nu gælder også for resten af året. De hele måneder viser ikke nogen sikker retning.",
    "The figure to date holds for the rest of the year too. The whole months show no sure slope.",
)
_LATE = Text(
    " Vi har talt siden {day}, så året er ikke helt med.",
    " We have counted since {day}, so the year is not complete.",
)


@dataclass(frozen=True)
class Month:
    """One month of a figure. `first` is its first day, `weight` the number of rows behind it.

    `value` None: nothing was counted. `complete`: the month is over and was counted from its first day.
    """

    first: date
    value: float | None
    weight: float
    complete: bool


@dataclass(frozen=True)
class Forecast:
    """The figure at the end of the year, in its own unit. low <= central <= high; `method` says how, in words."""

    low: float
    central: float
    high: float
    method: Text


def open_days(since: date, until: date) -> int:
    """The days from `since` to the day before `until` when offices are open by the calendar."""
    days = (until - since).days
    return sum(not is_closed(since + timedelta(days=n)) for n in range(max(0, days)))


def forecast(
    months: Sequence[Month],
    *,
    unit: Unit,
    is_sum: bool,
    value: float | None,
    since: date,
    as_of: date,
    last_year: Sequence[Month] = (),
) -> Forecast | None:
    """Where a figure will stand on 31 December of the year of `as_of`.

    `value` is the figure to date, counted from `since` (the first day of the year, or of the ledger) to the day
    before `as_of`; `months` are those of the year, `last_year` those of the year before. None when fewer than 28
    days have been counted, when nothing was, or for a number that is looked up rather than counted (Unit.COUNT).
    """
    known = [month for month in months if month.value is not None]
    if value is None or not known or unit is Unit.COUNT or (as_of - since).days < ENOUGH_DAYS:
        return None
    passed, left = open_days(since, as_of), open_days(as_of, date(as_of.year + 1, 1, 1))
    if not passed:
        return None
    found: Forecast | None
    if is_sum:
        found = _sum(known, value, passed, left, as_of, last_year)
    else:
        found = _level(known, value, passed, left, unit)
    if found is not None and since > date(as_of.year, 1, 1):
        late = _LATE.format(day=f"{since.day}. {since.month}. {since.year}")
        method = Text(found.method.da + late.da, found.method.en + late.en)
        found = replace(found, method=method)
    return found


def _sum(
    months: Sequence[Month], value: float, passed: int, left: int, as_of: date, last_year: Sequence[Month]
) -> Forecast:
    rate = value / passed
    paces = [(month.value or 0) / _days(month) for month in months if month.complete and _days(month)]
    spread = stdev(paces) * sqrt(1 / _months(left) + 1 / len(paces)) if len(paces) >= FEW else 0.0
    part = profile(last_year, as_of)
    central = value / part if part else value + rate * left
    rest = max(central - value, 0.0)
    # Both what is left and the pace it is worked out from are counts, and counts vary by their root.
    come = sum(month.weight for month in months)
    rows = come * rest / value if value else 0.0
    chance = value / come * sqrt(rows + rows * rows / come) if come else 0.0
    off = BAND * max(spread * left, chance)
    method = _PROFILE.format(part=round(100 * part)) if part else _PACE.format(left=left)
    return Forecast(max(value, central - off), central, central + off, method)


def profile(last_year: Sequence[Month], as_of: date) -> float | None:
    """The part of last year's sum that had come by the same day; None without twelve whole months."""
    values = {
        month.first.month: month.value for month in last_year if month.complete and month.value is not None
    }
    whole = sum(values.values())
    if len(values) < 12 or not whole:
        return None
    first = as_of.replace(day=1)
    days = open_days(first, _next(first))
    of_month = open_days(first, as_of) / days if days else 0.0
    come = sum(values[month] for month in range(1, as_of.month)) + values[as_of.month] * of_month
    return come / whole or None


def _level(months: Sequence[Month], value: float, passed: int, left: int, unit: Unit) -> Forecast | None:
    whole = [month for month in months if month.complete and month.value is not None]
    come = sum(month.weight for month in months)
    if come <= 0 or (unit is not Unit.PERCENT and len(whole) < FEW):
        return None
    rest_weight = come / passed * left
    left_months = _months(left)
    share = min(max(value, 0.0), 100.0)
    by_chance = share * (100 - share) if unit is Unit.PERCENT else 0.0  # the variance of one row
    slope, sure = _slope(whole, by_chance)
    if slope:
        middle = sum(_number(month.first) for month in whole) / len(whole)
        ahead = _number(whole[-1].first) + 1 + left_months / 2 - middle
        level = median([(month.value or 0) - slope * (_number(month.first) - middle) for month in whole])
        rest = level + slope * ahead
        off = sqrt(sure.month**2 * (1 / left_months + 1 / len(whole)) + (sure.slope * ahead) ** 2)
    else:
        rest = value
        off = sure.month * sqrt(1 / left_months + 1 / len(whole)) if len(whole) >= FEW else 0.0
    rest = min(max(rest, 0.0), 100.0) if unit is Unit.PERCENT else max(rest, 0.0)
    if rest_weight:
        off = max(off, sqrt(by_chance * (1 / rest_weight + 1 / come)))
    part = rest_weight / (come + rest_weight)
    central = value * (1 - part) + rest * part
    low, high = central - BAND * off * part, central + BAND * off * part
    if unit is Unit.PERCENT:
        high = min(high, max(100.0, central))
    return Forecast(max(0.0, low), central, high, _SLOPE if slope else _LEVEL)


@dataclass(frozen=True)
class _Sure:
    """Standard deviations: of one month around its line, and of the slope itself."""

    month: float
    slope: float


def _slope(whole: Sequence[Month], by_chance: float) -> tuple[float, _Sure]:
    """The slope of whole months, a month; 0 when it may as well be chance. `by_chance` is the variance of one row."""
    n = len(whole)
    if n < FEW:
        return 0.0, _Sure(0.0, 0.0)
    rows = sum(month.weight for month in whole) / n
    least = sqrt(by_chance / rows) if rows else 0.0
    values = [month.value or 0 for month in whole]
    if n < SLOPE_MONTHS:
        return 0.0, _Sure(max(stdev(values), least), 0.0)
    slope, begin = theil_sen([(_number(month.first), month.value or 0) for month in whole])
    around = sum(((month.value or 0) - begin - slope * _number(month.first)) ** 2 for month in whole)
    month = max(sqrt(around / (n - 2)), least)
    spread = month * sqrt(12 / (n**3 - n))
    if abs(slope) > CLEAR * spread:
        return slope, _Sure(month, spread)
    return 0.0, _Sure(max(stdev(values), least), 0.0)


def theil_sen(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Slope and start of the line that Theil and Sen draw: medians, so that one odd point does not bend it."""
    slope = median([(b[1] - a[1]) / (b[0] - a[0]) for a, b in combinations(points, 2) if a[0] != b[0]])
    return slope, median([y - slope * x for x, y in points])


def _months(left: int) -> float:
    """Open days as months of 21, one at least."""
    return max(1.0, left / 21)


def _number(first: date) -> float:
    return float(first.year * 12 + first.month)


def _next(first: date) -> date:
    return (first + timedelta(days=32)).replace(day=1)


def _days(month: Month) -> int:
    return open_days(month.first, _next(month.first))


def good(value: float | Decimal, goal: float | Decimal, better: Better) -> bool:
    """Whether a value meets a goal."""
    return float(value) >= float(goal) if better is Better.HIGHER else float(value) <= float(goal)


def status(
    value: float | Decimal | None,
    found: Forecast | None,
    *,
    goal: float | Decimal,
    better: Better,
    is_sum: bool,
    year_over: bool,
) -> Status:
    """What a figure and its forecast mean for a target.

    A year that is over is judged by its figure. A sum that has reached what it should reach cannot lose it
    again. Else the whole band is good (on track), a part of it (at risk), or none of it (off track). Without a
    figure nothing is known; with a figure but no forecast it is too early.
    """
    if value is None:
        return Status.UNKNOWN
    met = good(value, goal, better)
    if year_over:
        return Status.REACHED if met else Status.OFF_TRACK
    if is_sum and met and better is Better.HIGHER:
        return Status.REACHED
    if is_sum and not met and better is Better.LOWER:
        return Status.OFF_TRACK
    if found is None:
        return Status.TOO_EARLY
    ends = [good(end, goal, better) for end in (found.low, found.high)]
    return Status.ON_TRACK if all(ends) else Status.AT_RISK if any(ends) else Status.OFF_TRACK
