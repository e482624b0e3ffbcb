"""How a licence ends before its time, and how its end is told of."""

from dataclasses import dataclass

from indgang.kernel.expressions import Expression
from indgang.kernel.text import Text


@dataclass(frozen=True)
class EndsUse:
    """`refund` comes to whole øre. `remind` are parameters in days; `renew` is empty when nobody is reminded."""

    text: Text
    refund: Expression | None
    replaces: Expression | None
    moved: bool
    remind: tuple[str, ...]
    renew: Text
