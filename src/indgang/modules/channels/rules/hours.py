"""Opening hours: open now, until when, or when next. Wall-clock hours in Copenhagen, right when clocks change."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.deadlines import public_holidays

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAYS_AHEAD = 30
DAY_END = 24 * 60
LONG = timedelta(days=7)  # open longer than this without a break: it does not close

Hours = Mapping[str, Sequence[Sequence[int]]]


@dataclass(frozen=True, slots=True)
class OpenState:
    """`closes_at` when open (None: never), `opens_at` when closed (None: not within 30 days). Aware, UTC."""

    open_now: bool
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    closed_for: str = ""


def holiday(day: date, closed_days: Collection[tuple[int, int]]) -> str:
    """Why offices are closed on a day: the holiday's Danish name, `-` for the municipality's own; or empty."""
    return public_holidays(day.year).get(day, "") or ("-" if (day.month, day.day) in closed_days else "")


def open_state(
    hours: Hours, now: datetime, *, closed_days: Collection[tuple[int, int]] = (), always: bool = False
) -> OpenState:
    """Whether a place is open at `now` (aware). `always`: holidays do not close it (a digital entrance)."""
    now = now.astimezone(UTC)
    today = now.astimezone(COPENHAGEN).date()
    open_until: datetime | None = None
    for ahead in range(-1, DAYS_AHEAD + 1):
        for start, end in _spans(hours, today + timedelta(days=ahead), closed_days, always):
            if open_until is not None:
                if start != open_until:
                    return OpenState(True, closes_at=open_until)
                open_until = end
            elif start <= now < end:
                open_until = end
            elif start > now:
                closed_for = "" if always else holiday(today, closed_days)
                return OpenState(False, opens_at=start, closed_for=closed_for)
        if open_until is not None and open_until - now > LONG:
            return OpenState(True)
        if open_until is not None and open_until < _at(today + timedelta(days=ahead), DAY_END):
            return OpenState(True, closes_at=open_until)
    return OpenState(open_until is not None, closes_at=open_until)


def _spans(
    hours: Hours, day: date, closed_days: Collection[tuple[int, int]], always: bool
) -> list[tuple[datetime, datetime]]:
    if not always and holiday(day, closed_days):
        return []
    return [(_at(day, start), _at(day, end)) for start, end in hours.get(WEEKDAYS[day.weekday()], ())]


def _at(day: date, minutes: int) -> datetime:
    """The moment when the clock on the wall shows this; 1440 is midnight of the next day."""
    if minutes == DAY_END:
        day, minutes = day + timedelta(days=1), 0
    return datetime.combine(day, time(minutes // 60, minutes % 60), COPENHAGEN).astimezone(UTC)
