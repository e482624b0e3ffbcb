"""A standing grant that is worked out again by itself, when the facts and the rates of a new month are there."""

from typing import Literal

from pydantic import Field

from indgang.kernel.shapes import Bilingual
from indgang.kernel.strict_yaml import Shape
from indgang.modules.selfservice.schema.shapes.basic import Condition, Name, Path
from indgang.modules.selfservice.schema.shapes.settling import SettlesShape


class InsteadShape(Shape):
    """A term that comes to something else when a grant is worked out again."""

    id: Name
    value: Condition = Field(alias="is")


class RecalculationLettersShape(Shape):
    """Files of letters/: the new answer when it is better, when it is worse, when nothing is left of it, and when a
    person keeps what stands.
    """

    better: Name
    worse: Name
    ended: Name
    kept: Name


class RecalculatesShape(Shape):
    """Each month the newest grant is held against what the registers and the parameters say now.

    `while`: what stands ends when this is known not to hold. `ready`: when this is not known to hold the month is noted
    as not known, and tried again the next; after `patience` (a parameter) such months in a row somebody gets a task.
    `compare`: a line of a calculation, whole or money; `better`: which way is better for the party; `at_least`: a
    parameter of the same kind: a smaller difference changes nothing. `instead`: terms that mean something else here.
    `because` may name {before} and {now}. `hear`: the facts that the party is heard about before it gets worse;
    `hear_with` stand beside them, and alone they are no reason to hear the party once more. `from`: the day (CEL) from
    which a new answer counts: a worse one is signed before that day.
    `settles`: how a year is gathered afterwards.
    """

    each: Literal["month"]
    title: Bilingual
    going_on: Condition = Field(alias="while")
    ready: Condition
    compare: Name
    better: Literal["lower", "higher"]
    at_least: Name
    patience: Name
    instead: tuple[InsteadShape, ...] = ()
    paragraph: str = Field(min_length=1)
    because: Bilingual
    hear: tuple[Path, ...] = ()
    hear_with: tuple[Path, ...] = ()
    counts_from: Condition | None = Field(default=None, alias="from")
    letters: RecalculationLettersShape
    settles: SettlesShape | None = None
