"""Rates and calculations, made ready."""

from dataclasses import dataclass

from indgang.kernel.expressions import Expression, Kind
from indgang.kernel.text import Text


@dataclass(frozen=True)
class Rate:
    """`by` gives the key in the parameter's map; `read` is the rate's own name as a condition."""

    id: str
    key: str
    kind: Kind
    by: Expression
    read: Expression
    label: Text


@dataclass(frozen=True)
class CalculationLine:
    """A line; what it comes to is computed by the term of the same name."""

    id: str
    label: Text
    note: Text
    paragraph: str


@dataclass(frozen=True)
class Calculation:
    id: str
    title: Text
    lines: tuple[CalculationLine, ...]
