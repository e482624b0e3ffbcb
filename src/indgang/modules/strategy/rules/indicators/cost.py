"""What the contacts cost, by the price sheet of the strategy or the municipality."""

import ibis

from indgang.kernel.text import Text
from indgang.modules.strategy.rules.ledger import Ledger, by_group, percent
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
    cells = ledger.cells.filter(ledger.cells.direction == "in")
    priced = cells.ore.notnull()
    values = by_group(
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
    cells = ledger.cells.filter(ledger.cells.direction == "in", ledger.cells.ore.notnull())
    by = cells.group_by("group").aggregate(
        part=(cells.weight * cells.ore).sum(), rows=cells.rows.sum(), estimated=cells.estimated.any()
    )
    values = by.mutate(value=percent(by.part, by.part.sum()), estimated=by.estimated.any())
    return Answer(values, _priced(ledger))


def _priced(ledger: Ledger) -> ibis.Table:
    rows = ledger.contacts
    return rows.filter(rows.direction == "in", rows.ore.notnull())
