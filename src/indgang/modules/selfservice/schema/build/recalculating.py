"""Checks how a standing grant is worked out again."""

from collections.abc import Mapping, Set

from indgang.kernel.expressions import DATE, MONEY, WHOLE, Kind
from indgang.modules.selfservice.schema.build.base import Base
from indgang.modules.selfservice.schema.shapes.recalculating import RecalculatesShape
from indgang.modules.selfservice.schema.solution import Term
from indgang.modules.selfservice.schema.solution.recalculating import Recalculates, Settles

HERE = "recalculates"
BEFORE, NOW = "before", "now"
"""What `because` and the letters call the two sides of `compare`."""


class Recalculations(Base):
    """The recalculation, when there is one."""

    def recalculates(self, terms: Mapping[str, Term], letters: Set[str]) -> Recalculates | None:
        row = self.shape.recalculates
        if row is None:
            return None
        kind = self._compared(row)
        self._parameter_of(row.at_least, "at_least", kind)
        self._parameter_of(row.patience, "patience", WHOLE)
        for field, paths in (("hear", row.hear), ("hear_with", row.hear_with)):
            for i, path in enumerate(paths):
                self.path(path, (HERE, field, i))
        named = row.letters.model_dump()
        for field, name in named.items():
            self.one_of((HERE, "letters", field), name, letters, "file in letters/")
        extra = {**self.sentence_names, BEFORE: kind, NOW: kind}
        return Recalculates(
            title=row.title.text,
            going_on=self.condition(row.going_on, (HERE, "while")),
            ready=self.condition(row.ready, (HERE, "ready")),
            compare=row.compare,
            lower_is_better=row.better == "lower",
            at_least=row.at_least,
            patience=row.patience,
            instead=self._instead(row, terms),
            paragraph=row.paragraph,
            because=self.text(row.because, (HERE, "because"), extra),
            hear=row.hear,
            letters=named,
            settles=self._settles(row),
            hear_with=row.hear_with,
            counts_from=self.condition(row.counts_from, (HERE, "from"), DATE) if row.counts_from else None,
        )

    def _settles(self, row: RecalculatesShape) -> Settles | None:
        settles = row.settles
        if settles is None:
            return None
        self._parameter_of(settles.month, "settles", WHOLE)
        lines = {line.id for one in self.shape.calculations for line in one.lines}
        self.one_of((HERE, "settles", "adds"), settles.adds, lines, "line of a calculation")
        if settles.adds in lines and self.names.get(settles.adds) != MONEY:
            self.wrong((HERE, "settles", "adds"), f"`{settles.adds}` is no money. Add up a line that is.")
        if self.names.get(settles.counts_from) != DATE:
            self.wrong(
                (HERE, "settles", "from"), f"`{settles.counts_from}` is no date. Write the name of one."
            )
        return Settles(settles.month, settles.counts_from, settles.adds)

    def _compared(self, row: RecalculatesShape) -> Kind:
        """What is held against what: the citizen is shown the line it stands on."""
        lines = {line.id for one in self.shape.calculations for line in one.lines}
        self.one_of((HERE, "compare"), row.compare, lines, "line of a calculation")
        kind = self.names.get(row.compare, WHOLE)
        if kind not in (WHOLE, MONEY):
            self.wrong((HERE, "compare"), f"`{row.compare}` is {kind}. Compare a whole number or money.")
        return kind

    def _parameter_of(self, name: str, field: str, kind: Kind) -> None:
        known = {use.id for use in self.shape.parameters}
        self.one_of((HERE, field), name, known, "parameter")
        if name in known and self.names.get(name) != kind:
            self.wrong((HERE, field), f"`{name}` is not {kind}, which `{field}` must be here.")

    def _instead(self, row: RecalculatesShape, terms: Mapping[str, Term]) -> dict[str, Term]:
        found: dict[str, Term] = {}
        for i, one in enumerate(row.instead):
            here = (HERE, "instead", i)
            term = terms.get(one.id)
            if term is None:
                self.one_of((*here, "id"), one.id, set(terms), "term")
                continue
            if one.id in found:
                self.wrong((*here, "id"), f"`{one.id}` stands twice. Choose another.")
            expression = self.condition(one.value, (*here, "is"), term.expression.kind)
            found[one.id] = Term(term.id, term.label, expression)
        merged = {**terms, **found}
        for i, one in enumerate(row.instead):
            if one.id in found and self._needs_itself(one.id, merged):
                self.wrong((HERE, "instead", i, "is"), f"This needs `{one.id}` itself. Write it without.")
        return found

    def _needs_itself(self, name: str, terms: Mapping[str, Term]) -> bool:
        seen: set[str] = set()
        roots = set(terms[name].expression.roots)
        while roots:
            seen |= roots
            roots = {root for one in roots if one in terms for root in terms[one].expression.roots} - seen
        return name in seen
