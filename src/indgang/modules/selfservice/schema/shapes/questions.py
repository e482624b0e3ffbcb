"""What is asked, step by step."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from indgang.kernel.shapes import Bilingual, Slug
from indgang.kernel.strict_yaml import Shape
from indgang.modules.selfservice.schema.shapes.basic import Condition, Name

_REUSED = ("text", "phone", "email", "address", "company", "vehicle")
_CHOSEN_FROM = ("people", "doctor", "pick", "picks")


def _required(value: object) -> object:
    if value in ("yes", "no", "soft"):
        return value if value == "soft" else value == "yes"
    raise ValueError("write yes, no or soft.")


Required = Annotated[bool | Literal["soft"], BeforeValidator(_required)]
"""`soft`: the citizen is told once that the answer is missing, and may go on without it."""


class ChoiceShape(Shape):
    value: Slug
    label: Bilingual
    help: Bilingual | None = None


class CheckShape(Shape):
    """`when` must hold. If it is false the answer is wrong; if it is not known a person looks at it later."""

    when: Condition
    message: Bilingual


class NoticeShape(Shape):
    """Something to know about an answer that is taken all the same."""

    when: Condition
    text: Bilingual


class QuestionShape(Shape):
    """One question. `from`: the list that people, doctors or anything else is chosen from. `prefill`: what is
    chosen first. `reuse`: what the party wrote last under this key, in any solution, is offered.
    """

    id: Name
    kind: Literal[
        "date",
        "yes_no",
        "choice",
        "people",
        "address",
        "doctor",
        "text",
        "phone",
        "email",
        "confirm",
        "money",
        "period",
        "whole",
        "vehicle",
        "company",
        "cpr",
        "pick",
        "picks",
        "upload",
    ]
    label: Bilingual
    help: Bilingual | None = None
    why: Bilingual | None = None
    required: Required = True
    show_when: Condition | None = None
    checks: tuple[CheckShape, ...] = ()
    notices: tuple[NoticeShape, ...] = ()
    choices: tuple[ChoiceShape, ...] = ()
    options: Name | None = Field(default=None, alias="from")
    prefill: Condition | None = None
    max_length: Name | None = None
    reuse: Name | None = None

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> "QuestionShape":
        if (self.kind == "choice") != bool(self.choices):
            raise ValueError("`choices` belongs to the kind choice, and is needed there.")
        if (self.kind in _CHOSEN_FROM) != bool(self.options):
            raise ValueError(f"`from` belongs to the kinds {', '.join(_CHOSEN_FROM)}, and is needed there.")
        if self.prefill and self.kind in ("cpr", "period", "upload"):
            raise ValueError(f"`prefill` does not go with the kind {self.kind}.")
        if self.reuse and self.kind not in _REUSED:
            raise ValueError(f"`reuse` does not go with the kind {self.kind}.")
        if self.max_length and self.kind != "text":
            raise ValueError("`max_length` belongs to the kind text.")
        return self


class CardRowShape(Shape):
    label: Bilingual
    value: Bilingual


class CardShape(Shape):
    """What we already know about `fact`. `right`: what to ask when the citizen says that it is wrong."""

    fact: Name
    title: Bilingual
    rows: tuple[CardRowShape, ...] = Field(min_length=1)
    right: Bilingual | None = None
    missing: Bilingual
