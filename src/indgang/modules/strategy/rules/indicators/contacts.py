"""How many turn to the municipality, and through which channel."""

from typing import Any

import ibis
from ibis.expr.types import Table

from indgang.kernel.text import Text
from indgang.modules.strategy.rules.ledger import (
    Ledger,
    anywhere,
    by_group,
    each_group,
    percent,
    together,
    total,
    whole,
)
from indgang.modules.strategy.rules.registry import Answer, indicator
from indgang.modules.strategy.vocabulary import ALL, CHANNEL_GROUPS, Unit


def _incoming(ledger: Ledger) -> tuple[Table, Table]:
    cells, rows = ledger.cells, ledger.priced(ledger.contacts)
    return cells.filter(cells.direction == "in"), rows.filter(rows.direction == "in")


def _share(ledger: Ledger, cells: Table, part: Any, group: str) -> Table:
    """One part of everything: 0 when there are contacts, but none of the part; null when there are none at all."""
    return whole(
        ledger,
        cells,
        group=group,
        value=percent(cells.weight.sum(where=part).fill_null(0), cells.weight.sum()),
        rows=cells.rows.sum(where=part).fill_null(0),
        estimated=cells.estimated.any(),
    )


def _shares(ledger: Ledger) -> tuple[Table, Table]:
    cells, rows = _incoming(ledger)
    by = each_group(
        ledger, cells, part=cells.weight.sum(), rows=cells.rows.sum(), estimated=cells.estimated.any()
    )
    # A share rests on the whole: one estimated row makes every share an estimate.
    shares = by.mutate(
        value=percent(by.part, total(ledger, by.part)), estimated=anywhere(ledger, by.estimated)
    )
    if ledger.scope.archive:  # a document that does not name a group has not counted it: that is no 0
        return shares, rows
    known = [_share(ledger, cells, cells.group == group, group) for group in CHANNEL_GROUPS]
    return together(*known, shares.filter(shares.group.notin(CHANNEL_GROUPS))), rows


@indicator(
    id="contacts",
    name=Text("Henvendelser", "Contacts"),
    unit=Unit.CONTACTS,
    groups=(ALL, *CHANNEL_GROUPS),
    danish=(
        "Så mange gange har nogen henvendt sig til kommunen. Vi lægger rækkernes vægt sammen. "
        "En række fra en tælleuge eller et arkiv kan stå for flere end én. Det, vi selv sender ud, er ikke med."
    ),
    source="Citizen.2012, s. 6",
)
def contacts(ledger: Ledger) -> Answer:
    """How many times somebody turned to the municipality: the weights of the rows added up. A row of a
    counting week or an archive can stand for more than one. What we send out ourselves is not counted."""
    cells, rows = _incoming(ledger)
    values = by_group(
        ledger, cells, value=cells.weight.sum(), rows=cells.rows.sum(), estimated=cells.estimated.any()
    )
    return Answer(values, rows)


@indicator(
    id="channel_share",
    name=Text("Andel af henvendelser", "Share of contacts"),
    unit=Unit.PERCENT,
    groups=CHANNEL_GROUPS,
    danish=("Så stor en del kommer gennem en gruppe af kanaler. Vi deler gruppens tal med tallet for alle."),
    source="Citizen.2012, s. 8, note 1",
)
def channel_share(ledger: Ledger) -> Answer:
    """How large a part of the contacts comes through a group of channels: the group's contacts divided by
    all contacts. Citizen.2012 leaves library visits out, so the filter is part of the figure."""
    return Answer(*_shares(ledger))


@indicator(
    id="digital_share_citizen2012",
    name=Text("Digital andel, Citizen.2012", "Digital share, Citizen.2012"),
    unit=Unit.PERCENT,
    groups=("digital",),
    danish="Den digitale gruppe delt med alle henvendelser. Mails tæller som skriftlige.",
    source="Citizen.2012, s. 8",
)
def digital_share_citizen2012(ledger: Ledger) -> Answer:
    """The digital group divided by all contacts. E-mails count as written."""
    if ledger.scope.archive:
        values, rows = _shares(ledger)
        return Answer(values.filter(values.group == "digital"), rows.filter(rows.group == "digital"))
    cells, rows = _incoming(ledger)
    return Answer(
        _share(ledger, cells, cells.group == "digital", "digital"), rows.filter(rows.group == "digital")
    )


@indicator(
    id="digital_share_hvidovre",
    name=Text("Digital andel, Hvidovre", "Digital share, Hvidovre"),
    unit=Unit.PERCENT,
    groups=("digital",),
    danish=(
        "Selvbetjening og mails lagt sammen, delt med alle henvendelser. "
        "Hvidovres mål gælder det, der kommer ind."
    ),
    source="Kanalstrategi for Hvidovre Kommune 2011-2015, afsnit 5",
)
def digital_share_hvidovre(ledger: Ledger) -> Answer:
    """Self-service and e-mail added up, divided by all contacts. Hvidovre's target is about what comes in."""
    if not ledger.knows_channels:
        return Answer(
            None,
            None,
            Text(
                "Kilden kender kun grupper af kanaler. Den kan ikke skille selvbetjening og mails fra resten.",
                "The source knows groups of channels only. It cannot tell self-service and e-mail apart.",
            ),
        )
    cells, rows = _incoming(ledger)
    digital = ["self_service", "email"]
    part = cells.channel.isin(digital)
    return Answer(
        _share(ledger, cells, part, "digital"),
        rows.filter(rows.channel.isin(digital)).mutate(group=ibis.literal("digital")),
    )
