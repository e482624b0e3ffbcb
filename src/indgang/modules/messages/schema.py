"""The shape of a prepared letter in the content: `letters/<name>.yaml`."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from indgang.kernel.shapes import Bilingual
from indgang.kernel.strict_yaml import Shape
from indgang.kernel.text import Text
from indgang.modules.messages.vocabulary import (
    CALCULATION,
    ActionKind,
    Block,
    Letter,
    LetterTemplate,
    PlannedAction,
)

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class BlockShape(Shape):
    """`calculation`: the lines of the calculation `of` the solution, as facts; `text` stands above them. It is left
    out when nothing of the calculation is known.
    """

    kind: Literal["result", "heading", "text", "list", "facts", "calculation"]
    text: Bilingual | None = None
    items: tuple[Bilingual, ...] = ()
    of: Name | None = None

    @model_validator(mode="after")
    def _has_what_its_kind_shows(self) -> "BlockShape":
        if (self.kind == "calculation") != bool(self.of):
            raise ValueError("`of` belongs to a block of kind calculation, and is needed there.")
        if self.kind == "calculation":
            if self.items:
                raise ValueError("a block of kind calculation has no `items`.")
        elif self.kind in ("list", "facts"):
            if not self.items:
                raise ValueError(f"a block of kind {self.kind} needs `items`.")
        elif self.text is None or self.items:
            raise ValueError(f"a block of kind {self.kind} has a `text` and no `items`.")
        if self.kind == "facts" and any(":" not in item.da or ":" not in item.en for item in self.items):
            raise ValueError("write each fact as `label: value`.")
        return self

    @property
    def block(self) -> Block:
        text = self.text.text if self.text else Text()
        if self.kind == "calculation":
            lines = f"{{{CALCULATION}{self.of}}}"
            return Block("facts", text, (Text(lines, lines),))
        return Block(self.kind, text, tuple(item.text for item in self.items))


MY_PAGE = "my_page"
LONGEST_LABEL = 60
MOST_ACTIONS = 3
_SLUG = re.compile(r"[a-z][a-z0-9-]*\Z")
_HTTPS = re.compile(r"https://[a-z0-9.-]+\.[a-z]{2,}(/[^\s{}<>\"']*)?\Z")
_LATER = {"payment": "pay", "booking": "book a time"}


class ActionShape(Shape):
    """A button under the letter. `to`: a solution's id, `my_page`, or an address that begins with https."""

    kind: Literal["selfservice", "payment", "booking", "information", "confirm"]
    label: Bilingual
    to: str
    until: str = ""

    @model_validator(mode="after")
    def _leads_somewhere(self) -> "ActionShape":
        if self.kind in _LATER:
            raise ValueError(
                f"a letter cannot lead to where people {_LATER[self.kind]} yet. Write `information` with an "
                "https address, or take the action away."
            )
        if self.kind == "information" and not _HTTPS.match(self.to):
            raise ValueError("`information` leads to an address that begins with https.")
        if self.kind != "information" and not (self.to == MY_PAGE or _SLUG.match(self.to)):
            raise ValueError(f"`to` is the id of a solution, or `{MY_PAGE}`.")
        if any("{" in text or "}" in text for text in (self.label.da, self.label.en)):
            raise ValueError("the label of a button has no braces.")
        if max(len(self.label.da), len(self.label.en)) > LONGEST_LABEL:
            raise ValueError(f"the label of a button has {LONGEST_LABEL} characters at most.")
        return self

    @property
    def until_is_a_day(self) -> bool:
        """Whether `until` is written as a date; else it is the name of a placeholder."""
        try:
            date.fromisoformat(self.until)
        except ValueError:
            return False
        return True

    @property
    def action(self) -> PlannedAction:
        return PlannedAction(ActionKind(self.kind), self.label.text, self.to, self.until)


class LetterShape(Shape):
    """`placeholders` says which names in braces the solution fills in; another name is refused."""

    title: Bilingual
    placeholders: tuple[Name, ...] = ()
    blocks: tuple[BlockShape, ...] = Field(min_length=1)
    actions: tuple[ActionShape, ...] = Field(default=(), max_length=MOST_ACTIONS)

    @property
    def template(self) -> LetterTemplate:
        tables = (f"{CALCULATION}{block.of}" for block in self.blocks if block.of)
        return LetterTemplate(
            Letter(self.title.text, tuple(block.block for block in self.blocks)),
            frozenset((*self.placeholders, *tables)),
            tuple(one.action for one in self.actions),
        )
