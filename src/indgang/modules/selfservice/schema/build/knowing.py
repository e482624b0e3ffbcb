"""Checks parameters, facts and terms."""

from indgang.kernel.expressions import DATE, DECIMAL, MONEY, TEXT, WHOLE
from indgang.modules.selfservice.schema.build.base import Base
from indgang.modules.selfservice.schema.look_ups import CONFIRMATIONS, LOOK_UPS, confirmations
from indgang.modules.selfservice.schema.solution import FactUse, ParameterUse, Term, kind_at

KINDS = {"whole": WHOLE, "decimal": DECIMAL, "text": TEXT, "money": MONEY, "date": DATE}


class Knowing(Base):
    """Parameters, facts, terms: each declares a name."""

    def parameters(self) -> tuple[ParameterUse, ...]:
        found = []
        for i, row in enumerate(self.shape.parameters):
            self.declare(row.id, KINDS[row.kind], ("parameters", i, "id"))
            found.append(ParameterUse(row.id, row.key, KINDS[row.kind], row.pick, row.label.text))
        return tuple(found)

    def fact_names(self) -> list[FactUse]:
        found = []
        for i, row in enumerate(self.shape.facts):
            look_up = LOOK_UPS.get(row.look_up)
            if look_up is None:
                self.one_of(("facts", i, "look_up"), row.look_up, set(LOOK_UPS), "look-up")
                continue
            if row.look_up == CONFIRMATIONS:
                look_up = confirmations({ask.id: ask.label.text for ask in self.shape.asks})
            self.declare(row.id, look_up.kind, ("facts", i, "id"))
            found.append(FactUse(row.id, row.look_up, look_up, row.label.text, dict(row.ask)))
        return found

    def fact_arguments(self, facts: list[FactUse]) -> None:
        for i, row in enumerate(self.shape.facts):
            of = LOOK_UPS.get(row.look_up)
            if of is None:
                continue
            place = ("facts", i, "ask")
            for name in set(of.asks) ^ set(row.ask):
                needed = ", ".join(of.asks) or "nothing"
                self.wrong(place, f"`{row.look_up}` is asked with {needed}; `{name}` does not fit.")
            for name, path in row.ask.items():
                if name in of.asks and kind_at(self.names, path) != of.asks[name]:
                    self.wrong((*place, name), f"`{path}` is not {of.asks[name]}, which `{name}` must be.")

    def terms(self) -> dict[str, Term]:
        found = {}
        for i, row in enumerate(self.shape.terms):
            expression = self.condition(row.value, ("terms", i, "is"), expect=None)
            self.declare(row.id, expression.kind, ("terms", i, "id"))
            found[row.id] = Term(row.id, row.label.text, expression)
        return found
