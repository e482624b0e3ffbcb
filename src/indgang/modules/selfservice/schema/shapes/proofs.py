"""What a full grant gives: a certificate to show others, or a licence that somebody has."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from indgang.kernel.shapes import Bilingual
from indgang.kernel.strict_yaml import Shape
from indgang.modules.selfservice.schema.shapes.basic import Condition, Name, Path
from indgang.modules.selfservice.schema.shapes.ends import EndsShape

PlainPath = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$", max_length=80)]


class ProofRowShape(Shape):
    """One row of the paper. With `each` it has a line for every element of a list, and `value` names its fields.

    `when`: it stands there only when that is known to hold. `hidden_when`: whoever checks the code never sees it when
    that holds, or is not known.
    """

    id: Name
    label: Bilingual
    value: Bilingual
    each: Path | None = None
    when: Condition | None = None
    hidden_when: Condition | None = None


class MarksShape(Shape):
    """What a licence is found by: a number plate, a zone, an address (the address register's id)."""

    plate: PlainPath | None = None
    zone: PlainPath | None = None
    address: PlainPath | None = None


class GivesShape(Shape):
    """A certificate or a licence. It is made in the moment of a full grant, by the rules or signed by a person.

    `valid_from`, `valid_until`: the first and the last day; without the last it does not end by itself. `verify`: the
    rows that whoever has the code may see. `language`: the name of an answer that is `da` or `en`; without it the
    paper is in Danish. `intro` stands above the rows, `note` below them. `ends`: how a licence ends before its time.
    """

    kind: Literal["certificate", "licence"]
    id: Name
    title: Bilingual
    intro: Bilingual | None = None
    note: Bilingual | None = None
    language: PlainPath | None = None
    valid_from: Condition
    valid_until: Condition | None = None
    rows: tuple[ProofRowShape, ...] = Field(min_length=1, max_length=40)
    verify: tuple[Name, ...] = ()
    marks: MarksShape | None = None
    ends: EndsShape | None = None
