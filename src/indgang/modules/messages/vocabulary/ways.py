"""How a message travels, what became of it, and what somebody can do when it did not arrive."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from indgang.kernel.text import Text


class Way(StrEnum):
    """How a delivery travels.

    `inbox`: our own inbox, a copy for everybody. `digital_post`, `letter` (remote print) and `print` (our own printer
    and envelope) are the rungs of the ladder. `nemsms`, `sms` and `email` only say that there is something to read.
    """

    INBOX = "inbox"
    DIGITAL_POST = "digital_post"
    LETTER = "letter"
    PRINT = "print"
    NEMSMS = "nemsms"
    SMS = "sms"
    EMAIL = "email"


RUNGS = frozenset({Way.DIGITAL_POST, Way.LETTER, Way.PRINT})
NOTICES = frozenset({Way.NEMSMS, Way.SMS, Way.EMAIL})
WITH_CLAIM = frozenset({Way.DIGITAL_POST, Way.LETTER, Way.NEMSMS, Way.SMS, Way.EMAIL})  # they leave the house
REPEATABLE = frozenset({Way.DIGITAL_POST, Way.LETTER, Way.NEMSMS})  # the receiver knows a message by its uuid

WAY_NAMES = {
    Way.INBOX: Text("Min side", "My page"),
    Way.DIGITAL_POST: Text("Digital Post", "Digital Post"),
    Way.LETTER: Text("Brev med posten", "Letter by post"),
    Way.PRINT: Text("Brev fra vores egen printer", "Letter from our own printer"),
    Way.NEMSMS: Text("NemSMS", "NemSMS"),
    Way.SMS: Text("SMS", "Text message"),
    Way.EMAIL: Text("E-mail", "E-mail"),
}


class DeliveryState(StrEnum):
    PLANNED = "planned"
    SENDING = "sending"
    HANDED_OVER = "handed_over"
    DELIVERED = "delivered"
    OPENED = "opened"
    FAILED = "failed"
    RETURNED = "returned"
    REPLACED_BY = "replaced_by"


DELIVERY_STATE_NAMES = {
    DeliveryState.PLANNED: Text("På vej", "On its way"),
    DeliveryState.SENDING: Text("Bliver sendt nu", "Being sent now"),
    DeliveryState.HANDED_OVER: Text("Afleveret til post", "Handed to the post"),
    DeliveryState.DELIVERED: Text("Leveret", "Delivered"),
    DeliveryState.OPENED: Text("Læst", "Read"),
    DeliveryState.FAILED: Text("Kunne ikke sendes", "Could not be sent"),
    DeliveryState.RETURNED: Text("Kom retur", "Came back"),
    DeliveryState.REPLACED_BY: Text("Sendt på en anden måde", "Sent in another way"),
}


class LadderState(StrEnum):
    """Whether a message reached its party: one answer a message.

    `climbing`: on its way. `posted`: a letter is with the post, and is taken to have arrived when the days of carriage
    have passed. `arrived`. `failed`: somebody must do something. `told`: somebody told the party in another way.
    """

    CLIMBING = "climbing"
    ARRIVED = "arrived"
    POSTED = "posted"
    FAILED = "failed"
    TOLD = "told"


LADDER_STATE_NAMES = {
    LadderState.CLIMBING: Text("På vej", "On its way"),
    LadderState.ARRIVED: Text("Nået frem", "Arrived"),
    LadderState.POSTED: Text("Sendt med posten", "With the post"),
    LadderState.FAILED: Text("Ikke nået frem", "Did not arrive"),
    LadderState.TOLD: Text("Fortalt på en anden måde", "Told in another way"),
}


class Arrival(StrEnum):
    """How we know that a message arrived."""

    RECEIPT = "receipt"  # the receiver's system said so
    ASSUMED = "assumed"  # the days of carriage passed, and it did not come back
    STORED = "stored"  # it lies in our own inbox, where that is enough
    PERSON = "person"  # somebody told them


class Because(StrEnum):
    """Why a way was chosen."""

    REGISTERED = "registered"
    EXEMPT = "exempt"
    NOT_REGISTERED = "not_registered"
    WISHES_PAPER = "wishes_paper"
    UNDER_15 = "under_15"
    NO_RECEIPT = "no_receipt"
    REFUSED = "refused"
    RETURNED = "returned"
    CHOSEN = "chosen"
    INBOX_ENOUGH = "inbox_enough"
    NOT_CONNECTED = "not_connected"
    WISHED = "wished"
    SILENT = "silent"


BECAUSE_NAMES = {
    Because.REGISTERED: Text("modtageren har Digital Post", "the receiver has Digital Post"),
    Because.EXEMPT: Text(
        "modtageren er fritaget for Digital Post", "the receiver is exempt from Digital Post"
    ),
    Because.NOT_REGISTERED: Text("modtageren har ikke Digital Post", "the receiver has no Digital Post"),
    Because.WISHES_PAPER: Text("modtageren ønsker brev på papir", "the receiver wishes letters on paper"),
    Because.UNDER_15: Text("modtageren er under 15 år", "the receiver is under 15"),
    Because.NO_RECEIPT: Text("vi fik ingen kvittering i tide", "we got no receipt in time"),
    Because.REFUSED: Text("den første måde blev afvist", "the first way was refused"),
    Because.RETURNED: Text("det første brev kom retur", "the first letter came back"),
    Because.CHOSEN: Text("en medarbejder valgte det", "a member of staff chose it"),
    Because.INBOX_ENOUGH: Text("beskeden står på Min side", "the message is on My page"),
    Because.NOT_CONNECTED: Text("kommunen har ikke koblet Digital Post til", "Digital Post is not connected"),
    Because.WISHED: Text("modtageren har bedt om det", "the receiver asked for it"),
    Because.SILENT: Text("Digital Post svarede ikke i tide", "Digital Post did not answer in time"),
}


class Cause(StrEnum):
    """Why a delivery was given up."""

    NO_WAY = "no_way"
    NO_ADDRESS = "no_address"
    NO_PDF = "no_pdf"
    TOO_LARGE = "too_large"
    NOT_VALID = "not_valid"
    REFUSED = "refused"
    NOT_REGISTERED = "not_registered"
    UNAVAILABLE = "unavailable"
    NO_RECEIPT = "no_receipt"
    UNKNOWN_OUTCOME = "unknown_outcome"
    PRINT_FAILED = "print_failed"
    RETURNED = "returned"
    BAD_NUMBER = "bad_number"
    BAD_MAIL_ADDRESS = "bad_mail_address"
    EXPIRED = "expired"


CAUSE_NAMES = {
    Cause.NO_WAY: Text("Vi har ingen måde at sende på.", "We have no way of sending it."),
    Cause.NO_ADDRESS: Text("Vi kender ingen adresse.", "We know no address."),
    Cause.NO_PDF: Text("Brevet kunne ikke laves som PDF.", "The letter could not be made as a PDF."),
    Cause.TOO_LARGE: Text("Brevet fylder for meget.", "The letter is too large."),
    Cause.NOT_VALID: Text("Brevet følger ikke formatet.", "The letter does not follow the format."),
    Cause.REFUSED: Text("Modtagerens system sagde nej.", "The receiver's system said no."),
    Cause.NOT_REGISTERED: Text("Modtageren har ikke Digital Post.", "The receiver has no Digital Post."),
    Cause.UNAVAILABLE: Text(
        "Systemet svarede ikke i flere forsøg.", "The system did not answer in several attempts."
    ),
    Cause.NO_RECEIPT: Text("Vi fik ingen kvittering.", "We got no receipt."),
    Cause.UNKNOWN_OUTCOME: Text("Vi ved ikke, om den kom frem.", "We do not know whether it arrived."),
    Cause.PRINT_FAILED: Text("Brevet kunne ikke printes.", "The letter could not be printed."),
    Cause.RETURNED: Text("Brevet kom retur.", "The letter came back."),
    Cause.BAD_NUMBER: Text("Nummeret virker ikke.", "The number does not work."),
    Cause.BAD_MAIL_ADDRESS: Text("E-mailadressen virker ikke.", "The e-mail address does not work."),
    Cause.EXPIRED: Text("Det blev for sent.", "It became too late."),
}


class Remedy(StrEnum):
    """What somebody can do about a message that did not arrive."""

    TRY_AGAIN = "try_again"
    SEND_LETTER = "send_letter"
    SEND_AGAIN_NEW_ADDRESS = "send_again_new_address"
    TOLD_THEM = "told_them"
    TELL_ADMINISTRATOR = "tell_administrator"


REMEDY_NAMES = {
    Remedy.TRY_AGAIN: Text("Prøv igen", "Try again"),
    Remedy.SEND_LETTER: Text("Send som brev", "Send as a letter"),
    Remedy.SEND_AGAIN_NEW_ADDRESS: Text(
        "Slå adressen op, og send igen", "Look up the address, and send again"
    ),
    Remedy.TOLD_THEM: Text("Jeg har fortalt det på en anden måde", "I have told them in another way"),
    Remedy.TELL_ADMINISTRATOR: Text("Fortæl det til jeres administrator", "Tell your administrator"),
}

REMEDIES: dict[Cause, tuple[Remedy, ...]] = {
    Cause.NO_WAY: (Remedy.SEND_LETTER, Remedy.TOLD_THEM),
    Cause.NO_ADDRESS: (Remedy.SEND_AGAIN_NEW_ADDRESS, Remedy.TOLD_THEM),
    Cause.NO_PDF: (Remedy.TRY_AGAIN, Remedy.TELL_ADMINISTRATOR, Remedy.TOLD_THEM),
    Cause.TOO_LARGE: (Remedy.SEND_LETTER, Remedy.TOLD_THEM),
    Cause.NOT_VALID: (Remedy.SEND_LETTER, Remedy.TELL_ADMINISTRATOR, Remedy.TOLD_THEM),
    Cause.REFUSED: (Remedy.SEND_LETTER, Remedy.TRY_AGAIN, Remedy.TOLD_THEM),
    Cause.NOT_REGISTERED: (Remedy.SEND_LETTER, Remedy.TOLD_THEM),
    Cause.UNAVAILABLE: (Remedy.TRY_AGAIN, Remedy.SEND_LETTER, Remedy.TOLD_THEM),
    Cause.NO_RECEIPT: (Remedy.SEND_LETTER, Remedy.TOLD_THEM),
    Cause.UNKNOWN_OUTCOME: (Remedy.SEND_LETTER, Remedy.TOLD_THEM),
    Cause.PRINT_FAILED: (Remedy.TRY_AGAIN, Remedy.TELL_ADMINISTRATOR, Remedy.TOLD_THEM),
    Cause.RETURNED: (Remedy.SEND_AGAIN_NEW_ADDRESS, Remedy.TOLD_THEM),
    Cause.BAD_NUMBER: (Remedy.TOLD_THEM,),
    Cause.BAD_MAIL_ADDRESS: (Remedy.TOLD_THEM,),
    Cause.EXPIRED: (Remedy.TOLD_THEM,),
}


class AttemptEnd(StrEnum):
    """How one attempt ended; a row with an empty end is still running, or its worker died."""

    ACCEPTED = "accepted"
    REPEATED = "repeated"  # the receiver had it already, by its uuid
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"  # not one byte of it was taken
    UNKNOWN = "unknown"  # it may have been taken


class ReceiptEffect(StrEnum):
    """What a receipt changed."""

    APPLIED = "applied"
    LATE = "late"  # true, but another way was there first
    LOWER = "lower"  # we knew more already
    UNKNOWN = "unknown"  # no delivery of ours answers to it, yet


class ReceiptKind(StrEnum):
    """What a receipt says. The statuses of the post have fixed ids (SF1601, PKO_PostStatus): see `RECEIPTS`."""

    POST_TAKEN = "post_taken"
    POST_DELIVERED = "post_delivered"
    PRINT_TAKEN = "print_taken"
    PRINT_READY = "print_ready"
    PRINT_HANDED_OVER = "print_handed_over"
    PRINT_SENT = "print_sent"
    PRINT_WITH_CARRIER = "print_with_carrier"
    UPDATED = "updated"  # a change of a letter underway: it came back
    FAILED = "failed"
    TAKEN = "taken"
    SMS_DELIVERED = "sms_delivered"
    SMS_FAILED = "sms_failed"
    MAIL_BOUNCED = "mail_bounced"
    NOTED = "noted"  # a member of staff wrote it down


@dataclass(frozen=True, slots=True)
class ReceiptInfo:
    """`rank`: a receipt of a lower rank than one we have changes nothing; order of arrival never counts."""

    kind: ReceiptKind
    words: Text
    rank: int


_INFO = {
    info.kind: info
    for info in (
        ReceiptInfo(ReceiptKind.POST_TAKEN, Text("Modtaget i Digital Post", "Received by Digital Post"), 1),
        ReceiptInfo(
            ReceiptKind.POST_DELIVERED, Text("Afleveret i Digital Post", "Delivered in Digital Post"), 4
        ),
        ReceiptInfo(ReceiptKind.PRINT_TAKEN, Text("Modtaget til print", "Received for print"), 1),
        ReceiptInfo(ReceiptKind.PRINT_READY, Text("Klar til print", "Ready for print"), 1),
        ReceiptInfo(
            ReceiptKind.PRINT_HANDED_OVER, Text("Printet og lagt i kuvert", "Printed and enveloped"), 1
        ),
        ReceiptInfo(ReceiptKind.PRINT_SENT, Text("Sendt til printeren", "Sent to the printer"), 1),
        ReceiptInfo(ReceiptKind.PRINT_WITH_CARRIER, Text("Hos postfirmaet", "With the carrier"), 3),
        ReceiptInfo(ReceiptKind.UPDATED, Text("Brevet kom retur", "The letter came back"), 4),
        ReceiptInfo(ReceiptKind.FAILED, Text("Fejlede hos modtageren", "Failed at the receiver"), 2),
        ReceiptInfo(ReceiptKind.TAKEN, Text("Modtaget", "Received"), 1),
        ReceiptInfo(ReceiptKind.SMS_DELIVERED, Text("SMS leveret", "Text message delivered"), 4),
        ReceiptInfo(ReceiptKind.SMS_FAILED, Text("SMS kunne ikke leveres", "Text message not delivered"), 2),
        ReceiptInfo(ReceiptKind.MAIL_BOUNCED, Text("E-mailen kom retur", "The e-mail came back"), 4),
        ReceiptInfo(ReceiptKind.NOTED, Text("Skrevet ned af en medarbejder", "Noted by staff"), 4),
    )
}


def receipt_info(kind: ReceiptKind) -> ReceiptInfo:
    """The words and the rank of a receipt."""
    return _INFO[kind]


# The statuses of the post, by the id of the action (SF1601, message type PKO_PostStatus).
RECEIPTS: dict[UUID, ReceiptKind] = {
    UUID("eb866ca2-b871-4387-b501-12cde577bd58"): ReceiptKind.POST_TAKEN,
    UUID("f7161a89-5068-4023-bc80-d7f4daad2a2e"): ReceiptKind.POST_DELIVERED,
    UUID("e225a75c-4b63-46c4-9423-77f5c8762445"): ReceiptKind.FAILED,
    UUID("db5a6025-caa3-45c3-8e02-4e6fa8142ade"): ReceiptKind.PRINT_SENT,
    UUID("dd98e71c-41ac-4305-a47b-8f86b00e639b"): ReceiptKind.PRINT_TAKEN,
    UUID("e2b30d57-504a-4e2e-ae2d-a1394a9cb0b8"): ReceiptKind.PRINT_READY,
    UUID("e3c0a021-2070-40d4-b7b7-754aeba762e9"): ReceiptKind.PRINT_HANDED_OVER,
    UUID("e94a0a8b-60a0-42ad-8b83-52c9e15d0fb3"): ReceiptKind.PRINT_WITH_CARRIER,
    UUID("f03904aa-df6e-417f-bd74-6a01a61adbcf"): ReceiptKind.FAILED,  # recalled: it never reached anybody
    UUID("f4e6eb11-0261-4198-8b5d-be92a9b1a35d"): ReceiptKind.UPDATED,
}
