"""Prices, in the form that the ledger's expressions take."""

from indgang.modules.channels import selectors as channels
from indgang.modules.strategy.vocabulary import DatedPrice


def price_lines(sheet: str) -> tuple[DatedPrice, ...]:
    """The lines of a price sheet. Raises channels' error for a sheet that is not loaded."""
    return tuple(
        DatedPrice(
            line.valid_from.isoformat(),
            line.channel,
            line.handling,
            line.group,
            None if line.kr is None else int(line.kr * 100),
        )
        for line in channels.price_sheet(sheet).prices
    )
