"""The words of a contact while it lasts, and of the calls that we owe."""

from enum import StrEnum

from indgang.kernel.text import Text


class RunningState(StrEnum):
    """Where a contact is while it lasts."""

    OPEN = "open"
    HANDED_OVER = "handed_over"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class IdCheck(StrEnum):
    """How we know who we talk to; empty: we do not yet."""

    NONE = ""
    PHOTO_ID = "photo_id"
    QUESTIONS = "control_questions"
    SCREEN = "screen"
    SIGNED = "signed_form"


ID_CHECK_NAMES = {
    IdCheck.NONE: Text("Ikke kontrolleret", "Not checked"),
    IdCheck.PHOTO_ID: Text("Billed-id", "Photo ID"),
    IdCheck.QUESTIONS: Text("Kontrolspørgsmål", "Control questions"),
    IdCheck.SCREEN: Text("Bekræftet på borgerens egen skærm", "Confirmed on the citizen's own screen"),
    IdCheck.SIGNED: Text("Underskrevet på papir", "Signed on paper"),
}


class RunningStepKind(StrEnum):
    """What can happen in a contact."""

    BEGUN = "begun"
    OPENED = "opened"
    IDENTIFIED = "identified"
    REFUSED = "refused"
    CHECKED = "checked"
    UNMASKED = "unmasked"
    CONFIRMED = "confirmed"
    HANDED_OVER = "handed_over"
    TAKEN = "taken"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class CallBackState(StrEnum):
    """Where a call that we owe is."""

    OPEN = "open"
    TAKEN = "taken"
    DONE = "done"
    GIVEN_UP = "given_up"
