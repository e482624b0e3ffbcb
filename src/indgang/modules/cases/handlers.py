"""What cases do when something happens below: project/wiring.py connects them."""

from indgang.modules.cases import services
from indgang.modules.contacts.events import ContactClosed
from indgang.modules.identity import selectors as identity
from indgang.modules.messages.events import ReplyReceived

PREFIX = "case:"


def on_reply(event: ReplyReceived) -> None:
    """The party answered a message that belongs to a case."""
    if event.case_key.startswith(PREFIX):
        services.receive_reply(case_id=event.case_key.removeprefix(PREFIX), reply_id=event.reply_id)


def on_contact_closed(event: ContactClosed) -> None:
    """What was noted in a call or a visit is written on the case. A case that is not theirs undoes the whole deed."""
    if not event.notes:
        return
    by = identity.employee(event.employee_id)
    for note in event.notes:
        services.note(case_id=note.case_id, text=note.text, by=by, key=note.key)
