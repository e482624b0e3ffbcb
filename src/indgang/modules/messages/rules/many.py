"""Rules of a letter to many: which step follows which, and how many may be written now."""

from datetime import datetime, timedelta

from indgang.modules.messages.vocabulary import BulkState

B = BulkState

# From -> to: see models/bulk.py, where the database keeps the same table.
BULK_STEPS: dict[BulkState, frozenset[BulkState]] = {
    B.DRAFT: frozenset({B.READY, B.STOPPED}),
    B.READY: frozenset({B.RUNNING, B.STOPPED}),
    B.RUNNING: frozenset({B.PAUSED, B.DONE, B.STOPPED}),
    B.PAUSED: frozenset({B.RUNNING, B.STOPPED}),
    B.DONE: frozenset(),
    B.STOPPED: frozenset(),
}
BURST = 10
"""Seconds of a run's pace that may be written at once."""
QUIET = timedelta(minutes=5)
"""So long a running one may be silent before its worker is taken to be dead."""


def bulk_sources_of(new: BulkState) -> list[str]:
    """The states from which `new` can be reached, as they are kept."""
    return [old.value for old, follow in BULK_STEPS.items() if new in follow]


def share(per_minute: int, seen_at: datetime | None, now: datetime, most: int) -> int:
    """How many may be written now, at most `most`. `per_minute` 0: no limit. `seen_at`: when some were last written.

    A clock that was turned back counts as a long wait. Never more than the pace of `BURST` seconds, so that a pause
    is not made up for afterwards.
    """
    if per_minute <= 0:
        return most
    burst = min(most, max(1, per_minute * BURST // 60))
    if seen_at is None or seen_at > now:
        return burst
    return min(burst, int((now - seen_at).total_seconds() * per_minute / 60))


def wait_for(per_minute: int, most: int) -> float:
    """Seconds until the next share of a run is due; 0 without a limit."""
    if per_minute <= 0:
        return 0.0
    return min(most, max(1, per_minute * BURST // 60)) * 60 / per_minute
