"""Price sheets from content."""

from datetime import date
from itertools import groupby

from indgang.modules.channels import services as channels
from indgang.modules.channels.vocabulary import PriceLine
from indgang.modules.strategy.schema import PriceShape, PriceSheetShape


def _day(line: PriceShape) -> date:
    return line.valid_from


def keep(shape: PriceSheetShape) -> None:
    """Load one price sheet, date by date."""
    for day, lines in groupby(sorted(shape.prices, key=_day), _day):
        channels.load_price_sheet(
            id=shape.id,
            name=shape.name.text,
            meaning=shape.meaning.text,
            source=shape.source,
            page=shape.page,
            valid_from=day,
            prices=[PriceLine(line.channel, line.kr, line.handling or "", line.group) for line in lines],
        )
