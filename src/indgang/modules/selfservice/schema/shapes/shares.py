"""Places that are shared out among all who applied, by the same rules, on one day."""

from typing import Literal

from pydantic import Field, model_validator

from indgang.kernel.shapes import Bilingual
from indgang.kernel.strict_yaml import Shape
from indgang.modules.selfservice.schema.shapes.basic import Condition, Name


class OrderShape(Shape):
    """One thing that places somebody before another. `is`: what is compared, about the party and the `row`: yes or no,
    a number, an amount or a day. `first`: who goes first; yes is higher than no. `because` ends the sentence that
    those who were passed read: `12 gik foran, fordi …`. It is about others, so it names nothing.
    """

    id: Name
    label: Bilingual
    value: Condition = Field(alias="is")
    first: Literal["highest", "lowest"]
    because: Bilingual


class SharesShape(Shape):
    """Who takes part, what they wish, and who goes first. What is left equal is settled by lot.

    `id` is the name under which conditions and texts read what came of it. `when`: who takes part, of those whom no
    rule stops. `until`: the day by which they are answered. `wishes`: the group with the wishes, the dearest first;
    `place`: the question in it that names a place. `fallback`: the place that is kept for them, empty when there is
    none. `order`: the first line that tells two apart decides. `paragraph`: the law behind it.
    """

    id: Name
    title: Bilingual
    when: Condition
    until: Condition
    wishes: Name
    place: Name
    fallback: Condition
    order: tuple[OrderShape, ...] = Field(max_length=6)
    paragraph: str

    @model_validator(mode="after")
    def _says_the_law(self) -> "SharesShape":
        if "§" not in self.paragraph:
            raise ValueError(
                "`paragraph` must name the law with its §: a no by it is signed with these words."
            )
        return self
