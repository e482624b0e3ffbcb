"""Amounts in whole øre, and as people read them."""

from decimal import Decimal, InvalidOperation
from typing import Any

from indgang.kernel.text import Text

_MOST = 10**12
"""Kroner. Nothing that a municipality pays one party is more."""


def ore_of(kroner: Any) -> int | None:
    """Kroner as content writes them (`2405` or `"1234.50"`) in whole øre; None for anything else."""
    if isinstance(kroner, bool) or not isinstance(kroner, int | str | Decimal):
        return None
    if isinstance(kroner, str) and not (kroner.isascii() and len(kroner) <= 20):
        return None
    try:
        amount = Decimal(kroner)
        ore = amount * 100
        return int(ore) if amount.is_finite() and abs(amount) < _MOST and ore == int(ore) else None
    except (InvalidOperation, OverflowError, ValueError):
        return None


def amount(ore: int) -> Text:
    """`2.405 kr.` and `1.234,50 kr.`; in English `DKK 2,405`. Øre are shown when there are any."""
    kroner, rest = divmod(abs(ore), 100)
    sign = "-" if ore < 0 else ""
    danish = f"{kroner:,}".replace(",", ".") + (f",{rest:02}" if rest else "")
    english = f"{kroner:,}" + (f".{rest:02}" if rest else "")
    return Text(f"{sign}{danish} kr.", f"{sign}DKK {english}")
