"""Identifiers. UUID version 7 (RFC 9562): unique without asking a database, and sorted by time.

What one process makes is in the order in which it was made, also within a millisecond and when the clock is set back.
"""

import secrets
import time
import uuid
from datetime import timedelta
from threading import Lock

_PARTS = 4096
"""So many parts of a millisecond are told apart: 12 bits, as in RFC 9562, section 6.2, method 3."""
_lock = Lock()
_last = 0


def new_id() -> uuid.UUID:
    """A fresh UUIDv7: 48 bits of milliseconds, 12 of their parts, 62 random bits; larger than this process's last."""
    global _last
    with _lock:
        _last = now = max(time.time_ns() * _PARTS // 1_000_000, _last + 1)
    milliseconds, part = divmod(now, _PARTS)
    value = (milliseconds & ((1 << 48) - 1)) << 80 | 0x7 << 76 | part << 64
    return uuid.UUID(int=value | 0b10 << 62 | secrets.randbits(62))


def id_of(age: timedelta) -> uuid.UUID:
    """The smallest id of a moment so long ago, by the machine's clock as `new_id`, not by a demo's."""
    milliseconds = time.time_ns() // 1_000_000 - int(age.total_seconds() * 1000)
    return uuid.UUID(int=max(milliseconds, 0) << 80)
