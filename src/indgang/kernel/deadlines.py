"""Deadlines and days. Pure: dates in, dates out.

A deadline in weeks ends on the same weekday; one that ends on a day when offices are closed moves to the
next open day. Danish public holidays come from the package `holidays`; offices may close on more days
(5 June, 24 and 31 December), which a municipality says in its pack.
"""

from collections.abc import Collection
from datetime import date, timedelta
from functools import lru_cache

import holidays


@lru_cache(maxsize=64)
def public_holidays(year: int) -> dict[date, str]:
    """The public holidays of a year with their Danish names."""
    return dict(holidays.country_holidays("DK", years=year, language="da").items())


def is_closed(day: date, extra: Collection[tuple[int, int]] = ()) -> bool:
    """Whether offices are closed by the calendar: weekend, public holiday, or one of `extra` (month, day)."""
    return day.weekday() >= 5 or day in public_holidays(day.year) or (day.month, day.day) in extra


def next_open(day: date, extra: Collection[tuple[int, int]] = ()) -> date:
    """The day itself when offices are open, else the next that is."""
    while is_closed(day, extra):
        day += timedelta(days=1)
    return day


def weeks_from(day: date, weeks: int, extra: Collection[tuple[int, int]] = ()) -> date:
    """The end of a deadline of `weeks` counted from `day`: same weekday, moved on when that is closed."""
    return next_open(day + timedelta(weeks=weeks), extra)


def working_days_from(day: date, count: int, extra: Collection[tuple[int, int]] = ()) -> date:
    """The `count`-th open day after `day`."""
    while count > 0:
        day += timedelta(days=1)
        if not is_closed(day, extra):
            count -= 1
    return day


def days_left(until: date, today: date) -> int:
    """Calendar days until a date; negative when it has passed."""
    return (until - today).days
