"""When a message has arrived in the eyes of the law.

Digital Post: when it can be read there, which is the day of its receipt (lov om Digital Post fra offentlige
afsendere § 10). A letter: the days of carriage after it was handed over, when it does not come back. Both are to be
confirmed by the municipality's lawyers; the days of carriage are a parameter.
"""

from collections.abc import Collection
from datetime import date, datetime

from indgang.kernel.deadlines import working_days_from
from indgang.modules.messages.rules.hours import day_of


def letter_due(posted: datetime, days: int, closed: Collection[tuple[int, int]] = ()) -> date:
    """The day a letter is taken to have arrived: `days` open days after it was posted."""
    return working_days_from(day_of(posted), days, closed)


def receipt_time(said: datetime, got: datetime, written: datetime) -> datetime:
    """The moment a receipt tells of. Another's clock may be wrong: never before the message was written, never later
    than we heard of it."""
    return max(min(said, got), written)


def earlier(known: date | None, new: date | None) -> date | None:
    """The day that counts when a message arrived twice: the first."""
    days = [day for day in (known, new) if day is not None]
    return min(days, default=None)
