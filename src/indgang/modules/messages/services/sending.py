"""Saying something to somebody."""

from datetime import date
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.modules.identity.vocabulary import Actor, Party
from indgang.modules.messages.models import Message
from indgang.modules.messages.services.delivering import deliver
from indgang.modules.messages.services.rows import Outgoing, around, message_fields
from indgang.modules.messages.vocabulary import Action, Letter, MessageKind


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
    actions: tuple[Action, ...] = (),
    template: str = "",
) -> UUID:
    """Write a message and let its ladder begin, in the caller's transaction. Returns the message's id.

    `key` makes it safe to repeat: the same key is one message, whatever else is said the second time.
    Nothing leaves the house here, and nobody is asked: a database task, visible when the transaction commits, makes
    the letter's file, decides the way (Digital Post, a letter, or the own inbox alone: see ways.py) and takes it;
    the sweep picks up what was left lying. The message can be read in the receiver's own inbox as soon as the
    transaction commits. `unit` and `reference` (the case number) stand at the letter's head. `as_pdf` False: no file,
    unless its way needs one. `actions` and `template` (the id of the prepared
    letter it was made from): those of the letter, when nothing else is said.
    """
    now = clock.now()
    said = Outgoing(
        to=to,
        letter=letter,
        kind=kind,
        by=by,
        key=key,
        journey_id=journey_id,
        case_key=case_key,
        service_id=service_id,
        unit=unit,
        reference=reference,
        reply_expected=reply_expected,
        reply_by=reply_by,
        actions=actions or letter.actions,
        template=UUID(template or letter.template) if template or letter.template else None,
    )
    message, made = Message.objects.get_or_create(key=key, defaults=message_fields(said, now))
    if made:
        inbox, ladder, file = around(message, now, as_pdf=as_pdf)
        inbox.save(force_insert=True)
        ladder.save(force_insert=True)
        if file is not None:
            file.save(force_insert=True)
        deliver.enqueue(str(message.pk))
    message_id: UUID = message.pk
    return message_id
