"""What is known before anything is asked: parameters, facts, terms."""

from pydantic import Field

from indgang.kernel.shapes import Bilingual
from indgang.kernel.strict_yaml import Shape
from indgang.modules.selfservice.schema.shapes.basic import Condition, KindName, Name, Path


class ParameterShape(Shape):
    """A dated parameter under a name. `pick`: which key of a map, or `area` for the municipality's area. Of kind
    `money` it is written in kroner.
    """

    id: Name
    key: str
    kind: KindName
    pick: str = ""
    label: Bilingual


class FactShape(Shape):
    """Something that a register knows. `ask` fills in what the look-up needs from answers and other facts."""

    id: Name
    look_up: str
    label: Bilingual
    ask: dict[str, Path] = {}


class TermShape(Shape):
    """A name for something that is computed, so that the rules below read like sentences."""

    id: Name
    label: Bilingual
    value: Condition = Field(alias="is")
