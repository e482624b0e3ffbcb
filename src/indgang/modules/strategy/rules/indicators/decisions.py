"""How the municipality decides, and how long it takes."""

import ibis

from indgang.kernel.text import Text
from indgang.modules.strategy.rules.ledger import Ledger, percent
from indgang.modules.strategy.rules.registry import Answer, indicator
from indgang.modules.strategy.vocabulary import ALL, Unit


@indicator(
    id="straight_through",
    name=Text("Afgjort automatisk", "Decided automatically"),
    unit=Unit.PERCENT,
    groups=(ALL,),
    danish="De sager, som reglerne afgør uden en medarbejder. Vi deler dem med alle sager, der er afgjort.",
    source="Citizen.2012, s. 12, pejlemærke E",
    from_measurements=True,
)
def straight_through(ledger: Ledger) -> Answer:
    """The cases that the rules decide without a member of staff, divided by all decided cases."""
    rows = ledger.measurements.filter(ledger.measurements.kind == "decided")
    values = rows.aggregate(
        value=percent(rows.count(where=rows.subject_key == "automatic"), rows.count()), rows=rows.count()
    ).mutate(group=ibis.literal(ALL), estimated=ibis.literal(False))
    return Answer(values, rows.mutate(group=ibis.literal(ALL)))


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
    from_measurements=True,
)
def decision_time(ledger: Ledger) -> Answer:
    """Days from when we receive a case until we decide it: the time within which half, and nine in ten, get
    their answer. Cases that the rules decide at once are counted."""
    rows = ledger.measurements.filter(ledger.measurements.kind == "decision_time")

    def within(share: float, group: str) -> ibis.Table:
        return rows.aggregate(value=rows.value.quantile(share), rows=rows.count()).mutate(
            group=ibis.literal(group), estimated=ibis.literal(False)
        )

    behind = rows.mutate(group=ibis.literal("median")).union(rows.mutate(group=ibis.literal("p90")))
    return Answer(within(0.5, "median").union(within(0.9, "p90")), behind)
