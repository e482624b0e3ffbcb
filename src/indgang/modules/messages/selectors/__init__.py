"""The questions of messages."""

from indgang.modules.messages.selectors.inbox import (
    DeliveryInfo,
    LetterFileInfo,
    MessageDetail,
    MessageInfo,
    deliveries_of,
    file_path,
    for_case,
    inbox,
    letter_file,
    letters_folder,
    message,
    sheet_of,
)
from indgang.modules.messages.selectors.printing import (
    PaperLetter,
    PrintList,
    letter_on_paper,
    letters_in_envelopes,
    letters_to_print,
    on_paper_for,
    paper_in_words,
)
from indgang.modules.messages.selectors.trace import Trace, state_of

__all__ = [
    "DeliveryInfo",
    "LetterFileInfo",
    "MessageDetail",
    "MessageInfo",
    "PaperLetter",
    "PrintList",
    "Trace",
    "deliveries_of",
    "file_path",
    "for_case",
    "inbox",
    "letter_file",
    "letter_on_paper",
    "letters_folder",
    "letters_in_envelopes",
    "letters_to_print",
    "message",
    "on_paper_for",
    "paper_in_words",
    "sheet_of",
    "state_of",
]
