"""What Digital Post and remote print are told, and what they tell us, in our own words.

The formats are MeMo 1.1 and 1.2, OIO fjernprint 1.0 and SF1601 of Serviceplatformen; `schemas/README.md` names where
their schemas come from. Numbers are ten digits (CPR) or eight (CVR); times are aware, and are written in UTC.
"""

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol
from uuid import UUID

Service = Literal["digitalpost", "nemsms"]
Choice = Literal["Digital Post", "Fysisk Post", "NemSMS", "Automatisk Valg"]
MemoType = Literal["DIGITALPOST", "NEMSMS"]
IdKind = Literal["CPR", "CVR"]

DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'
PLACEHOLDER = (
    b"QUJD"  # stands where a file's base64 goes; is valid base64 itself, so that a skeleton can be validated
)
_SLICE = (
    3 * 256 * 1024
)  # bytes of a file that are encoded at a time; a multiple of three needs no padding between


class DigitalPostUnavailable(Exception):
    """The register did not answer, or not in time."""


class PostUnavailable(Exception):
    """Nothing of what we sent was taken: no connection, no token, or the house said to come back later.

    `retry_after`: the seconds it asked us to wait; None when it did not say.
    """

    def __init__(self, text: str = "", retry_after: int | None = None) -> None:
        super().__init__(text)
        self.retry_after = retry_after


class PostUnknown(Exception):
    """It was sent, and no answer came that can be understood: it may have been taken. The text says what happened."""


class PostRefused(Exception):
    """The house read it and said no; the same again will be refused again."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(f"{code} {text}".strip())
        self.code, self.text = code, text


class NotMemo(Exception):
    """The bytes are no MeMo that we read: no XML, another format, a DOCTYPE, too large. The text says which."""


class NotValid(Exception):
    """A message breaks its format. `place` is an element or a field; `sentence` says what is wrong, without values."""

    def __init__(self, place: str, sentence: str) -> None:
        super().__init__(f"{place}: {sentence}")
        self.place, self.sentence = place, sentence


class NotReceipt(Exception):
    """The bytes are no receipt that we can read."""


@dataclass(frozen=True, slots=True)
class ContactPoint:
    """A place in an authority that can be written to: where a message comes from, or where a reply goes."""

    id: str
    label: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who writes: of what we send, the municipality (CVR); of what we get, a citizen or a company too."""

    id: str
    name: str
    kind: IdKind = "CVR"
    contact: ContactPoint | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets it. Of what comes to us, `contact` is the contact point that was chosen."""

    id: str
    kind: IdKind
    name: str = ""
    contact: ContactPoint | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A case, by its id in the system that has it."""

    id: str
    system: str


@dataclass(frozen=True, slots=True)
class Kle:
    """A subject of KL's Emnesystematik (`23.05.12`), with the version of the list it is from."""

    subject: str
    version: str
    label: str
    facet: str = ""


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """Which message is answered: `uuid` is its messageUUID; the first of a thread points at the thread's root."""

    uuid: UUID
    reply_uuid: UUID | None = None
    message_id: str = ""
    case_id: str = ""
    contact_point_id: str = ""
    comment: str = ""


@dataclass(frozen=True, slots=True)
class MemoFile:
    """One file. `name` has no folder and 256 characters at most; `kind` is a media type; `language` two letters."""

    name: str
    kind: str
    content: bytes
    language: str = "da"


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a message, its main one or beside it, in one or more files."""

    files: tuple[MemoFile, ...]
    role: Literal["main", "additional", "technical"] = "main"
    label: str = ""


@dataclass(frozen=True, slots=True)
class Reservation:
    """An appointment that the receiver can put into a calendar."""

    uuid: UUID
    description: str
    location: str
    starts: datetime
    ends: datetime
    abstract: str = ""


@dataclass(frozen=True, slots=True)
class MemoAction:
    """A button under a message. `code` is one of MeMo's; `url` is https. `ends`: when it makes no sense any more."""

    code: str
    label: str
    url: str = ""
    ends: datetime | None = None
    reservation: Reservation | None = None


@dataclass(frozen=True, slots=True)
class MemoOut:
    """A message to be written as MeMo 1.2.

    `label` is the title, 256 characters at most. `notification`: the text of a NemSMS, 150 characters at most, or the
    notice that follows a letter. The first of `documents` is the main one; a NemSMS has none.
    """

    uuid: UUID
    type: MemoType
    label: str
    sender: Sender
    recipient: Recipient
    created_at: datetime
    documents: tuple[Document, ...] = ()
    mandatory: bool = False
    legal: bool = False
    reply: bool = False
    reply_by: datetime | None = None
    case: Case | None = None
    kle: Kle | None = None
    reply_to: tuple[ReplyTo, ...] = ()
    actions: tuple[MemoAction, ...] = ()
    notification: str = ""


