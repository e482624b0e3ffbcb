"""The questions of audit."""

from indgang.modules.audit.rules import day_of, week_of
from indgang.modules.audit.selectors.looks import (
    CheckInfo,
    Look,
    LookFilter,
    LookPage,
    checks_of,
    look,
    looks,
    revealed,
    sample,
)
from indgang.modules.audit.selectors.trail import Trace, about

__all__ = [
    "CheckInfo",
    "Look",
    "LookFilter",
    "LookPage",
    "Trace",
    "about",
    "checks_of",
    "day_of",
    "look",
    "looks",
    "revealed",
    "sample",
    "week_of",
]
