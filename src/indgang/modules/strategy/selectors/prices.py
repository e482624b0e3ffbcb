"""Prices, in the form that the ledger's expressions take."""

from indgang.kernel.generation import per_generation
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.selectors import PriceSheetInfo, UnknownPriceSheet
from indgang.modules.strategy.vocabulary import DatedPrice


@per_generation
def _sheets() -> dict[str, PriceSheetInfo]:
    return channels.price_sheets()


def price_sheet(id: str) -> PriceSheetInfo:
    """A price sheet with its source and lines. Raises UnknownPriceSheet."""
    try:
        return _sheets()[id]
    except KeyError:
        raise UnknownPriceSheet from None


def price_lines(id: str) -> tuple[DatedPrice, ...]:
    """The lines of a price sheet; none without a sheet. Raises UnknownPriceSheet."""
    if not id:
        return ()
    return tuple(
        DatedPrice(
            line.valid_from.isoformat(),
            line.channel,
            line.handling,
            line.group,
            None if line.kr is None else int(line.kr * 100),
        )
        for line in price_sheet(id).prices
    )
