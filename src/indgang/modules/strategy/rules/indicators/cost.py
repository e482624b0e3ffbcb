"""What the contacts cost, by the price sheet of the strategy or the municipality."""

import ibis

from indgang.kernel.text import Text
from indgang.modules.strategy.rules.ledger import (
    Ledger,
    anywhere,
    by_group,
    each_group,
    percent,
    total,
    whole,
)
from indgang.modules.strategy.rules.registry import Answer, indicator
from indgang.modules.strategy.vocabulary import ALL, CHANNEL_GROUPS, Unit


@indicator(
    id="cost",
    name=Text("Udgift til henvendelser", "Cost of contacts"),
    unit=Unit.KR,
    groups=(ALL, *CHANNEL_GROUPS),
    danish=(
        "Hver henvendelse gange prisen for dens kanal og for, om en medarbejder havde den i hånden. Prisen "
        "står i en prisliste med dato og kilde. Besøg på biblioteker er talt, men har aldrig en pris. "
        "En kanal uden pris er ikke med, og så står der, hvor mange der mangler."
    ),
    source="Citizen.2012, s. 8",
)
def cost(ledger: Ledger) -> Answer:
    """Each contact times the price of its channel and of whether staff handled it. The price stands in a dated
    price sheet with a source. Library visits are counted, never priced. A channel without a price is left
    out, and the figure says how many contacts that leaves out."""
    cells = ledger.cells
    cells = cells.filter(cells.direction == "in")
    priced = cells.ore.notnull()
    values = by_group(
        ledger,
        cells,
        value=(cells.weight * cells.ore).sum(),
        rows=cells.rows.sum(where=priced),
        estimated=cells.estimated.any(where=priced),
        unpriced=cells.weight.sum(where=cells.ore.isnull() & ~cells.library_visit),
    )
    return Answer(values, _priced(ledger))


@indicator(
    id="cost_share",
    name=Text("Andel af udgiften", "Share of the cost"),
    unit=Unit.PERCENT,
    groups=CHANNEL_GROUPS,
    danish="Så stor en del af udgiften går til en gruppe af kanaler. Gruppens udgift deles med hele udgiften.",
    source="Citizen.2012, s. 8 og 17",
)
def cost_share(ledger: Ledger) -> Answer:
    """How large a part of the cost goes to a group of channels: the group's cost divided by the whole cost."""
    cells = ledger.cells
    cells = cells.filter(cells.direction == "in", cells.ore.notnull())
    by = each_group(
        ledger,
        cells,
        part=(cells.weight * cells.ore).sum(),
        rows=cells.rows.sum(),
        estimated=cells.estimated.any(),
    )
    values = by.mutate(
        value=percent(by.part, total(ledger, by.part)), estimated=anywhere(ledger, by.estimated)
    )
    return Answer(values, _priced(ledger))


_WHICH_SERVICE = Text(
    "Vælg en ydelse. Alle henvendelser koster, men kun nogle ydelser kan gøres færdig her. Derfor siger tallet for dem "
    "alle ikke noget.",
    "Choose a service. All contacts cost, but only some services can be completed here. So the figure of all of them "
    "says nothing.",
)


@indicator(
    id="cost_per_transaction",
    name=Text("Udgift for hver, der er gjort færdig", "Cost per transaction"),
    unit=Unit.KR,
    groups=(ALL,),
    danish=(
        "Hele udgiften til henvendelser, delt med det, der er gjort færdigt: alene, med hjælp eller af en "
        "medarbejder. Vælg en ydelse, så er både udgift og antal om den."
    ),
    source="GOV.UK Service Manual, cost per transaction",
    needs_measurements=True,
    no_data={ALL: Text("Ingen er gjort færdig.", "None has been completed.")},
)
def cost_per_transaction(ledger: Ledger) -> Answer:
    """The whole cost of contacts in all channels, divided by the transactions that were completed: alone, with
    help or by staff. Choose a service, and both cost and number are about it."""
    if not ledger.scope.cut.service:
        return Answer(None, None, missing=_WHICH_SERVICE)
    cells = ledger.cells
    cells = cells.filter(cells.direction == "in")
    priced = cells.ore.notnull()
    cost = whole(
        ledger,
        cells,
        cost=(cells.weight * cells.ore).sum(),
        rows=cells.rows.sum(where=priced),
        estimated=cells.estimated.any(where=priced),
        unpriced=cells.weight.sum(where=cells.ore.isnull() & ~cells.library_visit),
    )
    rows = ledger.measurements.filter(ledger.measurements.kind == "completed_how")
    done = whole(ledger, rows, completed=rows.count())
    both = cost.inner_join(done, ["group", *ledger.keys])
    value = both.cost.cast("float64") / both.completed.nullif(0).cast("float64")
    values = both.mutate(value=value).drop("cost", "completed")
    return Answer(values, _priced(ledger))


def _priced(ledger: Ledger) -> ibis.Table:
    rows = ledger.priced(ledger.contacts)
    return rows.filter(rows.direction == "in", rows.ore.notnull())
