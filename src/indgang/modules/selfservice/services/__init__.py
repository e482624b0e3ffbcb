"""The deeds of self-service."""

from indgang.modules.selfservice.services.answering import answer
from indgang.modules.selfservice.services.beginning import begin
from indgang.modules.selfservice.services.content import load_solutions
from indgang.modules.selfservice.services.expiring import delete_draft, expire_drafts
from indgang.modules.selfservice.services.results import (
    AlreadySent,
    DraftChanged,
    DraftExpired,
    FieldConflict,
    HandedOver,
    NotFinished,
    NotForYou,
    SaveResult,
    SubmissionInfo,
    UnknownSolution,
)
from indgang.modules.selfservice.services.submitting import submit
from indgang.modules.selfservice.services.trying import BadTrial, Trial, try_out

__all__ = [
    "AlreadySent",
    "BadTrial",
    "DraftChanged",
    "DraftExpired",
    "FieldConflict",
    "HandedOver",
    "NotFinished",
    "NotForYou",
    "SaveResult",
    "SubmissionInfo",
    "Trial",
    "UnknownSolution",
    "answer",
    "begin",
    "delete_draft",
    "expire_drafts",
    "load_solutions",
    "submit",
    "try_out",
]
