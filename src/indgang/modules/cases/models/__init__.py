"""The tables of cases."""

from indgang.modules.cases.models.case import Case, CaseCounter
from indgang.modules.cases.models.decision import Decision
from indgang.modules.cases.models.due_message import DueMessage
from indgang.modules.cases.models.hearing import Hearing
from indgang.modules.cases.models.sample import Sample, SampleAnswer
from indgang.modules.cases.models.trail import FilingEntry, Note, Step, Task

__all__ = [
    "Case",
    "CaseCounter",
    "Decision",
    "DueMessage",
    "FilingEntry",
    "Hearing",
    "Note",
    "Sample",
    "SampleAnswer",
    "Step",
    "Task",
]
