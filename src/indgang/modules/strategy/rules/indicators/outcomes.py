"""How a contact ended: resolved at once, or at the wrong place."""

from ibis.expr.types import Table

from indgang.kernel.text import Text
from indgang.modules.strategy.rules.ledger import Ledger, by_group, percent
from indgang.modules.strategy.rules.registry import Answer, indicator
from indgang.modules.strategy.vocabulary import ALL, CHANNEL_GROUPS, Unit

_UNKNOWN = Text(
    "Vi ved ikke, hvordan nogen af henvendelserne gik.", "We do not know how any of the contacts went."
)


def _ended(ledger: Ledger) -> Table:
    """Contacts in, added up by how they ended."""
    cells = ledger.added_up("outcome")
    return cells.filter(cells.direction == "in")


def _rows(ledger: Ledger) -> Table:
    rows = ledger.priced(ledger.contacts)
    return rows.filter(rows.direction == "in")


@indicator(
    id="resolved_at_once",
    name=Text("Løst med det samme", "Resolved at once"),
    unit=Unit.PERCENT,
    groups=(ALL, *CHANNEL_GROUPS),
    danish=(
        "De henvendelser, som vi løser uden at stille videre eller ringe tilbage. "
        "Vi deler dem med alle henvendelser, hvor vi ved, hvordan det gik."
    ),
    source="Citizen.2012, s. 12",
    no_data={"": _UNKNOWN},
)
def resolved_at_once(ledger: Ledger) -> Answer:
    """The contacts that we resolve without transferring or calling back, divided by all contacts whose outcome
    is known."""
    cells, rows = _ended(ledger), _rows(ledger)
    known = cells.outcome != "unknown"
    values = by_group(
        ledger,
        cells,
        value=percent(
            cells.weight.sum(where=cells.outcome == "resolved").fill_null(0), cells.weight.sum(where=known)
        ),
        rows=cells.rows.sum(where=known),
        estimated=cells.estimated.any(where=known),
        followed=percent(cells.weight.sum(where=known).fill_null(0), cells.weight.sum()),
    )
    return Answer(values, rows.filter(rows.outcome != "unknown"))


@indicator(
    id="misdirected_share",
    name=Text("Kom det forkerte sted hen", "Reached the wrong place"),
    unit=Unit.PERCENT,
    groups=(ALL, *CHANNEL_GROUPS),
    danish=(
        "De henvendelser, der kom det forkerte sted hen. Vi deler dem med alle henvendelser. "
        "Ved vi slet ikke, hvordan de gik, viser vi ikke noget tal."
    ),
    source="KOMHEN, kommunernes tælleuger",
    no_data={"": _UNKNOWN},
)
def misdirected_share(ledger: Ledger) -> Answer:
    """The contacts that reached the wrong place, divided by all contacts. Without any known outcome there is no
    figure."""
    cells, rows = _ended(ledger), _rows(ledger)
    known = cells.outcome != "unknown"
    part = cells.weight.sum(where=cells.outcome == "misdirected").fill_null(0)
    values = by_group(
        ledger,
        cells,
        value=known.any().ifelse(percent(part, cells.weight.sum()), None),
        rows=cells.rows.sum(),
        estimated=cells.estimated.any(),
        followed=percent(cells.weight.sum(where=known).fill_null(0), cells.weight.sum()),
    )
    return Answer(values, rows)
