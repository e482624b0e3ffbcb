"""Clock time to UTC as SQL, from the zone's own list of changes: exact, and no dearer than a comparison."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Change:
    """The moment (UTC, without zone) from which a zone is `after` seconds ahead of UTC; before it `before`."""

    at: datetime
    before: int
    after: int

    @property
    def unclear(self) -> tuple[datetime, datetime]:
        """The clock times (from, until) that are there twice, or not at all, when the clock is changed."""
        one = self.at + timedelta(seconds=self.before)
        other = self.at + timedelta(seconds=self.after)
        return min(one, other), max(one, other)

    @property
    def forward(self) -> bool:
        return self.after > self.before


def changes(zone: ZoneInfo, first: date, last: date) -> tuple[int, tuple[Change, ...]]:
    """Seconds ahead of UTC two days before `first`, and every change until two days after `last`."""
    day = datetime(first.year, first.month, first.day) - timedelta(days=2)  # noqa: DTZ001 - UTC, as DuckDB holds it
    end = datetime(last.year, last.month, last.day) + timedelta(days=2)  # noqa: DTZ001
    begin = now = _ahead(zone, day)
    found = []
    while day < end:
        after = _ahead(zone, day + timedelta(days=1))
        if after != now:
            found.append(Change(_moment(zone, day, now), now, after))
            now = after
        day += timedelta(days=1)
    return begin, tuple(found)


def _ahead(zone: ZoneInfo, utc: datetime) -> int:
    offset = utc.replace(tzinfo=UTC).astimezone(zone).utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0


def _moment(zone: ZoneInfo, day: datetime, before: int) -> datetime:
    seconds = bisect_right(range(86400), before, key=lambda second: _sign(zone, day, second, before))
    return day + timedelta(seconds=seconds)


def _sign(zone: ZoneInfo, day: datetime, second: int, before: int) -> int:
    """`before` until the change and a larger number after it: what bisection needs."""
    return before if _ahead(zone, day + timedelta(seconds=second)) == before else before + 1


def _literal(at: datetime) -> str:
    return f"TIMESTAMP '{at:%Y-%m-%d %H:%M:%S}'"


def seconds_ahead(column: str, begin: int, found: tuple[Change, ...], *, local: bool) -> str:
    """SQL: how many seconds a clock is ahead of UTC. `column` is clock time when `local`, else UTC.

    A clock time that is there twice counts as the earlier; one that is not there as if the clock had gone on.
    """
    if not found:
        return str(begin)
    middle = len(found) // 2
    change = found[middle]
    at = change.at + timedelta(seconds=change.before) if local else change.at
    if local and not change.forward:
        at = change.unclear[1]
    left = seconds_ahead(column, begin, found[:middle], local=local)
    right = seconds_ahead(column, change.after, found[middle + 1 :], local=local)
    return f"CASE WHEN {column} < {_literal(at)} THEN {left} ELSE {right} END"


def during(column: str, found: tuple[Change, ...], *, forward: bool) -> str:
    """SQL: whether a clock time is in an hour that is not there (`forward`), or there twice."""
    hours = [
        f"({column} >= {_literal(change.unclear[0])} AND {column} < {_literal(change.unclear[1])})"
        for change in found
        if change.forward is forward
    ]
    return " OR ".join(hours) if hours else "false"
