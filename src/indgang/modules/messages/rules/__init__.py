"""Rules of messages that need no database."""

from indgang.modules.messages.rules.filling import (
    PLACEHOLDER,
    bad_placeholders,
    fill,
    placeholders_in,
    stray_braces,
    texts_of,
)
from indgang.modules.messages.rules.many import BULK_STEPS, QUIET, bulk_sources_of, share, wait_for
from indgang.modules.messages.rules.retry import LEASE, MAX_ATTEMPTS, next_attempt
from indgang.modules.messages.rules.states import (
    FINAL,
    LADDER_STEPS,
    TRANSITIONS,
    ladder_sources_of,
    may_follow,
    sources_of,
)

__all__ = [
    "BULK_STEPS",
    "FINAL",
    "LADDER_STEPS",
    "LEASE",
    "MAX_ATTEMPTS",
    "PLACEHOLDER",
    "QUIET",
    "TRANSITIONS",
    "bad_placeholders",
    "bulk_sources_of",
    "fill",
    "ladder_sources_of",
    "may_follow",
    "next_attempt",
    "placeholders_in",
    "share",
    "sources_of",
    "stray_braces",
    "texts_of",
    "wait_for",
]
