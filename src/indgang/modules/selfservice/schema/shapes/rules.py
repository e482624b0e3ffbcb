"""What decides, and what follows."""

from typing import Literal

from pydantic import Field, model_validator

from indgang.kernel.shapes import Bilingual
from indgang.kernel.strict_yaml import Shape
from indgang.modules.selfservice.schema.shapes.basic import Condition, Name, Path, Receiver


class RuleShape(Shape):
    """One rule.

    `granted`: must hold for a full grant; `otherwise` says why a person must look when it does not. `case`:
    when it holds a person decides. `prepared_part_grant` and `prepared_refusal`: when it holds, that is
    written for a caseworker to sign. `because` is what the citizen reads. `facts` is what the rule rests
    on.

    With `decide: first` the first rule that is known to hold decides alone. One above it that is not known makes a
    case; a `granted` rule that does not hold is passed by, and its `otherwise` is said when no rule holds.
    """

    id: Name
    title: Bilingual
    outcome: Literal["granted", "case", "prepared_part_grant", "prepared_refusal"]
    when: Condition
    paragraph: str
    because: Bilingual
    otherwise: Bilingual | None = None
    facts: tuple[Path, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _says_both_sides(self) -> "RuleShape":
        if (self.outcome == "granted") != bool(self.otherwise):
            raise ValueError("`otherwise` belongs to rules of outcome granted, and is needed there.")
        return self


class FollowUpShape(Shape):
    """What must happen after a grant. `due` is a day; `to` a unit, or one of `receivers`; a message goes to the
    `citizen`."""

    id: Name
    kind: Literal["task", "message"]
    to: Receiver
    due: Condition
    when: Condition
    title: Bilingual
    text: Bilingual | None = None


class SentenceCaseShape(Shape):
    when: Condition
    text: Bilingual


class SentenceShape(Shape):
    """A sentence for reasons, letters and messages: the first of `cases` that holds, else `otherwise`, else
    nothing.
    """

    id: Name
    cases: tuple[SentenceCaseShape, ...] = Field(min_length=1)
    otherwise: Bilingual | None = None


class ReceiverShape(Shape):
    """Somebody outside the municipality's units whom a task is for, and what people call them."""

    id: Receiver
    label: Bilingual
