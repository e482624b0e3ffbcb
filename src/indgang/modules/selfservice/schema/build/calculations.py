"""Checks rates and calculations."""

from collections.abc import Mapping

from indgang.kernel.expressions import TEXT, Expression
from indgang.modules.selfservice.schema.build.base import Base
from indgang.modules.selfservice.schema.build.knowing import KINDS
from indgang.modules.selfservice.schema.solution import (
    Calculation,
    CalculationLine,
    Rate,
    Term,
)


class Calculations(Base):
    """Rates are declared before the terms, which may use them; the lines of calculations after, as terms."""

    def rate_names(self) -> None:
        for i, row in enumerate(self.shape.rates):
            self.declare(row.id, KINDS[row.kind], ("rates", i, "id"))

    def rates(self, terms: Mapping[str, Term]) -> dict[str, Rate]:
        found: dict[str, Rate] = {}
        for i, row in enumerate(self.shape.rates):
            by = self.condition(row.by, ("rates", i, "by"), TEXT)
            behind = self._behind(by, terms)
            late = [one.id for one in self.shape.rates[i:] if one.id in behind]
            if late:
                self.wrong(
                    ("rates", i, "by"),
                    f"This needs the rate `{late[0]}`, which is not above it. Put it above, or use another name.",
                )
            read = self.condition(row.id, ("rates", i, "id"), KINDS[row.kind])
            found[row.id] = Rate(row.id, row.key, KINDS[row.kind], by, read, row.label.text)
        return found

    def _behind(self, expression: Expression, terms: Mapping[str, Term]) -> set[str]:
        """All names that a condition comes down to, the terms' own included."""
        found: set[str] = set()
        new = set(expression.roots)
        while new:
            found |= new
            new = {root for name in new if name in terms for root in terms[name].expression.roots} - found
        return found

    def calculations(self, terms: dict[str, Term]) -> tuple[Calculation, ...]:
        """Adds a term for each line to `terms`."""
        found = []
        for i, row in enumerate(self.shape.calculations):
            here = ("calculations", i)
            lines = []
            for j, line in enumerate(row.lines):
                expression = self.condition(line.value, (*here, "lines", j, "is"), expect=None)
                self.declare(line.id, expression.kind, (*here, "lines", j, "id"))
                terms[line.id] = Term(line.id, line.label.text, expression)
                note = self.text(line.note, (*here, "lines", j, "note"))
                lines.append(CalculationLine(line.id, line.label.text, note, line.paragraph))
            found.append(Calculation(row.id, self.text(row.title, (*here, "title")), tuple(lines)))
        return tuple(found)
