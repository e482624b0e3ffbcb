"""The deeds of cases."""

from indgang.modules.cases.services.asking import ask, receive_letter, receive_reply
from indgang.modules.cases.services.attaching import (
    answer,
    attach,
    opened,
    send_files,
    take_enclosed,
    take_out,
    take_over_files,
)
from indgang.modules.cases.services.automatic import OnlyFullGrants, decide_automatically
from indgang.modules.cases.services.correcting import corrects
from indgang.modules.cases.services.deciding import DayIsPast, NotGoodEnough, NotHeard, decide
from indgang.modules.cases.services.following import send_due_messages
from indgang.modules.cases.services.handling import finish_task, forward, note, reopen, take
from indgang.modules.cases.services.hearing import end_hearings, hear
from indgang.modules.cases.services.opening import open
from indgang.modules.cases.services.others import file_document, hold, new_finding, read_answer, withdraw
from indgang.modules.cases.services.paying import look_at, look_at_payment, payment_is_settled
from indgang.modules.cases.services.reassigning import give_case
from indgang.modules.cases.services.renewing import prepare_anew
from indgang.modules.cases.services.reviewing import (
    AnswerFirst,
    NotAutomatic,
    answer_review,
    ask_for_review,
)
from indgang.modules.cases.services.sampling import OwnEntry, answer_sample
from indgang.modules.cases.services.shared import (
    BadInput,
    NotAllowed,
    StaleCase,
    TakeFirst,
    WrongState,
)
from indgang.modules.cases.services.undelivered import note_arrived, note_came_back, note_undelivered

__all__ = [
    "AnswerFirst",
    "BadInput",
    "DayIsPast",
    "NotAllowed",
    "NotAutomatic",
    "NotGoodEnough",
    "NotHeard",
    "OnlyFullGrants",
    "OwnEntry",
    "StaleCase",
    "TakeFirst",
    "WrongState",
    "answer",
    "answer_review",
    "answer_sample",
    "ask",
    "ask_for_review",
    "attach",
    "corrects",
    "decide",
    "decide_automatically",
    "end_hearings",
    "file_document",
    "finish_task",
    "forward",
    "give_case",
    "hear",
    "hold",
    "look_at",
    "look_at_payment",
    "new_finding",
    "note",
    "note_arrived",
    "note_came_back",
    "note_undelivered",
    "open",
    "opened",
    "payment_is_settled",
    "prepare_anew",
    "read_answer",
    "receive_letter",
    "receive_reply",
    "reopen",
    "send_due_messages",
    "send_files",
    "take",
    "take_enclosed",
    "take_out",
    "take_over_files",
    "withdraw",
]
