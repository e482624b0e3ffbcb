"""The shape of examples.yaml: worked cases that run as tests."""

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints, model_validator

from indgang.kernel.shapes import Slug, YesNo
from indgang.kernel.strict_yaml import Document, Shape, load_document
from indgang.modules.selfservice.schema.shapes import Ground, Name

Day = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d{2}-\d{2}$")]


AnswerKey = Annotated[
    str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.r[1-9][0-9]?(\.[a-z][a-z0-9_]*)?)?$", max_length=60)
]
"""A question, or one in a row: `wishes.r2.school`."""


class AgainShape(Shape):
    """The same grant on a later day, worked out again. `facts` stand over those of the example."""

    today: Day
    facts: dict[str, Any] = {}


class ExpectShape(Shape):
    """What must come out. A field that is left out is not looked at; a list must be the whole list.

    `asks` are those whom the rules ask by themselves. `errors` are questions whose answer cannot be sent.
    `exit` is where the way ends. `again`: what comes of it when it is worked out again; then the other fields say what
    the rules find of that.
    """

    outcome: Literal["granted", "case", "prepared_part_grant", "prepared_refusal", "handed_over"] | None = (
        None
    )
    matched: tuple[Name, ...] | None = None
    unresolved: tuple[Name, ...] | None = None
    follow_ups: tuple[str, ...] | None = None
    asks: tuple[Name, ...] | None = None
    sensitive: YesNo | None = None
    errors: tuple[AnswerKey, ...] = ()
    exit: Name | Literal[""] = ""
    again: Literal["same", "better", "worse", "unknown", "person", "over"] | None = None


class ExampleShape(Shape):
    """One worked case. `company`: the CVR number that the party acts for. `facts` and `answers` may hold lists and
    records; `~` (nothing) is: not known. `again`: it was granted, and a new month comes.
    """

    id: Slug
    about: str
    today: Day
    party: Slug
    ground: Ground = "self"
    company: Annotated[str, StringConstraints(pattern=r"^\d{8}$")] | None = None
    facts: dict[str, Any] = {}
    answers: dict[str, Any] = {}
    again: AgainShape | None = None
    expect: ExpectShape

    @model_validator(mode="after")
    def _again_is_expected(self) -> "ExampleShape":
        if (self.again is None) != (self.expect.again is None):
            raise ValueError("`again` and `expect: { again: … }` belong together. Write both, or none.")
        return self


class ExamplesShape(Shape):
    """`answers` at the top are given in every example, unless it gives its own; `~` takes one away."""

    answers: dict[str, Any] = {}
    examples: Annotated[tuple[ExampleShape, ...], Field(min_length=1, max_length=300)]


def read_examples(folder: Path) -> tuple[ExamplesShape, Document]:
    """Raises ContentError."""
    document = load_document(folder / "examples.yaml")
    return document.as_shape(ExamplesShape), document
