"""What cases do when something happens below: project/wiring.py connects them."""

from indgang.kernel.errors import NotYours
from indgang.modules.cases import services
from indgang.modules.cases.models import Case
from indgang.modules.contacts.events import ContactClosed
from indgang.modules.identity import selectors as identity
from indgang.modules.messages.events import ReplyReceived

PREFIX = "case:"


def on_reply(event: ReplyReceived) -> None:
    """The party answered a message that belongs to a case."""
    if event.case_key.startswith(PREFIX):
        services.receive_reply(case_id=event.case_key.removeprefix(PREFIX), reply_id=event.reply_id)


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
