"""How many finish what they began."""

import ibis

from indgang.kernel.text import Text
from indgang.modules.strategy.rules.ledger import Ledger, percent
from indgang.modules.strategy.rules.registry import Answer, indicator
from indgang.modules.strategy.vocabulary import ALL, Unit


@indicator(
    id="completion_citizen2012",
    name=Text("Gennemførte selvbetjeninger", "Completed self-services"),
    unit=Unit.PERCENT,
    groups=(ALL,),
    danish="De selvbetjeninger, som nogen gør færdige i året, delt med dem, som nogen begynder på i året.",
    source="Citizen.2012, s. 18",
    from_measurements=True,
)
def completion_citizen2012(ledger: Ledger) -> Answer:
    """The self-services that somebody completes in the year, divided by those that somebody begins in it."""
    rows = ledger.measurements.filter(ledger.measurements.kind.isin(["begun", "completed"]))
    values = rows.aggregate(
        value=percent(rows.count(where=rows.kind == "completed"), rows.count(where=rows.kind == "begun")),
        rows=rows.count(),
    ).mutate(group=ibis.literal(ALL), estimated=ibis.literal(False))
    return Answer(values, rows.mutate(group=ibis.literal(ALL)))
