"""Rules of messages that need no database."""

from indgang.modules.messages.rules.filling import (
    PLACEHOLDER,
    bad_placeholders,
    fill,
    placeholders_in,
    stray_braces,
    texts_of,
)
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
    "FINAL",
    "LADDER_STEPS",
    "LEASE",
    "MAX_ATTEMPTS",
    "PLACEHOLDER",
    "TRANSITIONS",
    "bad_placeholders",
    "fill",
    "ladder_sources_of",
    "may_follow",
    "next_attempt",
    "placeholders_in",
    "sources_of",
    "stray_braces",
    "texts_of",
]
