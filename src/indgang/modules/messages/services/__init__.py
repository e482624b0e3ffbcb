"""The deeds of messages."""

from indgang.modules.messages.services.applying import ReceiptTaken, apply_orphans, take_receipt
from indgang.modules.messages.services.climbing import climb
from indgang.modules.messages.services.contact_points import load_contact_points
from indgang.modules.messages.services.envelopes import Proof, Sealed, verify
from indgang.modules.messages.services.files import press, remove_orphan_files
from indgang.modules.messages.services.letter_files import letter_of, read_letter
from indgang.modules.messages.services.notices import CodeNotSent, NotThere, can_notify, send_code
from indgang.modules.messages.services.ports import connect
from indgang.modules.messages.services.post import PROVIDER as POST_PROVIDER
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
from indgang.modules.messages.services.sms_receipts import listen_for_sms
from indgang.modules.messages.services.sweeping import Swept, deliver_planned, sweep
from indgang.modules.messages.services.templates import (
    UnknownPlaceholder,
    UnknownTemplate,
    actions_of,
    compose,
    register_letters,
    template_id,
)
from indgang.modules.messages.services.ways import way_for

__all__ = [
    "AT_ONCE",
    "POST_PROVIDER",
    "CannotMerge",
    "CannotReply",
    "CodeNotSent",
    "MayNotPrint",
    "NotOnItsWay",
    "NotThere",
    "NothingToPrint",
    "OpenedAlready",
    "Proof",
    "ReceiptTaken",
    "SayWhy",
    "Sealed",
    "Swept",
    "UnknownPlaceholder",
    "UnknownTemplate",
    "actions_of",
    "apply_orphans",
    "can_notify",
    "climb",
    "compose",
    "connect",
    "deliver_planned",
    "letter_of",
    "listen_for_sms",
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
    "send_code",
    "sweep",
    "take_receipt",
    "template_id",
    "verify",
    "wait_again",
    "way_for",
]
