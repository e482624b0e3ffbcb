"""Price sheets from content. The caller holds the transaction."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from indgang.kernel.text import Text
from indgang.modules.channels.models import Price, PriceSheet
from indgang.modules.channels.vocabulary import GROUP_OF, PriceLine

NO_MEANING = Text()


def load_price_sheet(
    *,
    id: str,
    name: Text,
    source: str,
    page: str,
    valid_from: date,
    prices: Sequence[PriceLine],
    meaning: Text = NO_MEANING,
) -> None:
    """Load one date of a sheet: its lines replace those of the same date. Loading it again changes nothing.

    Raises ValueError when a price is below zero, has parts of an øre, or stands twice.
    """
    keys = [(line.channel, line.handling) for line in prices]
    if len(set(keys)) != len(keys):
        raise ValueError(f"{id}: a channel and handling stands twice.")
    sheet, _ = PriceSheet.objects.update_or_create(
        pk=id,
        defaults={"name": name.as_json(), "meaning": meaning.as_json(), "source": source, "page": page},
    )
    Price.objects.filter(sheet=sheet, valid_from=valid_from).delete()
    Price.objects.bulk_create(
        Price(
            sheet=sheet,
            valid_from=valid_from,
            channel=line.channel.value,
            handling=line.handling,
            group=(line.group or GROUP_OF[line.channel]).value,
            ore=_ore(id, line.kr),
        )
        for line in prices
    )


def _ore(sheet: str, kr: Decimal | None) -> int | None:
    if kr is None:
        return None
    ore = kr * 100
    if ore < 0 or ore != ore.to_integral_value():
        raise ValueError(f"{sheet}: {kr} is no price in whole øre.")
    return int(ore)
