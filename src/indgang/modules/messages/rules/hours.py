"""When we may ask for somebody's attention, and when letters leave. Times of day are Copenhagen's, moments UTC."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta

from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.deadlines import next_open

Closed = Collection[tuple[int, int]]


def _moment(day: date, at: time) -> datetime:
    """A time of day as a moment. A time that the clock skips in March is the one an hour later; of a time that it
    shows twice in October, the first."""
    return datetime.combine(day, at, COPENHAGEN).astimezone(UTC)


def day_of(at: datetime) -> date:
    """The day in Copenhagen."""
    return at.astimezone(COPENHAGEN).date()


def next_allowed(now: datetime, since: time, until: time, closed: Closed = ()) -> datetime:
    """The first moment, from now on, on an open day from `since` until just before `until`.

    A notice that asks for attention waits for it. Raises ValueError when no time of day is left.
    """
    if since >= until:
        raise ValueError("No time of day is left between the two.")
    local = now.astimezone(COPENHAGEN)
    day = local.date()
    if next_open(day, closed) == day:
        if since <= local.time() < until:
            return now
        if local.time() < since:
            return _moment(day, since)
    return _moment(next_open(day + timedelta(days=1), closed), since)


def next_run(now: datetime, at: time, closed: Closed = ()) -> datetime:
    """When the next letters leave: `at` on an open day, from now on."""
    day = next_open(day_of(now), closed)
    moment = _moment(day, at)
    return moment if moment >= now else _moment(next_open(day + timedelta(days=1), closed), at)


def end_of(day: date) -> datetime:
    """The moment when a day is over."""
    return _moment(day + timedelta(days=1), time())


def time_of(text: object) -> time | None:
    """`07:00` of the content as a time; None for anything else."""
    try:
        return time.fromisoformat(text) if isinstance(text, str) else None
    except ValueError:
        return None
