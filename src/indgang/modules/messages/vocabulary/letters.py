"""Letters as structured blocks, and what a reader can be asked to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Literal, get_args

from indgang.kernel.text import Text

BlockKind = Literal["result", "heading", "text", "list", "facts"]
BLOCK_KINDS: tuple[BlockKind, ...] = get_args(BlockKind)
CALCULATION = "calculation_"
"""What a placeholder begins with that stands for all lines of a calculation; the calculation's id follows."""


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


class ActionKind(StrEnum):
    """What a letter asks its reader to do: MeMo's action codes in our own words (`ACTION_CODES`).

    Payment and booking are known words; a template that uses them is refused until there is something to lead to.
    """

    SELFSERVICE = "selfservice"
    PAYMENT = "payment"
    BOOKING = "booking"
    INFORMATION = "information"
    CONFIRM = "confirm"


ACTION_CODES = {
    ActionKind.SELFSERVICE: "SELVBETJENING",
    ActionKind.PAYMENT: "BETALING",
    ActionKind.BOOKING: "AFTALE",
    ActionKind.INFORMATION: "INFORMATION",
    ActionKind.CONFIRM: "BEKRAEFT",
}


@dataclass(frozen=True, slots=True)
class Action:
    """A button under a letter. `url` is a path of ours or an https address; `until` the last day it makes sense."""

    kind: ActionKind
    label: Text
    url: str
    until: date | None = None

    def as_json(self) -> dict[str, Any]:
        stored = {"kind": self.kind.value, "label": self.label.as_json(), "url": self.url}
        return stored | ({"until": self.until.isoformat()} if self.until else {})

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> "Action":
        """From stored JSON. Raises ValueError for a kind that is not known."""
        until = value.get("until")
        return cls(
            ActionKind(value["kind"]),
            Text.of(value["label"]),
            value["url"],
            date.fromisoformat(until) if until else None,
        )

    def open_on(self, day: date) -> bool:
        """Whether the button still leads anywhere on this day."""
        return self.until is None or day <= self.until


@dataclass(frozen=True, slots=True)
class Letter:
    """What we write to somebody, in Danish and English. The Danish text is the one that holds.

    `actions`: the buttons under it. `template`: the id of the prepared letter that it was made from, or nothing.
    """

    title: Text
    blocks: tuple[Block, ...]
    actions: tuple[Action, ...] = ()
    template: str = ""

    def as_json(self) -> dict[str, Any]:
        stored: dict[str, Any] = {
            "title": self.title.as_json(),
            "blocks": [block.as_json() for block in self.blocks],
        }
        if self.actions:
            stored["actions"] = [action.as_json() for action in self.actions]
        if self.template:
            stored["template"] = self.template
        return stored

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> "Letter":
        return cls(
            Text.of(value["title"]),
            tuple(Block.of(block) for block in value["blocks"]),
            tuple(Action.of(action) for action in value.get("actions", ())),
            value.get("template", ""),
        )

    @property
    def result(self) -> Text:
        """The outcome in one sentence; the title when the letter has none."""
        return next((block.text for block in self.blocks if block.kind == "result"), self.title)


@dataclass(frozen=True, slots=True)
class PlannedAction:
    """A button as a prepared letter plans it. `to`: a solution's id, `my_page`, or an https address.

    `until`: a date as `2026-12-31`, or the placeholder that gives it; empty: always.
    """

    kind: ActionKind
    label: Text
    to: str
    until: str = ""

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind.value, "label": self.label.as_json(), "to": self.to, "until": self.until}

    @classmethod
    def of(cls, value: Mapping[str, Any]) -> "PlannedAction":
        """From stored JSON. Raises ValueError for a kind that is not known."""
        return cls(ActionKind(value["kind"]), Text.of(value["label"]), value["to"], value.get("until", ""))


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """A letter with `{placeholders}`. `placeholders` are the names that the content may use."""

    letter: Letter
    placeholders: frozenset[str] = frozenset()
    actions: tuple[PlannedAction, ...] = ()


class MessageKind(StrEnum):
    RECEIPT = "receipt"
    DECISION = "decision"
    QUESTION = "question"
    NOTICE = "notice"
    REMINDER = "reminder"
    REPLY = "reply"
    INCOMING = "incoming"  # somebody wrote to us of their own accord


class Direction(StrEnum):
    OUT = "out"
    IN = "in"


class FileKind(StrEnum):
    PDF = "pdf"
    HTML = "html"


class FileState(StrEnum):
    WANTED = "wanted"
    MADE = "made"
