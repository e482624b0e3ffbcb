"""A file of many: taken in, checked row by row, and sent row by row once somebody says so."""

from indgang.modules.selfservice.services.many.stepping import restart_files, work_on
from indgang.modules.selfservice.services.many.taking import (
    NoFileHere,
    SentBefore,
    SentMeanwhile,
    discard_file,
    send_file,
    take_file,
)

__all__ = [
    "NoFileHere",
    "SentBefore",
    "SentMeanwhile",
    "discard_file",
    "restart_files",
    "send_file",
    "take_file",
    "work_on",
]
