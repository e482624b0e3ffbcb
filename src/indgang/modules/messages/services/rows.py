"""The rows of a message that is sent: built in one place, for one message and for a thousand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from indgang.kernel.ids import new_id
from indgang.modules.identity.vocabulary import Actor, Party
from indgang.modules.messages.models import Delivery, Ladder, LetterFile, Message
from indgang.modules.messages.vocabulary import Action, FileKind, FileState, Letter, MessageKind


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One message to one party, as the caller of `send` says it. `template`: the id of the prepared letter."""

    to: Party
    letter: Letter
    kind: MessageKind
    by: Actor
    key: str
    journey_id: UUID | None = None
    case_key: str = ""
    service_id: str = ""
    unit: str = ""
    reference: str = ""
    reply_expected: bool = False
    reply_by: date | None = None
    actions: tuple[Action, ...] = ()
    template: UUID | None = None


@dataclass(frozen=True, slots=True)
class SharedFile:
    """A PDF that is made already and is the letter of many: its SHA-256 and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one message, not yet written. `inbox` is its copy in our own inbox."""

    message: Message
    inbox: Delivery
    ladder: Ladder
    file: LetterFile | None


def message_fields(said: Outgoing, now: datetime) -> dict[str, Any]:
    """The columns of Message beside its id and key."""
    return {
        "kind": said.kind,
        "person_id": said.to.id if said.to.kind == "person" else None,
        "company_id": said.to.id if said.to.kind == "company" else None,
        "recipient": said.to.name,
        "actor": said.by.key,
        "actor_name": said.by.name,
        "title": said.letter.title.as_json(),
        "letter": said.letter.as_json(),
        "actions": [action.as_json() for action in said.actions],
        "template_id": said.template,
        "unit": said.unit,
        "reference": said.reference,
        "case_key": said.case_key,
        "service_id": said.service_id,
        "journey_id": said.journey_id,
        "reply_expected": said.reply_expected,
        "reply_by": said.reply_by,
        "created_at": now,
    }


def around(
    message: Message, now: datetime, *, as_pdf: bool = True, shared: SharedFile | None = None
) -> tuple[Delivery, Ladder, LetterFile | None]:
    """What goes with a message: its copy in the inbox, its ladder, due now, and its file, wanted or shared."""
    inbox = Delivery(message=message, planned_at=now, due_at=now)
    ladder = Ladder(message=message, unit=message.unit, due_at=now)
    file = None
    if shared is not None:
        file = LetterFile(
            message=message,
            state=FileState.MADE,
            kind=FileKind.PDF,
            sha256=shared.sha256,
            size=shared.size,
            wanted_at=now,
            made_at=now,
        )
    elif as_pdf:
        file = LetterFile(message=message, wanted_at=now, due_at=now)
    return inbox, ladder, file


def rows_for(said: Outgoing, now: datetime, *, as_pdf: bool = True, shared: SharedFile | None = None) -> Rows:
    """All rows of a message that is surely new: its key has been given to nobody else."""
    message = Message(id=new_id(), key=said.key, **message_fields(said, now))
    return Rows(message, *around(message, now, as_pdf=as_pdf, shared=shared))


def write_rows(rows: Sequence[Rows]) -> None:
    """Write many messages in four statements, in the caller's transaction.

    Raises IntegrityError when a key is there already: then nothing of them is written. No task is put in the queue;
    the caller does, or the sweep finds them by their `due_at`.
    """
    Message.objects.bulk_create(one.message for one in rows)
    Delivery.objects.bulk_create(one.inbox for one in rows)
    Ladder.objects.bulk_create(one.ladder for one in rows)
    LetterFile.objects.bulk_create(_files(rows))


def _files(rows: Iterable[Rows]) -> list[LetterFile]:
    return [one.file for one in rows if one.file is not None]
