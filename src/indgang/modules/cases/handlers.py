"""What cases do when something happens below: project/wiring.py connects them."""

from indgang.kernel.errors import NotYours
from indgang.modules.cases import services
from indgang.modules.cases.models import Case
from indgang.modules.contacts.events import ContactClosed
from indgang.modules.identity import selectors as identity
from indgang.modules.messages.events import (
    DeliveryFailed,
    LetterCameBack,
    MessageArrived,
    MessageReceived,
    ReplyReceived,
)

PREFIX = "case:"


def on_reply(event: ReplyReceived) -> None:
    """The party answered a message that belongs to a case; files may have come with it by post."""
    if event.case_key.startswith(PREFIX):
        case_id = event.case_key.removeprefix(PREFIX)
        services.receive_reply(case_id=case_id, reply_id=event.reply_id)
        services.take_enclosed(case_id=case_id, message_id=event.reply_id)


def on_message_received(event: MessageReceived) -> None:
    """Somebody wrote about a case of their own accord."""
    if event.case_key.startswith(PREFIX):
        case_id = event.case_key.removeprefix(PREFIX)
        services.receive_letter(case_id=case_id, message_id=event.message_id)
        services.take_enclosed(case_id=case_id, message_id=event.message_id)


def on_delivery_failed(event: DeliveryFailed) -> None:
    """A letter of a case did not arrive: somebody gets a task."""
    if event.case_key.startswith(PREFIX):
        services.note_undelivered(
            case_id=event.case_key.removeprefix(PREFIX), message_id=event.message_id, cause=event.cause
        )


def on_came_back(event: LetterCameBack) -> None:
    """A letter of a case came back: the same task, and whether there is a new address."""
    if event.case_key.startswith(PREFIX):
        services.note_came_back(
            case_id=event.case_key.removeprefix(PREFIX),
            message_id=event.message_id,
            new_address=event.new_address,
        )


def on_arrived(event: MessageArrived) -> None:
    """A letter of a case arrived: its task is done, and the time to complain is counted from that day."""
    if event.case_key.startswith(PREFIX):
        services.note_arrived(
            case_id=event.case_key.removeprefix(PREFIX),
            message_id=event.message_id,
            legal_day=event.legal_day,
        )


def on_contact_closed(event: ContactClosed) -> None:
    """What was noted in a call or a visit is written on the case.

    A case that is not theirs, or of another matter than the contact's, undoes the whole deed: raises NotYours.
    """
    if not event.notes:
        return
    by = identity.employee(event.employee_id)
    matter = set(Case.objects.filter(journey=event.journey_id).values_list("pk", flat=True))
    for note in event.notes:
        if event.journey_id is None or note.case_id not in matter:
            raise NotYours
        services.note(case_id=note.case_id, text=note.text, by=by, key=note.key)
