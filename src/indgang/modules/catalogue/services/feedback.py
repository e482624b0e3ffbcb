"""A member of staff says what is wrong with a text; its editor answers."""

from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.free_text import cleaned, without_cpr
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.catalogue import selectors
from indgang.modules.catalogue.models import Feedback
from indgang.modules.catalogue.vocabulary import FeedbackState, TextPart
from indgang.modules.identity.vocabulary import Actor

LONGEST = 500
"""Characters."""
NOTHING = Text("Skriv, hvad der er forkert eller mangler.", "Write what is wrong or missing.")
NO_ANSWER = Text("Skriv en sætning til den, der skrev.", "Write a sentence to whoever wrote.")
TOO_LONG = Text("Skriv højst 500 tegn.", "Write at most 500 characters.")
HAS_CPR = Text(
    "Det handler om teksten, ikke om en borger. Tag CPR-nummeret ud.",
    "This is about the text, not about a citizen. Take the CPR number out.",
)


class BadFeedback(Expected):
    """What was written cannot be used. `field`: `part`, `text`, `state` or `answer`."""

    status = 422

    def __init__(self, message: Text, field: str) -> None:
        super().__init__(message)
        self.field = field


class AnsweredAlready(Expected):
    """Another editor was first, with another answer."""

    message = Text(
        "En kollega har svaret. Se svaret på listen.", "A colleague has answered. See the answer on the list."
    )


@transaction.atomic
def give_feedback(*, service_id: str, part: TextPart, text: str, by: Actor) -> UUID:
    """Say what is wrong or missing, and return its id. Raises UnknownService or BadFeedback.

    Saying the same again while it is open is one feedback: a form that was sent twice does no harm.
    """
    selectors.service(service_id)
    said = _checked(text, "text", NOTHING)
    same = Feedback.objects.filter(
        service_id=service_id, part=part.value, text=said, given_by__id=by.id, state=FeedbackState.OPEN.value
    ).first()
    if same is not None:
        return same.pk
    row = Feedback.objects.create(
        service_id=service_id, part=part.value, text=said, given_by_id=by.id, given_at=clock.now()
    )
    _note("catalogue.give_feedback", row, by)
    return row.pk


@transaction.atomic
def answer_feedback(*, feedback_id: UUID | str, state: FeedbackState, answer: str, by: Actor) -> None:
    """Say what became of it. Raises NotYours, BadFeedback or AnsweredAlready; the same answer again is harmless."""
    if state is FeedbackState.OPEN:
        raise BadFeedback(Text("Vælg, hvad du har gjort.", "Choose what you have done."), "state")
    said = _checked(answer, "answer", NO_ANSWER)
    row = Feedback.objects.select_for_update().filter(pk=feedback_id).first()
    if row is None:
        raise NotYours
    if row.state != FeedbackState.OPEN.value:
        if (row.state, row.answer) == (state.value, said):
            return
        raise AnsweredAlready
    row.state, row.answer = state.value, said
    row.answered_by_id, row.answered_at = by.id, clock.now()
    row.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    _note("catalogue.answer_feedback", row, by)


@transaction.atomic
def note_answers_seen(*, by: Actor) -> None:
    """The giver has read every answer to what they said."""
    answered = Feedback.objects.filter(given_by__id=by.id, seen_at=None).exclude(
        state=FeedbackState.OPEN.value
    )
    answered.update(seen_at=clock.now())


def _checked(text: str, field: str, when_empty: Text) -> str:
    text = cleaned(text)
    if not text:
        raise BadFeedback(when_empty, field)
    if len(text) > LONGEST:
        raise BadFeedback(TOO_LONG, field)
    if without_cpr(text) != text:
        raise BadFeedback(HAS_CPR, field)
    return text


def _note(action: str, row: Feedback, by: Actor) -> None:
    audit.record(
        action=action,
        actor=by.key,
        object=f"feedback:{row.pk}",
        detail={"service": row.service_id, "part": row.part, "state": row.state},
    )
