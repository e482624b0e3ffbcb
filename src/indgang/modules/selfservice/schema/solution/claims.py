"""What is claimed for a span of days."""

from dataclasses import dataclass

from indgang.kernel.expressions import Expression


@dataclass(frozen=True)
class Claims:
    first: Expression
    last: Expression
    begins: Expression
