"""Questions about messages: the inbox, one message, its letter, and what belongs to a case."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch, QuerySet, UUIDField, prefetch_related_objects

from indgang.adapters.letters.types import Sheet, SheetBlock
from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.dates import long_date
from indgang.kernel.errors import NotYours
from indgang.kernel.known_query import Param, known_query
from indgang.kernel.text import Text
from indgang.modules.files.vocabulary import MESSAGE
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Need, Party
from indgang.modules.messages.models import Delivery, LetterFile, Message
from indgang.modules.messages.selectors.printing import paper_in_words
from indgang.modules.messages.vocabulary import (
    Action,
    DeliveryState,
    Direction,
    FileState,
    Letter,
    MessageKind,
    Way,
)


@dataclass(frozen=True)
class MessageInfo:
    """One line of an inbox or a time line. `state` is the own inbox's; `read` means opened there."""

    id: UUID
    at: datetime
    kind: MessageKind
    direction: Direction
    title: Text
    result: Text
    author: str
    unit: str
    reference: str
    case_key: str
    state: DeliveryState | None
    reply_expected: bool
    reply_by: date | None
    answered: bool
    on_paper: Text = field(default_factory=Text)
    """Where the letter on paper is, in one sentence; empty when there is none."""
    unread_again: bool = False
    unproven: bool = False
    """It came in, and nobody has proven who wrote it: never say that its party did."""

    @property
    def unread(self) -> bool:
        """Whether the reader's inbox says that it is new: never opened, or put back among the unread."""
        return not self.read or self.unread_again

    @property
    def read(self) -> bool:
        return self.state is DeliveryState.OPENED or self.direction is Direction.IN

    @property
    def to_do(self) -> bool:
        """Whether the receiver still owes an answer. Our own answer may be answered, and asks for nothing."""
        return self.reply_expected and not self.answered and self.kind is not MessageKind.REPLY


@dataclass(frozen=True)
class MessageDetail:
    """One message with its text, its replies, and where its file stands (`file` None: none is wanted)."""

    info: MessageInfo
    letter: Letter
    recipient: str
    service_id: str
    replies: tuple["MessageDetail", ...]
    file: FileState | None
    actions: tuple[Action, ...] = ()
    """What the letter asks its reader to do; the page shows those that still lead somewhere."""


@dataclass(frozen=True)
class DeliveryInfo:
    way: Way
    state: DeliveryState
    planned_at: datetime
    delivered_at: datetime | None
    opened_at: datetime | None
    attempts: int
    error: str
    handed_over_at: datetime | None = None
    on_paper: Text = field(default_factory=Text)
    """Where a letter on paper is, in one sentence; empty for any other way."""


@dataclass(frozen=True)
class LetterFileInfo:
    """The letter as a file. `ready` False: a worker is still making it, and the rest is empty.

    `kind` is pdf or html; `note` says why it is not a PDF; `size` in bytes.
    """

    ready: bool
    kind: str = ""
    sha256: str = ""
    path: Path | None = None
    size: int = 0
    note: str = ""


def letters_folder() -> Path:
    folder: Path = settings.DATA_DIR / "media" / "letters"
    return folder


def file_path(sha256: str) -> Path:
    """Where the file with this fingerprint stands."""
    return letters_folder() / sha256[:2] / sha256


def _of(party: Party) -> QuerySet[Message]:
    return Message.objects.filter(**{f"{party.kind}_id": party.id})


@known_query
def _inbox(kind: str, limit: int) -> QuerySet[Message]:
    rows = Message.objects.filter(**{kind: Param("party", UUIDField())}, direction=Direction.OUT)
    return rows.order_by("-created_at", "-pk")[:limit]


def with_state(rows: list[Message]) -> list[Message]:
    """Two more queries for any number of rows, none for no rows: deliveries and replies."""
    if rows:
        prefetch_related_objects(
            rows,
            Prefetch("deliveries", Delivery.objects.all(), to_attr="brought"),
            Prefetch("replies", Message.objects.only("id", "in_reply_to_id"), to_attr="answers"),
        )
    return rows


def info_of(row: Message) -> MessageInfo:
    brought: list[Delivery] = getattr(row, "brought", [])
    states = [DeliveryState(one.state) for one in brought if one.way == Way.INBOX]
    on_paper = next((paper_in_words(one) for one in brought if one.way == Way.PRINT), Text())
    return MessageInfo(
        id=row.pk,
        at=row.created_at,
        kind=MessageKind(row.kind),
        direction=Direction(row.direction),
        title=Text.of(row.title),
        result=Letter.of(row.letter).result,
        author=row.actor_name,
        unit=row.unit,
        reference=row.reference,
        case_key=row.case_key,
        state=states[0] if states else None,
        reply_expected=row.reply_expected,
        reply_by=row.reply_by,
        answered=bool(getattr(row, "answers", ())),
        on_paper=on_paper,
        unread_again=any(one.unread_again for one in brought),
        unproven=row.actor.startswith("inbound:"),
    )


