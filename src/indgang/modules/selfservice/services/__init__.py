"""The deeds of self-service."""

from indgang.modules.selfservice.services.answering import answer
from indgang.modules.selfservice.services.beginning import begin
from indgang.modules.selfservice.services.content import check_solution, load_solutions
from indgang.modules.selfservice.services.examples import Worked, run_examples
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
    "Worked",
    "answer",
    "begin",
    "check_solution",
    "delete_draft",
    "expire_drafts",
    "load_solutions",
    "run_examples",
    "submit",
    "try_out",
]
