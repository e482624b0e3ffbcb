"""Nexi Checkout's Payment API: a page of theirs takes the card, and we reserve, charge, let go and give back.

The API is published (developer.nexigroup.com/nexi-checkout/en-EU/api/payment-v1). The secret key goes in
`Authorization`; amounts are whole øre. A charge and a refund carry an `Idempotency-Key`, so that saying them again does
nothing more.
"""

import json
from collections.abc import Mapping
from typing import Any

import requests

from indgang.adapters.payments.types import (
    Charge,
    Opened,
    Order,
    PaymentRefused,
    PaymentsUnavailable,
    PaymentUnknown,
    Standing,
)

CURRENCY = "DKK"
LONGEST_ANSWER = 1_000_000  # bytes
NOTICES = (
    "payment.reservation.created.v2",
    "payment.checkout.completed",
    "payment.charge.created.v2",
    "payment.charge.failed",
    "payment.cancel.created",
    "payment.refund.completed",
)
_COME_BACK = (429, 503)
_CONNECT, _ANSWER = 3.0, 15.0  # seconds


class NexiCheckout:
    """A `PaymentClient` for one account. `key` is secret, and never logged. Safe for several threads."""

    def __init__(self, address: str, key: str) -> None:
        self._address = address.rstrip("/")
        self._key = key

    def open(self, order: Order) -> Opened:
        said = self._say("POST", "/v1/payments", _order(order))
        return Opened(_text(said, "paymentId"), _text(said, "hostedPaymentPageUrl"))

    def standing(self, payment: str) -> Standing:
        said = self._say("GET", f"/v1/payments/{_plain(payment)}").get("payment")
        if not isinstance(said, dict):
            raise PaymentUnknown("no payment in the answer")
        return _standing(said)

    def charge(self, payment: str, amount: int, *, key: str) -> str:
        path = f"/v1/payments/{_plain(payment)}/charges"
        return _text(self._say("POST", path, {"amount": amount}, key=key), "chargeId")

    def cancel(self, payment: str, amount: int) -> None:
        self._say("POST", f"/v1/payments/{_plain(payment)}/cancels", {"amount": amount})

    def refund(self, charge: str, amount: int, *, key: str) -> str:
        path = f"/v1/charges/{_plain(charge)}/refunds"
        return _text(self._say("POST", path, {"amount": amount}, key=key), "refundId")

    def terminate(self, payment: str) -> None:
        self._say("PUT", f"/v1/payments/{_plain(payment)}/terminate")

    def _say(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, *, key: str = ""
    ) -> dict[str, Any]:
        headers = {"Authorization": self._key, "Accept": "application/json"}
        if key:
            headers["Idempotency-Key"] = key
        try:
            answer = requests.request(
                method,
                self._address + path,
                json=body,
                headers=headers,
                timeout=(_CONNECT, _ANSWER),
                allow_redirects=False,
            )
        except (requests.ConnectTimeout, requests.exceptions.SSLError) as error:
            raise PaymentsUnavailable(type(error).__name__) from None
        except requests.ConnectionError as error:
            if _never_connected(error):
                raise PaymentsUnavailable(type(error).__name__) from None
            raise PaymentUnknown(type(error).__name__) from None
        except requests.RequestException as error:
            raise PaymentUnknown(type(error).__name__) from None
        return _read(answer)


def _never_connected(error: requests.ConnectionError) -> bool:
    """Whether nothing can have been taken: the connection was refused, or its host has no address."""
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return type(reason).__name__ in ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError")


def _read(answer: requests.Response) -> dict[str, Any]:
    if answer.status_code in _COME_BACK:
        raise PaymentsUnavailable(str(answer.status_code))
    if 400 <= answer.status_code < 500:
        raise PaymentRefused(_code(answer))
    if not 200 <= answer.status_code < 300:
        raise PaymentUnknown(str(answer.status_code))
    if not answer.content:
        return {}
    try:
        said = json.loads(answer.content[:LONGEST_ANSWER])
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise PaymentUnknown("the answer is no JSON object")
    return said


def _code(answer: requests.Response) -> str:
    """What the house called it: a code, or the status; never a whole sentence, which may hold what was sent."""
    try:
        code = json.loads(answer.content[:LONGEST_ANSWER]).get("code", "")
    except (ValueError, AttributeError):
        code = ""
    return f"{answer.status_code} {str(code)[:20]}".strip()


def _plain(name: str) -> str:
    """An id of theirs as a part of an address. Raises PaymentRefused for what is none."""
    if not (name.isascii() and name.isalnum() and len(name) <= 64):
        raise PaymentRefused("no id")
    return name


def _text(said: Mapping[str, Any], field: str) -> str:
    value = said.get(field)
    if not isinstance(value, str) or not value or len(value) > 2000:
        raise PaymentUnknown(f"no {field} in the answer")
    return value


def _order(order: Order) -> dict[str, Any]:
    """Fees of a municipality bear no VAT, so net and gross are alike."""
    item = {
        "reference": order.reference,
        "name": order.label[:128],
        "quantity": 1,
        "unit": "pcs",
        "unitPrice": order.amount,
        "taxRate": 0,
        "taxAmount": 0,
        "grossTotalAmount": order.amount,
        "netTotalAmount": order.amount,
    }
    return {
        "order": {
            "items": [item],
            "amount": order.amount,
            "currency": CURRENCY,
            "reference": order.reference,
        },
        "checkout": {
            "integrationType": "HostedPaymentPage",
            "returnUrl": order.back,
            "cancelUrl": order.cancelled,
            "termsUrl": order.terms,
            "merchantHandlesConsumerData": True,
            "charge": False,
            "countryCode": "DNK",
        },
        "notifications": {
            "webHooks": [
                {"eventName": name, "url": order.notices, "authorization": order.secret} for name in NOTICES
            ]
        },
        "myReference": order.reference,
    }


def _standing(said: Mapping[str, Any]) -> Standing:
    summary, order = _part(said, "summary"), _part(said, "orderDetails")
    charges = said.get("charges")
    return Standing(
        id=_text(said, "paymentId"),
        reference=str(order.get("reference") or said.get("myReference") or ""),
        amount=_whole(order.get("amount")),
        currency=str(order.get("currency", "")),
        reserved=_whole(summary.get("reservedAmount")),
        charged=_whole(summary.get("chargedAmount")),
        refunded=_whole(summary.get("refundedAmount")),
        cancelled=_whole(summary.get("cancelledAmount")),
        terminated=bool(said.get("terminated")),
        charges=tuple(
            Charge(str(row["chargeId"]), _whole(row.get("amount")))
            for row in (charges if isinstance(charges, list) else [])
            if isinstance(row, dict) and row.get("chargeId")
        ),
    )


def _part(said: Mapping[str, Any], field: str) -> Mapping[str, Any]:
    value = said.get(field)
    return value if isinstance(value, dict) else {}


def _whole(value: Any) -> int:
    """Whole øre; a sum that is left out is nothing."""
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value) or value < 0:
        raise PaymentUnknown("an amount in the answer is no whole number")
    return int(value)
