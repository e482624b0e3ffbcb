"""A unit answers what came in, when it belongs to no case."""

from uuid import UUID

from django.db import transaction

from indgang.kernel.errors import Expected
from indgang.kernel.free_text import cleaned
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Party
from indgang.modules.messages.models import Inbound
from indgang.modules.messages.selectors.inbound import PROVEN, row_of
from indgang.modules.messages.services.inbound.contents import CannotRead, content_of
from indgang.modules.messages.services.inbound.filing import (
    CaseRef,
    GoneFromStore,
    end,
    file_message,
    files_to_keep,
    held,
)
from indgang.modules.messages.services.sending import send
from indgang.modules.messages.vocabulary import Block, InboundState, Letter, MessageKind

LONGEST_ANSWER = 10_000


class BadAnswerText(Expected):
    """The answer is empty or too long; `message` says which."""

    status = 422


class CannotAnswer(Expected):
    """Nobody has proven who wrote, so nothing can be said about them."""

    status = 409
    message = Text(
        "Vi ved ikke, hvem der har skrevet. Derfor kan du ikke svare herfra.",
        "We do not know who wrote. Therefore you cannot answer from here.",
    )


_EMPTY = Text("Skriv dit svar, før du sender det.", "Write your answer before you send it.")
_TOO_LONG = Text(
    "Svaret er for langt. Skriv højst 10.000 tegn.", "The answer is too long. 10,000 characters at most."
)
_THEIRS = Text("Svar på: {title}", "Answer to: {title}")


def answer_inbound(*, inbound_id: UUID | str, text: str, by: EmployeeInfo) -> UUID:
    """Write to whoever wrote, and keep what they wrote. Returns the id of our message; a repeat is the same one.

    It travels as any letter of ours does. Raises NotYours, AlreadyDone, BadAnswerText, CannotAnswer, GoneFromStore.
    """
    said = cleaned(text)
    if not said:
        raise BadAnswerText(_EMPTY)
    if len(said) > LONGEST_ANSWER:
        raise BadAnswerText(_TOO_LONG)
    with transaction.atomic():
        party = _writer(held(inbound_id, by))
    try:
        content = content_of(Inbound.objects.get(pk=inbound_id))
    except CannotRead as error:
        raise GoneFromStore from error
    if content is None:
        raise GoneFromStore
    of = files_to_keep(content.files)
    with transaction.atomic():
        row = held(inbound_id, by)
        if row.message is None:
            ref = CaseRef("", party, "", "", by.unit)
            row.message = file_message(row, content=content, of=of, case=ref, answers=None)
        sent = send(
            to=party,
            letter=Letter(_THEIRS.format(title=content.title), tuple(_blocks(said))),
            kind=MessageKind.REPLY,
            by=by.actor,
            key=f"inbound-answer:{row.pk}",
            unit=by.unit,
            reply_expected=True,
        )
        end(row, InboundState.FILED, taken_by=by.actor.key)
        audit.record(action="inbound_answered", actor=by.actor.key, object=f"message:{sent}", party=party.key)
    return sent


def _writer(row: Inbound) -> Party:
    party = row_of(row, hide=False).party
    if party is None or row.source not in PROVEN:
        raise CannotAnswer
    return party


def _blocks(text: str) -> list[Block]:
    return [Block("text", Text(part.strip())) for part in text.split("\n\n") if part.strip()]
