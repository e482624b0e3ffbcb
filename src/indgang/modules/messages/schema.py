"""The shape of a prepared letter in the content: `letters/<name>.yaml`."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from indgang.kernel.shapes import Bilingual
from indgang.kernel.strict_yaml import Shape
from indgang.kernel.text import Text
from indgang.modules.messages.vocabulary import Block, Letter, LetterTemplate

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]


class BlockShape(Shape):
    kind: Literal["result", "heading", "text", "list", "facts"]
    text: Bilingual | None = None
    items: tuple[Bilingual, ...] = ()

    @model_validator(mode="after")
    def _has_what_its_kind_shows(self) -> "BlockShape":
        if self.kind in ("list", "facts"):
            if not self.items:
                raise ValueError(f"a block of kind {self.kind} needs `items`.")
        elif self.text is None or self.items:
            raise ValueError(f"a block of kind {self.kind} has a `text` and no `items`.")
        if self.kind == "facts" and any(":" not in item.da or ":" not in item.en for item in self.items):
            raise ValueError("write each fact as `label: value`.")
        return self


class LetterShape(Shape):
    """`placeholders` says which names in braces the solution fills in; another name is refused."""

    title: Bilingual
    placeholders: tuple[Name, ...] = ()
    blocks: tuple[BlockShape, ...] = Field(min_length=1)

    @property
    def template(self) -> LetterTemplate:
        blocks = (
            Block(b.kind, b.text.text if b.text else Text(), tuple(item.text for item in b.items))
            for b in self.blocks
        )
        return LetterTemplate(Letter(self.title.text, tuple(blocks)), frozenset(self.placeholders))
