"""The shape of a prepared letter in the content: `letters/<name>.yaml`."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from indgang.kernel.shapes import Bilingual
from indgang.kernel.strict_yaml import ContentError, Document, Place, Problem, Shape, load_document
from indgang.kernel.text import Text
from indgang.modules.messages import rules
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


def read_letter(path: Path, *, shown_as: str = "") -> LetterTemplate:
    """Read and check one file. Raises ContentError with line and sentence."""
    document = load_document(path, shown_as=shown_as)
    return letter_of(document)


def letter_of(document: Document) -> LetterTemplate:
    """Check a parsed letter. Raises ContentError with the line of each placeholder that nobody fills in."""
    shape = document.as_shape(LetterShape)
    template = shape.template
    problems: list[Problem] = []
    known = ", ".join(sorted(template.placeholders)) or "none"
    for place, text in _texts(shape):
        piece = Letter(Text(text), ())
        problems.extend(
            document.problem(
                place, f"`{{{name}}}` is not one of `placeholders` ({known}). Add it there, or correct it."
            )
            for name in sorted(rules.bad_placeholders(piece, template.placeholders))
        )
        if rules.stray_braces(piece):
            problems.append(
                document.problem(place, "A single brace stands here. Write {name}, or remove it.")
            )
    if problems:
        raise ContentError(problems)
    return template


def _texts(shape: LetterShape) -> Iterator[tuple[Place, str]]:
    """Every text of the file, one language at a time, with its place."""
    yield from _both(("title",), shape.title)
    for i, block in enumerate(shape.blocks):
        if block.text:
            yield from _both(("blocks", i, "text"), block.text)
        for j, item in enumerate(block.items):
            yield from _both(("blocks", i, "items", j), item)


def _both(place: Place, text: Bilingual) -> Iterator[tuple[Place, str]]:
    yield (*place, "da"), text.da
    yield (*place, "en"), text.en
