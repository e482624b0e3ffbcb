"""Saying something to somebody."""

from datetime import date
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Actor, Need, Party
from indgang.modules.messages.models import Delivery, LetterFile, Message
from indgang.modules.messages.services.delivering import deliver
from indgang.modules.messages.vocabulary import Letter, MessageKind, Way


@transaction.atomic
def send(
    *,
    to: Party,
    letter: Letter,
    kind: MessageKind,
    by: Actor,
    key: str,
    journey_id: UUID | None = None,
    case_key: str = "",
    service_id: str = "",
    unit: str = "",
    reference: str = "",
    reply_expected: bool = False,
    reply_by: date | None = None,
    as_pdf: bool = True,
) -> UUID:
    """Write a message and plan its delivery, in the caller's transaction. Returns the message's id.

    `key` makes it safe to repeat: the same key is one message, whatever else is said the second time.
    Nothing leaves the house here: a database task, visible when the transaction commits, brings the message
    and makes the letter's file; `deliver_planned` picks up what was left lying. The message can be read in the
    receiver's own inbox as soon as the transaction commits. `unit` and `reference` (the case number) stand at
    the letter's head. Who is exempt from Digital Post, or wishes letters on paper, gets it on paper too: then
    there is always a file, and it waits in the list of letters to print.
    """
    now = clock.now()
    message, made = Message.objects.get_or_create(
        key=key,
        defaults={
            "kind": kind,
            "person_id": to.id if to.kind == "person" else None,
            "company_id": to.id if to.kind == "company" else None,
            "recipient": to.name,
            "actor": by.key,
            "actor_name": by.name,
            "title": letter.title.as_json(),
            "letter": letter.as_json(),
            "unit": unit,
            "reference": reference,
            "case_key": case_key,
            "service_id": service_id,
            "journey_id": journey_id,
            "reply_expected": reply_expected,
            "reply_by": reply_by,
            "created_at": now,
        },
    )
    if made:
        Delivery.objects.create(message=message, planned_at=now, due_at=now)
        paper = wants_paper(to)
        if paper:
            Delivery.objects.create(message=message, way=Way.PRINT, planned_at=now)
        if as_pdf or paper:
            LetterFile.objects.create(message=message, wanted_at=now, due_at=now)
        deliver.enqueue(str(message.pk))
    message_id: UUID = message.pk
    return message_id


def wants_paper(to: Party) -> bool:
    """Whether a letter goes by post too: the person is exempt from Digital Post, or told us that they wish it.

    Nothing else counts, and nothing is guessed. Two queries for a person at most.
    """
    if to.kind != "person":
        return False
    if identity.person(to.id).exempt:
        return True
    return any(need.need is Need.PAPER for need in identity.needs_of(to.id))