@dataclass(frozen=True, slots=True)
class MemoIn:
    """A message as it came. `version` is "1.1" or "1.2"; `created_at` is None for a NemSMS.

    `recipient.contact` says which contact point was written to; `documents` are in the order of the message.
    """

    version: str
    uuid: UUID
    type: MemoType
    label: str
    sender: Sender
    recipient: Recipient
    created_at: datetime | None
    documents: tuple[Document, ...]
    mandatory: bool
    legal: bool
    reply: bool
    reply_by: datetime | None
    case: Case | None
    kle: Kle | None
    reply_to: tuple[ReplyTo, ...]
    actions: tuple[MemoAction, ...]
    notification: str
    message_id: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a letter goes: a name and one to six lines, a post code of four digits, and the country in two letters."""

    name: str
    lines: tuple[str, ...]
    post_code: str
    town: str = ""
    country: str = "DK"


@dataclass(frozen=True, slots=True)
class LetterOut:
    """A letter that somebody prints and posts for us. `colour` and `duplex` as the municipality pays for them.

    `category`: a word of the schema for the kind of post ("Economique"); empty leaves it to the contract.
    """

    uuid: UUID
    title: str
    to: Address
    pdf: bytes
    colour: bool = False
    duplex: bool = True
    category: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A valid XML document whose files are not in it yet: the bytes are made on the way out, the same each time.

    `format`: "memo" or "fjernprint". `element` is the start tag before each file's place. `size` in bytes and
    `sha256` (hex) are those of the whole document. `skeleton` holds `PLACEHOLDER` where the files go, in order.
    """

    uuid: UUID
    format: Literal["memo", "fjernprint"]
    element: bytes
    skeleton: bytes
    files: tuple[bytes, ...]
    sha256: str
    size: int

    def chunks(self) -> Iterator[bytes]:
        """The document, a piece at a time."""
        return fill(self.skeleton, self.element, self.files)

    def whole(self) -> bytes:
        """The document in one piece."""
        return b"".join(self.chunks())


def fill(skeleton: bytes, element: bytes, files: tuple[bytes, ...]) -> Iterator[bytes]:
    """A skeleton with its files. Raises NotValid when there are not as many places as files."""
    before, *after = skeleton.split(element + PLACEHOLDER + b"<")
    if len(after) != len(files):
        raise NotValid("content", f"there are {len(after)} places for {len(files)} files")
    yield before
    for content, rest in zip(files, after, strict=True):
        yield element
        for start in range(0, len(content), _SLICE):
            yield b64encode(content[start : start + _SLICE])
        yield b"<" + rest


@dataclass(frozen=True, slots=True)
class Sent:
    """The house has it. `transmission_id` is its name for it, empty when it gave none. `repeated`: it had it before."""

    transmission_id: str
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class PostStatus:
    """A receipt as it was pushed to us. `besked_id` is its own id: a second one with the same id is the same receipt.

    `status` is the id of the action (`messages.vocabulary.RECEIPTS`), `at` the sender's time, `code` and `text` the
    reason of a failure.
    """

    besked_id: UUID
    status: UUID
    at: datetime
    message_uuid: UUID | None
    transmission_id: str
    correlation_id: str
    channel: str
    code: str
    text: str


class DigitalPostClient(Protocol):
    """Questions to the register of exemptions. Each may raise DigitalPostUnavailable, and does so within two seconds:
    a login waits for it.
    """

    def is_exempt(self, cpr: str) -> bool | None:
        """Whether somebody is exempt from Digital Post; None when the register does not know the person."""


class PostClient(Protocol):
    """Digital Post and remote print."""

    def registered(self, number: str, service: Service) -> bool:
        """Whether a CPR or CVR number takes messages there. Raises PostUnavailable; no step waits over two seconds."""

    def send(self, what: Written, choice: Choice, transaction: UUID, letter: Written | None = None) -> Sent:
        """Hand one document over. `transaction` names this try. The same `what.uuid` with the same bytes is one
        message, however often it is sent. `letter`: with `Automatisk Valg`, what is printed for who has no Digital
        Post. Raises PostUnavailable, PostUnknown, PostRefused.
        """
