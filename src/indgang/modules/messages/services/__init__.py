"""The deeds of messages."""

from indgang.modules.messages.services.applying import ReceiptTaken, apply_orphans, take_receipt
from indgang.modules.messages.services.at_once import decide_ways
from indgang.modules.messages.services.climbing import climb
from indgang.modules.messages.services.contact_points import load_contact_points
from indgang.modules.messages.services.envelopes import Proof, Sealed, verify
from indgang.modules.messages.services.files import press, remove_orphan_files
from indgang.modules.messages.services.inbound import (
    LARGEST_INBOUND,
    AlreadyDone,
    BadAnswerText,
    CannotAnswer,
    CaseRef,
    GoneFromStore,
    InboundTaken,
    Opened,
    SayWhyAside,
    answer_inbound,
    link_to_case,
    memo_name,
    open_inbound,
    open_inbound_file,
    set_inbound_aside,
    take_inbound,
    understand_stored,
)
from indgang.modules.messages.services.letter_files import fill_letter, letter_of, load_letters, read_letter
from indgang.modules.messages.services.listening import empty as empty_mailbox
from indgang.modules.messages.services.listening import mailboxes
from indgang.modules.messages.services.notices import CodeNotSent, NotThere, can_notify, send_code
from indgang.modules.messages.services.ports import Silent, connect
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
from indgang.modules.messages.services.remedies import (
    AlreadyArrived,
    NoRemedy,
    send_as_letter,
    tell_otherwise,
    try_again,
)
from indgang.modules.messages.services.reminders import plan_reminders
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
from indgang.modules.messages.services.writing import CannotWrite, write_to_us, writing_basket

__all__ = [
    "AT_ONCE",
    "LARGEST_INBOUND",
    "POST_PROVIDER",
    "AlreadyArrived",
    "AlreadyDone",
    "BadAnswerText",
    "CannotAnswer",
    "CannotMerge",
    "CannotReply",
    "CannotWrite",
    "CaseRef",
    "CodeNotSent",
    "GoneFromStore",
    "InboundTaken",
    "MayNotPrint",
    "NoRemedy",
    "NotOnItsWay",
    "NotThere",
    "NothingToPrint",
    "Opened",
    "OpenedAlready",
    "Proof",
    "ReceiptTaken",
    "SayWhy",
    "SayWhyAside",
    "Sealed",
    "Silent",
    "Swept",
    "UnknownPlaceholder",
    "UnknownTemplate",
    "actions_of",
    "answer_inbound",
    "apply_orphans",
    "can_notify",
    "climb",
    "compose",
    "connect",
    "decide_ways",
    "deliver_planned",
    "empty_mailbox",
    "fill_letter",
    "letter_of",
    "link_to_case",
    "listen_for_sms",
    "load_contact_points",
    "load_letters",
    "mailboxes",
    "mark_read",
    "mark_unread",
    "memo_name",
    "note_printed",
    "note_returned",
    "open_for_print",
    "open_inbound",
    "open_inbound_file",
    "plan_reminders",
    "press",
    "print_file",
    "read_letter",
    "register_letters",
    "remove_orphan_files",
    "reply",
    "send",
    "send_as_letter",
    "send_code",
    "set_inbound_aside",
    "sweep",
    "take_inbound",
    "take_receipt",
    "tell_otherwise",
    "template_id",
    "try_again",
    "understand_stored",
    "verify",
    "wait_again",
    "way_for",
    "write_to_us",
    "writing_basket",
]
