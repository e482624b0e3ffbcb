"""Identifiers. UUID version 7 (RFC 9562): unique without asking a database, and sorted by time."""

import secrets
import time
import uuid
from datetime import timedelta


def new_id() -> uuid.UUID:
    """A fresh UUIDv7: 48 bits of milliseconds, 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & ((1 << 48) - 1)) << 80 | 0x7 << 76 | secrets.randbits(12) << 64
    return uuid.UUID(int=value | 0b10 << 62 | secrets.randbits(62))


def id_of(age: timedelta) -> uuid.UUID:
    """The smallest id of a moment so long ago, by the machine's clock as `new_id`, not by a demo's."""
    milliseconds = time.time_ns() // 1_000_000 - int(age.total_seconds() * 1000)
    return uuid.UUID(int=max(milliseconds, 0) << 80)
