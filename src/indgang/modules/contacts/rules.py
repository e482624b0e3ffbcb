"""Rules of the ledger that need no database."""

import hashlib
import hmac
from datetime import date, datetime, timedelta

from indgang.kernel.clock import COPENHAGEN

JOURNEY_STAYS_OPEN = timedelta(days=60)
KEY_OUTLIVES_ITS_YEAR = timedelta(days=60)


def year_of(at: datetime) -> int:
    """The year in Copenhagen: the key of a party changes at local midnight."""
    return at.astimezone(COPENHAGEN).year


def last_day(year: int) -> date:
    return date(year, 12, 31)


def key_may_be_used(year: int, today: date) -> bool:
    """Whether the key of a year is still kept, or may be made. Later the year's rows have no party."""
    return today <= last_day(year) + KEY_OUTLIVES_ITS_YEAR


def party_key(party: str, key: bytes) -> str:
    """What stands in the ledger instead of a party (`person:<id>`): HMAC-SHA256, 64 hexadecimal digits."""
    return hmac.new(key, party.encode(), hashlib.sha256).hexdigest()
