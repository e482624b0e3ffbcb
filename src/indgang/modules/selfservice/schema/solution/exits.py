"""Where the way ends before anything is sent."""

from dataclasses import dataclass

from indgang.kernel.expressions import Expression
from indgang.kernel.text import Text


@dataclass(frozen=True)
class Exit:
    id: str
    when: Expression
    title: Text
    text: Text
    counts: str = ""
    """The measurement of a draft that ends there; empty: it was left."""
