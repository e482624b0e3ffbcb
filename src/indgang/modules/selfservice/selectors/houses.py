"""The payment house of this installation."""

from django.conf import settings

from indgang.adapters.payments.client import NexiCheckout
from indgang.adapters.payments.types import PaymentClient


def payment_house() -> PaymentClient | None:
    """Whom we ask; None when none is connected."""
    found = settings.PAYMENT
    return NexiCheckout(found.address, found.key) if found is not None else None
