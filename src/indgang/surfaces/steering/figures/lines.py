"""Rows of the ledger and of a price sheet, in words."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels.selectors import PriceInfo, PriceSheetInfo
from indgang.modules.channels.vocabulary import CHANNEL_NAMES, Channel
from indgang.modules.contacts.vocabulary import (
    HANDLING_NAMES,
    MEASUREMENT_NAMES,
    OUTCOME_NAMES,
    QUALITY_NAMES,
    Handling,
    LedgerRow,
    MeasurementKind,
    Outcome,
    Quality,
)
from indgang.modules.strategy.vocabulary import FILTER_NAMES, GROUP_NAMES, Figure, Filter


def channel_name(channel: Channel) -> Text:
    """The name as steering says it: what a citizen reads as "come and see us" is a visit here."""
    return GROUP_NAMES[channel] if channel == Channel.IN_PERSON else CHANNEL_NAMES[channel]


@dataclass(frozen=True)
class Line:
    """One ledger row as the page shows it."""

    at: datetime
    what: Text
    service: str
    outcome: Text
    handling: Text
    weight: Decimal
    quality: Text
    batch: str
    source: str
    note: Text
    value: float | None


def line(row: LedgerRow, measurement: bool) -> Line:
    """A contact or a measurement in words."""
    what = MEASUREMENT_NAMES[MeasurementKind(row.what)] if measurement else channel_name(Channel(row.what))
    return Line(
        at=row.at,
        what=what,
        service=_service(row.service_id),
        outcome=OUTCOME_NAMES[Outcome(row.outcome)] if row.outcome else Text(),
        handling=HANDLING_NAMES[Handling(row.handling)]
        if row.handling in list(Handling)
        else Text(row.handling),
        weight=row.weight,
        quality=QUALITY_NAMES[Quality(row.quality)],
        batch=row.batch,
        source=row.source,
        note=row.note,
        value=row.value,
    )


def _service(id: str) -> str:
    """The service's name; its id when the catalogue no longer has it."""
    found = catalogue.services().get(id)
    return str(found.name) if found else id


@dataclass(frozen=True)
class PriceRow:
    """One line of a price sheet."""

    channel: Text
    handling: Text
    kr: Decimal | None


def prices(sheet: PriceSheetInfo, year: int) -> list[PriceRow]:
    """The lines that hold at the end of a year."""
    return [_price(one) for one in sheet.lines_on(date(year, 12, 31))]


def _price(one: PriceInfo) -> PriceRow:
    handling = HANDLING_NAMES[Handling(one.handling)] if one.handling else Text()
    return PriceRow(channel_name(one.channel), handling, one.kr)


def filters(figure: Figure) -> list[tuple[Filter, Text, bool]]:
    """What can be left out: the filter, its name, and whether it is chosen. Empty without a choice."""
    if len(figure.filters) < 2:
        return []
    return [(one, FILTER_NAMES[one], one is figure.filter) for one in figure.filters]
