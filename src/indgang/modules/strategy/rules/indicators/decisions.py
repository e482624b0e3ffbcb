"""How the municipality decides, and how long it takes."""

import ibis
from ibis.expr.types import Table

from indgang.kernel.text import Text
from indgang.modules.strategy.rules.ledger import Ledger, count, percent, together, whole
from indgang.modules.strategy.rules.quantiles import quantile
from indgang.modules.strategy.rules.registry import Answer, indicator
from indgang.modules.strategy.vocabulary import ALL, Unit


@indicator(
    id="straight_through",
    name=Text("Afgjort automatisk", "Decided automatically"),
    unit=Unit.PERCENT,
    groups=(ALL,),
    danish="De sager, som reglerne afgør uden en medarbejder. Vi deler dem med alle sager, der er afgjort.",
    source="Citizen.2012, s. 12, pejlemærke E",
    measured=(ALL,),
)
def straight_through(ledger: Ledger) -> Answer:
    """The cases that the rules decide without a member of staff, divided by all decided cases."""
    rows = ledger.measurements.filter(ledger.measurements.kind == "decided")
    values = whole(
        ledger,
        rows,
        value=percent(count(rows.subject_key == "automatic"), rows.count()),
        rows=rows.count(),
    ).mutate(estimated=ibis.literal(False))
    return Answer(values, None, behind_measured=rows.mutate(group=ibis.literal(ALL)))


@indicator(
    id="decision_time",
    name=Text("Svartid", "Decision time"),
    unit=Unit.DAYS,
    groups=("median", "p90"),
    danish=(
        "Dage fra vi får en sag, til vi afgør den. Vi viser, hvor hurtigt halvdelen og ni ud af ti får svar. "
        "Sager, som reglerne afgør med det samme, er med."
    ),
    source="Citizen.2012, s. 12, pejlemærke B",
    measured=("median", "p90"),
)
def decision_time(ledger: Ledger) -> Answer:
    """Days from when we receive a case until we decide it: the time within which half, and nine in ten, get
    their answer. Cases that the rules decide at once are counted."""
    rows = ledger.measurements.filter(ledger.measurements.kind == "decision_time")

    def within(tenths: int, group: str) -> Table:
        return quantile(rows, "value", tenths, ledger.keys).mutate(
            group=ibis.literal(group), estimated=ibis.literal(False)
        )

    behind = together(*(rows.mutate(group=ibis.literal(group)) for group in ("median", "p90")))
    return Answer(together(within(5, "median"), within(9, "p90")), None, behind_measured=behind)
