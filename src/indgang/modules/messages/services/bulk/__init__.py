"""A letter to many: made from a list, started, paused, stopped, and written step by step."""

from indgang.modules.messages.services.bulk.deeds import (
    CannotNow,
    SayWhyStopped,
    pause,
    resume,
    start,
    stop,
)
from indgang.modules.messages.services.bulk.lists import BadList, Rejected, Wanted, read_list
from indgang.modules.messages.services.bulk.making import (
    NobodyLeft,
    NoSuchLetter,
    TooLong,
    forget_drafts,
    make_bulk,
)
from indgang.modules.messages.services.bulk.stepping import restart, step

__all__ = [
    "BadList",
    "CannotNow",
    "NoSuchLetter",
    "NobodyLeft",
    "Rejected",
    "SayWhyStopped",
    "TooLong",
    "Wanted",
    "forget_drafts",
    "make_bulk",
    "pause",
    "read_list",
    "restart",
    "resume",
    "start",
    "step",
    "stop",
]
