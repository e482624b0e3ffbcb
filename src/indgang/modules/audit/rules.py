"""Rules of the trail that need no database."""

import hashlib
import hmac
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from heapq import nsmallest
from uuid import UUID

from indgang.kernel.clock import COPENHAGEN


def week_of(day: date) -> tuple[datetime, datetime]:
    """From Monday to Monday in Copenhagen, around a day."""
    monday = day - timedelta(days=day.weekday())
    return day_of(monday)[0], day_of(monday + timedelta(days=7))[0]


def day_of(day: date) -> tuple[datetime, datetime]:
    """From midnight to midnight in Copenhagen."""
    start = datetime.combine(day, time(), COPENHAGEN)
    return start, datetime.combine(day + timedelta(days=1), time(), COPENHAGEN)


def drawn(ids: Iterable[UUID], *, count: int, of: datetime, key: str) -> list[UUID]:
    """`count` of them by lot, the same every time: who draws can neither choose nor draw again.

    The lot is HMAC-SHA256 of the week and the id with a key of the installation. A larger draw holds the smaller one.
    """
    week = of.astimezone(UTC).isoformat().encode()

    def lot(one: UUID) -> bytes:
        return hmac.new(key.encode(), week + one.bytes, hashlib.sha256).digest()

    return nsmallest(count, ids, key=lot)
