"""When to try again, and when somebody else may take over."""

from datetime import datetime, timedelta
from random import Random

MAX_ATTEMPTS = 6
NOTICE_ATTEMPTS = 3
"""A notice that is late says nothing any more."""
LEASE = timedelta(minutes=10)
UNKNOWN_WAIT = timedelta(minutes=30)
"""So long we wait for a receipt of what we may not send again, before we say that we do not know."""
_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=6)
_JITTER = 0.2


def next_attempt(
    attempts: int, now: datetime, rng: Random | None = None, *, at_most: int = MAX_ATTEMPTS
) -> datetime | None:
    """When to try again after `attempts` failures: 30 s, then four times as long each time, 6 h at most.

    With `rng` a fifth more or less, so that a thousand that failed together do not come back together.
    None: give up.
    """
    if attempts >= at_most:
        return None
    wait = min(timedelta(seconds=_FIRST_WAIT.total_seconds() * 4 ** max(attempts - 1, 0)), _LONGEST_WAIT)
    if rng is not None:
        wait *= rng.uniform(1 - _JITTER, 1 + _JITTER)
    return now + wait
