"""The deeds of the catalogue."""

from indgang.modules.catalogue.services.content import load_catalogue
from indgang.modules.catalogue.services.feedback import (
    AnsweredAlready,
    BadFeedback,
    answer_feedback,
    give_feedback,
    note_answers_seen,
)

__all__ = [
    "AnsweredAlready",
    "BadFeedback",
    "answer_feedback",
    "give_feedback",
    "load_catalogue",
    "note_answers_seen",
]
