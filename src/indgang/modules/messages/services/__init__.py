"""The deeds of messages."""

from indgang.modules.messages.services.contact_points import load_contact_points
from indgang.modules.messages.services.delivering import deliver_planned
from indgang.modules.messages.services.files import press, remove_orphan_files
from indgang.modules.messages.services.letter_files import letter_of, read_letter
from indgang.modules.messages.services.print_files import CannotMerge, print_file
from indgang.modules.messages.services.printing import (
    AT_ONCE,
    MayNotPrint,
    NothingToPrint,
    NotOnItsWay,
    OpenedAlready,
    SayWhy,
    note_printed,
    note_returned,
    open_for_print,
    wait_again,
)
from indgang.modules.messages.services.reading import CannotReply, mark_read, mark_unread, reply
from indgang.modules.messages.services.sending import send
from indgang.modules.messages.services.templates import (
    UnknownPlaceholder,
    UnknownTemplate,
    actions_of,
    compose,
    register_letters,
    template_id,
)

__all__ = [
    "AT_ONCE",
    "CannotMerge",
    "CannotReply",
    "MayNotPrint",
    "NotOnItsWay",
    "NothingToPrint",
    "OpenedAlready",
    "SayWhy",
    "UnknownPlaceholder",
    "UnknownTemplate",
    "actions_of",
    "compose",
    "deliver_planned",
    "letter_of",
    "load_contact_points",
    "mark_read",
    "mark_unread",
    "note_printed",
    "note_returned",
    "open_for_print",
    "press",
    "print_file",
    "read_letter",
    "register_letters",
    "remove_orphan_files",
    "reply",
    "send",
    "template_id",
    "wait_again",
]
