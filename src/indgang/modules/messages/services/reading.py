"""What the receiver does: reads, and answers."""

from hashlib import sha256
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock, events
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.free_text import cleaned
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.vocabulary import Audience, Handling, Kind
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages.events import ReplyReceived
from indgang.modules.messages.models import Delivery, Message
from indgang.modules.messages.services.delivering import arrive, move
from indgang.modules.messages.services.inbound.queueing import queue_answer
from indgang.modules.messages.vocabulary import (
    Block,
    DeliveryState,
    Direction,
    Letter,
    MessageKind,
    Way,
)

LONGEST_REPLY = 10_000
S = DeliveryState


class CannotReply(Expected):
    """The reply is empty, too long, or the message takes no reply. `message` says which."""


EMPTY = Text("Skriv dit svar, før du sender det.", "Write your answer before you send it.")
TOO_LONG = Text(
    "Dit svar er for langt. Skriv højst 10.000 tegn.",
    "Your answer is too long. Write at most 10,000 characters.",
)
NO_REPLY = Text(
    "Du kan ikke svare på denne besked. Ring til os, hvis du har spørgsmål.",
    "You cannot answer this message. Call us if you have questions.",
)


def _mine(message_id: UUID | str, by: Acting) -> Message:
    """A message of the party that somebody acts for. Raises NotYours, which the surface audits."""
    owner = {f"{by.party.kind}_id": by.party.id}
    message = Message.objects.filter(pk=message_id, **owner).first()
    if message is None:
        raise NotYours
    return message


def mark_read(*, message_id: UUID | str, by: Acting) -> None:
    """Note that the receiver opened a message on our own page. What was not yet brought, is so by reading it.

    Somebody who may read for the party counts as the party. Raises NotYours. Safe to repeat.
    """
    message = _mine(message_id, by)
    now = clock.now()
    with transaction.atomic():
        copies = Delivery.objects.select_for_update().filter(message=message, way=Way.INBOX)
        delivery = copies.exclude(state=S.REPLACED_BY).first()
        if delivery is not None and delivery.unread_again:
            Delivery.objects.filter(pk=delivery.pk).update(unread_again=False)
        if delivery is None or delivery.state == S.OPENED:
            return
        if delivery.state == S.FAILED:
            move(delivery.pk, S.PLANNED)
        move(delivery.pk, S.SENDING)
        move(delivery.pk, S.HANDED_OVER, handed_over_at=now, due_at=None, error="")
        arrive(delivery, now)
        if move(delivery.pk, S.OPENED, opened_at=now):
            audit.record(
                action="message_opened",
                actor=by.actor.key,
                object=f"message:{message.pk}",
                party=by.party.key,
            )


def mark_unread(*, message_id: UUID | str, by: Acting) -> None:
    """The reader wants to see it among the unread again; that it was opened stays. Safe to repeat. Raises NotYours."""
    message = _mine(message_id, by)
    Delivery.objects.filter(message=message, way=Way.INBOX, state=S.OPENED).update(unread_again=True)


def reply(*, message_id: UUID | str, text: str, by: Acting) -> UUID:
    """The receiver answers. Returns the reply's id; the same text sent twice is one reply.

    Raises NotYours, or CannotReply for an empty or too long text and for a message that takes no reply.
    """
    message = _mine(message_id, by)
    said = cleaned(text)
    if not said:
        raise CannotReply(EMPTY)
    if len(said) > LONGEST_REPLY:
        raise CannotReply(TOO_LONG)
    if message.direction != Direction.OUT or not message.reply_expected:
        raise CannotReply(NO_REPLY)
    title = Text(
        "Svar på: " + message.title["da"], "Answer to: " + (message.title["en"] or message.title["da"])
    )
    letter = Letter(title, (Block("text", Text(said)),))
    fingerprint = sha256(said.encode()).hexdigest()[:20]
    with transaction.atomic():
        answer, made = Message.objects.get_or_create(
            key=f"reply:{message.pk}:{by.actor.key}:{fingerprint}",
            defaults={
                "direction": Direction.IN,
                "kind": MessageKind.REPLY,
                "person_id": message.person_id,
                "company_id": message.company_id,
                "recipient": message.recipient,
                "actor": by.actor.key,
                "actor_name": by.actor.name,
                "ground": by.ground,
                "mandate": by.mandate,
                "title": title.as_json(),
                "letter": letter.as_json(),
                "unit": message.unit,
                "reference": message.reference,
                "case_key": message.case_key,
                "service_id": message.service_id,
                "journey_id": message.journey_id,
                "in_reply_to": message,
                "created_at": clock.now(),
            },
        )
        reply_id: UUID = answer.pk
        if made:
            audit.record(
                action="message_replied",
                actor=by.actor.key,
                object=f"message:{answer.pk}",
                party=by.party.key,
            )
            contacts.record(
                channel=Channel.SELF_SERVICE,
                service_id=message.service_id,
                journey_id=message.journey_id,
                party=by.party,
                kind=Kind.OTHER,
                handling=Handling.STAFF,
                audience=Audience.COMPANY if by.party.kind == "company" else Audience.CITIZEN,
                source_row=f"reply:{reply_id}",
                caused_by=f"message:{message.pk}",
            )
            events.publish(ReplyReceived(message.case_key, message.pk, reply_id))
            if not message.case_key:  # no case has it as a task: a person of the unit reads it
                queue_answer(answer)
    return reply_id
