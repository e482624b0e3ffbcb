"""What a contact costs, by a dated sheet with a source."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.channels.models import PriceSheet
from indgang.modules.channels.vocabulary import GROUP_OF, Channel, ChannelGroup


class UnknownPriceSheet(Expected):
    """There is no such price sheet."""

    message = Text("Vi kender ikke den prisliste.", "We do not know that price sheet.")


@dataclass(frozen=True)
class PriceInfo:
    """One line: kroner for a contact (None: no price), however handled (empty) or by one handling."""

    valid_from: date
    channel: Channel
    handling: str
    group: ChannelGroup
    kr: Decimal | None


@dataclass(frozen=True)
class PriceSheetInfo:
    """A price sheet; `meaning` is what one of its prices covers. Each date's lines replace those before it."""

    id: str
    name: Text
    meaning: Text
    source: str
    page: str
    prices: tuple[PriceInfo, ...]

    def lines_on(self, day: date) -> tuple[PriceInfo, ...]:
        """The lines that hold on a day: those of the latest date that has begun."""
        begun = {line.valid_from for line in self.prices if line.valid_from <= day}
        return tuple(line for line in self.prices if begun and line.valid_from == max(begun))

    def groups_on(self, day: date) -> dict[Channel, ChannelGroup]:
        """The group that each channel counts in."""
        return {**GROUP_OF, **{line.channel: line.group for line in self.lines_on(day)}}

    def prices_on(self, day: date) -> dict[tuple[Channel, str], Decimal | None]:
        """Kroner by channel and handling; an empty handling is the price of any other handling."""
        return {(line.channel, line.handling): line.kr for line in self.lines_on(day)}

    def price(self, channel: Channel, handling: str, day: date) -> Decimal | None:
        """Kroner for one contact; None when the sheet has no price for it."""
        prices = self.prices_on(day)
        return prices.get((channel, handling), prices.get((channel, "")))


def price_sheet(sheet_id: str) -> PriceSheetInfo:
    """One sheet with all its dates. Raises UnknownPriceSheet."""
    sheets = price_sheets([sheet_id])
    if sheet_id not in sheets:
        raise UnknownPriceSheet
    return sheets[sheet_id]


def price_sheets(ids: list[str] | None = None) -> dict[str, PriceSheetInfo]:
    """The sheets with these ids, or all."""
    rows = PriceSheet.objects.prefetch_related("prices")
    if ids is not None:
        rows = rows.filter(pk__in=ids)
    found: dict[str, list[PriceInfo]] = defaultdict(list)
    for row in rows:
        for price in sorted(row.prices.all(), key=lambda line: (line.valid_from, line.pk)):
            kr = None if price.ore is None else Decimal(price.ore) / 100
            found[row.pk].append(
                PriceInfo(
                    price.valid_from, Channel(price.channel), price.handling, ChannelGroup(price.group), kr
                )
            )
    return {
        row.pk: PriceSheetInfo(
            row.pk, Text.of(row.name), Text.of(row.meaning), row.source, row.page, tuple(found[row.pk])
        )
        for row in rows
    }
