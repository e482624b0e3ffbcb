"""What people answered, and whether they came: satisfaction and no-shows."""

import ibis
from ibis.expr.types import Table

from indgang.kernel.text import Text
from indgang.modules.contacts.vocabulary import Ease
from indgang.modules.strategy.rules.ledger import Ledger, count, percent, together, whole
from indgang.modules.strategy.rules.registry import Answer, indicator
from indgang.modules.strategy.vocabulary import ALL, FEWEST, Unit

SATISFIED = (Ease.VERY_EASY.value, Ease.EASY.value)
STAFF = "staff"
_STAFF_TOGETHER = Text(
    "Hvad hver medarbejder svarer, skal ingen kunne se. Derfor deler vi kun deres svar op på siden om tilfredshed.",
    "Nobody shall see what a member of staff answers. So only the page of satisfaction tells their answers apart.",
)
_NO_BOOKING = Text(
    "Vi ved endnu ikke, hvem vi mindede om deres aftale.",
    "We do not know yet whom we reminded of their appointment.",
)


@indicator(
    id="satisfaction",
    name=Text("Tilfredshed", "Satisfaction"),
    unit=Unit.PERCENT,
    groups=("satisfied", *(answer.value for answer in Ease)),
    danish=(
        "Vi spørger, hvor let det var, når det er overstået. Tilfreds er den, der svarer meget let eller let. "
        "Hvert svar bliver delt med alle svar. Medarbejdernes svar står for sig selv."
    ),
    source="Kanalstrategi for Hvidovre Kommune 2011-2015",
    measured=("satisfied", *(answer.value for answer in Ease)),
    no_data={
        "": Text(
            "Ingen har svaret, eller så få, at vi ikke viser det.",
            "Nobody has answered, or so few that we do not show it.",
        )
    },
)
def satisfaction(ledger: Ledger) -> Answer:
    """How easy it was, asked when it is over. Satisfied are those who say very easy or easy; each answer is divided
    by all answers. What staff answer stands apart."""
    rows = ledger.measurements.filter(ledger.measurements.kind == "satisfaction")
    cut, of_staff = ledger.scope.cut, ledger.scope.cut.audience == STAFF
    if of_staff and (cut.department or cut.service):
        return Answer(None, None, missing=_STAFF_TOGETHER)
    if not of_staff:
        rows = rows.filter(rows.audience.fill_null("") != STAFF)
    least = FEWEST if of_staff else 1

    def share(group: str, *said: str) -> Table:
        this = rows.subject_key.isin(said)
        value = percent(count(this), ibis.ifelse(rows.count() >= least, rows.count(), 0))
        return whole(ledger, rows, group=group, value=value, rows=count(this)).mutate(
            estimated=ibis.literal(False)
        )

    pleased = rows.filter(rows.subject_key.isin(SATISFIED)).mutate(group=ibis.literal("satisfied"))
    return Answer(
        together(share("satisfied", *SATISFIED), *(share(answer.value, answer.value) for answer in Ease)),
        None,
        behind_measured=None if of_staff else together(rows.mutate(group=rows.subject_key), pleased),
    )


@indicator(
    id="no_show",
    name=Text("Udeblivelser", "No-shows"),
    unit=Unit.PERCENT,
    groups=(ALL, "reminded", "not_reminded"),
    danish=(
        "De aftaler, hvor borgeren ikke kom. Vi deler dem med alle aftaler, hvor tiden er gået. "
        "Ved siden af står dem, vi mindede om aftalen, og dem, vi ikke mindede."
    ),
    source="Egen definition",
    measured=(ALL, "reminded", "not_reminded"),
    no_data={"reminded": _NO_BOOKING, "not_reminded": _NO_BOOKING},
)
def no_show(ledger: Ledger) -> Answer:
    """The appointments where the citizen did not come, divided by all appointments whose time has passed. Beside it
    those whom we reminded, and those whom we did not, once booking knows."""
    rows = ledger.measurements.filter(ledger.measurements.kind == "no_show")
    values = whole(
        ledger, rows, value=percent(count(rows.subject_key == "no_show"), rows.count()), rows=rows.count()
    ).mutate(estimated=ibis.literal(False))
    return Answer(values, None, behind_measured=rows.mutate(group=ibis.literal(ALL)))
