"""The tables of self-service."""

from indgang.modules.selfservice.models.drafts import Answer, Draft
from indgang.modules.selfservice.models.submissions import Note, ReceiptCounter, Submission
from indgang.modules.selfservice.models.versions import SolutionVersion

__all__ = ["Answer", "Draft", "Note", "ReceiptCounter", "SolutionVersion", "Submission"]
