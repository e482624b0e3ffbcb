"""The words of messages: letters as structured blocks, and what can become of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal, get_args

from indgang.kernel.text import Text

BlockKind = Literal["result", "heading", "text", "list", "facts"]
BLOCK_KINDS: tuple[BlockKind, ...] = get_args(BlockKind)


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a letter, plain text without markup.

    `result`: the outcome in one sentence, first. `list` has `items`. `facts` has items of the form
    "label: value". `heading` and `text` have only `text`.
    """

    kind: BlockKind
    text: Text = field(default_factory=Text)
    items: tuple[Text, ...] = ()

    def as_json(self) -> dict[str, Any]:
        stored: dict[str, Any] = {"kind": self.kind, "text": self.text.as_json()}
        if self.items:
            stored["items"] = [item.as_json() for item in self.items]
        return stored

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> "Block":
        """From stored JSON. Raises ValueError for a kind that is not known."""
        if value["kind"] not in BLOCK_KINDS:
            raise ValueError(f"No block of a letter is called {value['kind']!r}.")
        return cls(
            value["kind"], Text.of(value.get("text")), tuple(Text.of(item) for item in value.get("items", ()))
        )


@dataclass(frozen=True, slots=True)
class Letter:
    """What we write to somebody, in Danish and English. The Danish text is the one that holds."""

    title: Text
    blocks: tuple[Block, ...]

    def as_json(self) -> dict[str, Any]:
        return {"title": self.title.as_json(), "blocks": [block.as_json() for block in self.blocks]}

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> "Letter":
        return cls(Text.of(value["title"]), tuple(Block.of(block) for block in value["blocks"]))

    @property
    def result(self) -> Text:
        """The outcome in one sentence; the title when the letter has none."""
        return next((block.text for block in self.blocks if block.kind == "result"), self.title)


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """A letter with `{placeholders}`. `placeholders` are the names that the content may use."""

    letter: Letter
    placeholders: frozenset[str] = frozenset()


class MessageKind(StrEnum):
    RECEIPT = "receipt"
    DECISION = "decision"
    QUESTION = "question"
    NOTICE = "notice"
    REMINDER = "reminder"
    REPLY = "reply"


class Direction(StrEnum):
    OUT = "out"
    IN = "in"


class Way(StrEnum):
    """How a delivery travels. Digital Post, remote print and SMS become further rows of the same table.

    `print`: a letter on paper from our own printer, put into an envelope by a member of staff.
    """

    INBOX = "inbox"
    PRINT = "print"


class DeliveryState(StrEnum):
    PLANNED = "planned"
    SENDING = "sending"
    HANDED_OVER = "handed_over"
    DELIVERED = "delivered"
    OPENED = "opened"
    FAILED = "failed"
    RETURNED = "returned"
    REPLACED_BY = "replaced_by"


DELIVERY_STATE_NAMES = {
    DeliveryState.PLANNED: Text("På vej", "On its way"),
    DeliveryState.SENDING: Text("Bliver sendt nu", "Being sent now"),
    DeliveryState.HANDED_OVER: Text("Afleveret til post", "Handed to the post"),
    DeliveryState.DELIVERED: Text("Leveret", "Delivered"),
    DeliveryState.OPENED: Text("Læst", "Read"),
    DeliveryState.FAILED: Text("Kunne ikke sendes", "Could not be sent"),
    DeliveryState.RETURNED: Text("Kom retur", "Came back"),
    DeliveryState.REPLACED_BY: Text("Sendt på en anden måde", "Sent in another way"),
}


class FileKind(StrEnum):
    PDF = "pdf"
    HTML = "html"


class FileState(StrEnum):
    WANTED = "wanted"
    MADE = "made"
