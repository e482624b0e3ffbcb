"""What is printed, and what comes out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from indgang.adapters.letters.form_types import FormSheet

BlockKind = Literal["result", "heading", "text", "list", "facts"]


@dataclass(frozen=True, slots=True)
class SheetBlock:
    """One piece of the letter in one language, plain text. Items of `facts` are "label: value"."""

    kind: BlockKind
    text: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A letter in one language, ready to be set. `date` and all labels are written out already.

    `recipient` is the name, and below it lines of an address. `large`: the text is set in 18 points.
    """

    language: Literal["da", "en"]
    sender: str
    unit: str
    sender_address: tuple[str, ...]
    phone: str
    recipient: tuple[str, ...]
    date: str
    reference: str
    subject: str
    blocks: tuple[SheetBlock, ...]
    colour: str = "#1a1a1a"
    large: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """A document of many pages in one language, such as a report. `body` is HTML whose text is escaped already.

    `made_at` is the date inside the file: the same paper gives the same bytes. `foot` stands on every page.
    """

    language: Literal["da", "en"]
    title: str
    author: str
    foot: str
    body: str
    made_at: datetime
    colour: str = "#1a1a1a"


@dataclass(frozen=True, slots=True)
class Rendered:
    """The finished file. `note` is empty, or says why it is not a PDF."""

    kind: Literal["pdf", "html"]
    content: bytes
    note: str = ""


class LetterPress(Protocol):
    """What makes a file of a sheet, of a form to fill in by hand, or of a paper. Raises CannotRender."""

    def render(self, sheet: Sheet) -> Rendered: ...

    def render_form(self, sheet: FormSheet) -> Rendered: ...

    def render_document(self, page: Paper) -> Rendered: ...


class CannotRender(Exception):
    """The file could not be made this time."""
