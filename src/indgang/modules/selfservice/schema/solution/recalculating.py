"""A standing grant that is worked out again by itself, made ready."""

from collections.abc import Mapping
from dataclasses import dataclass

from indgang.kernel.expressions import Expression
from indgang.kernel.text import Text
from indgang.modules.selfservice.schema.solution.knowing import Term


@dataclass(frozen=True)
class Settles:
    """`month`: a parameter; `counts_from`: a name of kind date; `adds`: a line of kind money."""

    month: str
    counts_from: str
    adds: str


@dataclass(frozen=True)
class Recalculates:
    """`compare` is a line of a calculation; `at_least` and `patience` are parameters by the solution's own names.
    `instead`: the terms that mean something else here. `letters`: better, worse, ended, kept -> a file of letters/.
    `counts_from`: of kind date.
    """

    title: Text
    going_on: Expression
    ready: Expression
    compare: str
    lower_is_better: bool
    at_least: str
    patience: str
    instead: Mapping[str, Term]
    paragraph: str
    because: Text
    hear: tuple[str, ...]
    letters: Mapping[str, str]
    settles: Settles | None = None
    hear_with: tuple[str, ...] = ()
    counts_from: Expression | None = None
