"""When to try again, and when somebody else may take over."""

from datetime import datetime, timedelta

MAX_ATTEMPTS = 6
LEASE = timedelta(minutes=10)
_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=6)


def next_attempt(attempts: int, now: datetime) -> datetime | None:
    """When to try again after `attempts` failures: 30 s, then four times as long each time, 6 h at most.

    None: give up.
    """
    if attempts >= MAX_ATTEMPTS:
        return None
    wait = timedelta(seconds=_FIRST_WAIT.total_seconds() * 4 ** max(attempts - 1, 0))
    return now + min(wait, _LONGEST_WAIT)
