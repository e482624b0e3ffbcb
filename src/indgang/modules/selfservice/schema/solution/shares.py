"""Places that are shared out, made ready."""

from dataclasses import dataclass

from indgang.kernel.expressions import Expression
from indgang.kernel.text import Text


@dataclass(frozen=True)
class Order:
    """What places somebody before another: `value` is computed for each row of the wishes."""

    id: str
    label: Text
    value: Expression
    highest: bool
    because: Text


@dataclass(frozen=True)
class Shares:
    """`id` names the fact that says what came of it; `wishes` the group, `place` the question in it."""

    id: str
    title: Text
    when: Expression
    until: Expression
    wishes: str
    place: str
    fallback: Expression
    order: tuple[Order, ...]
    paragraph: str
