"""Which automatic decisions a person looks at afterwards: by lot, the same every time."""

import hashlib
import hmac
from decimal import Decimal, InvalidOperation

_WHOLE = Decimal(2**64)


def share(value: object) -> Decimal:
    """How many of a hundred are drawn, from what a parameter says; 0 when it says nothing that can be used."""
    try:
        pct = (
            Decimal(str(value))
            if isinstance(value, str | int) and not isinstance(value, bool)
            else Decimal(0)
        )
    except InvalidOperation:
        return Decimal(0)
    return pct.quantize(Decimal("0.01")) if pct.is_finite() and 0 < pct <= 100 else Decimal(0)


def drawn(what: str, *, pct: Decimal, key: str) -> bool:
    """Whether the lot falls on it: HMAC-SHA256 of its name with a key of the installation, as a share of all lots.

    Nobody can choose what is drawn or draw again, and a larger share holds the smaller one.
    """
    lot = hmac.new(key.encode(), f"sample:{what}".encode(), hashlib.sha256).digest()[:8]
    return Decimal(int.from_bytes(lot)) * 100 < pct * _WHOLE
