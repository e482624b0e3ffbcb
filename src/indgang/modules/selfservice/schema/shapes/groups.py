"""The same questions asked several times: one row for each child, school or hour; and the steps that ask."""

from typing import Annotated

from pydantic import Field, StringConstraints, model_validator

from indgang.kernel.shapes import Bilingual, Slug
from indgang.kernel.strict_yaml import Shape
from indgang.modules.selfservice.schema.shapes.basic import Condition, Name
from indgang.modules.selfservice.schema.shapes.questions import CardShape, QuestionShape

Count = Annotated[str, StringConstraints(pattern=r"^([0-9]{1,2}|[a-z][a-z0-9_]{0,39})$")]
"""A number, or the name of a whole parameter."""
NOT_IN_ROWS = ("confirm", "address", "doctor", "upload")


class GroupShape(Shape):
    """Questions that are asked once for each row. `one` is what a row is called: `Et ønske`.

    `min` and `max`: how many rows, a number or a whole parameter. In conditions the group is a list of records by
    question; inside the group `row` is the row itself.
    """

    id: Name
    title: Bilingual
    one: Bilingual
    help: Bilingual | None = None
    show_when: Condition | None = None
    least: Count = Field(default="0", alias="min")
    most: Count = Field(alias="max")
    questions: tuple[QuestionShape, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _rows_can_hold_them(self) -> "GroupShape":
        for question in self.questions:
            if question.kind in NOT_IN_ROWS:
                raise ValueError(f"A question of the kind {question.kind} cannot stand in a group.")
            if question.prefill or question.reuse:
                raise ValueError("`prefill` and `reuse` do not go with a group.")
        if len({question.id for question in self.questions}) < len(self.questions):
            raise ValueError("An `id` stands twice among the questions. Choose another.")
        return self


class StepShape(Shape):
    """One topic. It is left out when there is nothing in it to show. `soft`: what is said once when an answer is
    missing that one may go on without.
    """

    id: Slug
    title: Bilingual
    intro: Bilingual | None = None
    cards: tuple[CardShape, ...] = ()
    questions: tuple[QuestionShape, ...] = ()
    groups: tuple[GroupShape, ...] = ()
    soft: Bilingual | None = None

    @model_validator(mode="after")
    def _warns_when_it_should(self) -> "StepShape":
        asked = [*self.questions, *(question for group in self.groups for question in group.questions)]
        if any(question.required == "soft" for question in asked) != bool(self.soft):
            raise ValueError(
                "`soft` is what a step says when a question of `required: soft` is not answered."
            )
        return self