def inbox(party: Party, *, limit: int = 100) -> list[MessageInfo]:
    """What we sent to a party, newest first. Three queries."""
    return [info_of(row) for row in with_state(_inbox(party.kind, limit)(party=party.id))]


def message(message_id: UUID | str, *, party: Party) -> MessageDetail:
    """One message of a party, with replies. Raises NotYours: another's message is as one that is not there."""
    rows = with_state(list(_of(party).filter(pk=message_id).select_related("file")))
    if not rows:
        raise NotYours
    return _detail(rows[0])


def _detail(row: Message, *, with_replies: bool = True) -> MessageDetail:
    replies: Iterable[Message] = ()
    answers: list[Message] = getattr(row, "answers", [])
    if with_replies and answers:
        replies = Message.objects.filter(in_reply_to=row).order_by("created_at")
    file = row.file if hasattr(row, "file") else None
    return MessageDetail(
        info=info_of(row),
        letter=Letter.of(row.letter),
        recipient=row.recipient,
        service_id=row.service_id,
        replies=tuple(_detail(answer, with_replies=False) for answer in replies),
        file=FileState(file.state) if file else None,
        actions=tuple(Action.of(action) for action in row.actions),
    )


def for_case(case_key: str) -> list[MessageDetail]:
    """All that was said about a case, both ways, oldest first. For those who may see the case."""
    brought = Prefetch("deliveries", Delivery.objects.all(), to_attr="brought")
    rows = Message.objects.filter(case_key=case_key).select_related("file").prefetch_related(brought)
    found = list(rows.order_by("created_at", "pk"))
    answered = {row.in_reply_to_id for row in found}
    for row in found:
        row.__dict__["answers"] = [row] if row.pk in answered else []
    return [_detail(row, with_replies=False) for row in found]


def letter_file(
    message_id: UUID | str, *, party: Party | None = None, case_key: str = ""
) -> LetterFileInfo | None:
    """The file of a letter, asked for by its party or from its case; None when none is wanted.

    Raises NotYours for another's letter.
    """
    rows = LetterFile.objects.select_related("message")
    if party is not None:
        found = rows.filter(message__id=message_id, **{f"message__{party.kind}_id": party.id}).first()
        exists = found is not None or _of(party).filter(pk=message_id).exists()
    else:
        found = rows.filter(message__id=message_id, message__case_key=case_key).first() if case_key else None
        exists = bool(case_key) and (
            found is not None or Message.objects.filter(pk=message_id, case_key=case_key).exists()
        )
    if not exists:
        raise NotYours
    if found is None:
        return None
    if found.state != FileState.MADE:
        return LetterFileInfo(ready=False)
    return LetterFileInfo(True, found.kind, found.sha256, file_path(found.sha256), found.size, found.note)


def deliveries_of(message_id: UUID | str) -> list[DeliveryInfo]:
    """Every attempt to bring a message, oldest first."""
    return [
        DeliveryInfo(
            Way(row.way),
            DeliveryState(row.state),
            row.planned_at,
            row.delivered_at,
            row.opened_at,
            row.attempts,
            row.error,
            row.handed_over_at,
            paper_in_words(row),
        )
        for row in Delivery.objects.filter(message_id=message_id).order_by("planned_at", "pk")
    ]


def enclosed_with(message_id: UUID | str) -> str:
    """The owner of the files that came with a message from outside, until its case takes them over."""
    return f"{MESSAGE}{message_id}:post"


def wants_large_print(person_id: UUID) -> bool:
    """Whether somebody told us that letters must have large print. One query."""
    return any(need.need is Need.LARGE_PRINT for need in identity.needs_of(person_id))


def sheet_of(row: Message, *, address: tuple[str, ...] = ()) -> Sheet:
    """The letter as it is printed: in Danish, which is the text that holds; large for who wishes it.

    `address`: lines below the name, only when it goes straight to the printer.
    """
    town = identity.municipality()
    unit = identity.units().get(row.unit)
    letter = Letter.of(row.letter)
    return Sheet(
        language="da",
        sender=town.name,
        unit=unit.name.da if unit else "",
        sender_address=(town.address, f"{town.postal_code} {town.city}"),
        phone=unit.phone if unit else town.phone,
        recipient=(row.recipient, *address),
        date=long_date(row.created_at.astimezone(COPENHAGEN).date()).da,
        reference=row.reference,
        subject=letter.title.da,
        blocks=tuple(
            SheetBlock(b.kind, b.text.da, tuple(item.da for item in b.items)) for b in letter.blocks
        ),
        colour=town.colour,
        large=row.person_id is not None and wants_large_print(row.person_id),
    )
