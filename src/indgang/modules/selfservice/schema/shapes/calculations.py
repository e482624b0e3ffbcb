"""Rates that are looked up in a dated table, and calculations that the citizen is shown line by line."""

from typing import Literal

from pydantic import Field

from indgang.kernel.shapes import Bilingual
from indgang.kernel.strict_yaml import Shape
from indgang.modules.selfservice.schema.shapes.basic import Condition, Name


class RateShape(Shape):
    """One value out of a dated parameter that is a map. `by` gives the key; a key that is not there is not known.

    Of kind `money` the values are written in kroner.
    """

    id: Name
    key: str
    by: Condition
    kind: Literal["money", "whole", "decimal", "text"]
    label: Bilingual


class LineShape(Shape):
    """One line of a calculation; a name like a term, for the lines and rules below it."""

    id: Name
    label: Bilingual
    value: Condition = Field(alias="is")
    note: Bilingual | None = None
    paragraph: str = ""


class CalculationShape(Shape):
    """A table that shows how an amount came about: on the summary, with the decision and in letters."""

    id: Name
    title: Bilingual
    lines: tuple[LineShape, ...] = Field(min_length=1)
