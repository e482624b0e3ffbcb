"""The payments that the house knows: kept in one file, written whole, so that a kill loses nothing it answered for."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import RLock
from typing import Any
from uuid import uuid4


class Wrong(Exception):
    """A call that is refused. `fields`: what is wrong, by field."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


def now() -> datetime:
    """The demo's time: the machine's and the offset in SIM_CLOCK."""
    offset = 0
    try:
        offset = int(json.loads(Path(os.environ["SIM_CLOCK"]).read_text())["offset_seconds"])
    except (KeyError, OSError, ValueError):
        offset = 0
    return datetime.now(UTC) + timedelta(seconds=offset)


def whole(value: Any, field: str) -> int:
    """An amount in øre. Raises Wrong."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 10**9:
        raise Wrong(400, "1001", f"{field}: a whole number above 0")
    return value


class Book:
    """All payments, by id. Safe for several threads."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "payments.json"
        self._lock = RLock()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._rows: dict[str, dict[str, Any]] = (
            json.loads(self._file.read_text()) if self._file.exists() else {}
        )

    def _keep(self) -> None:
        fresh = self._file.with_suffix(".new")
        with fresh.open("w") as file:
            json.dump(self._rows, file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._file)

    def all(self) -> list[dict[str, Any]]:
        """The newest first."""
        with self._lock:
            return [json.loads(json.dumps(row)) for row in reversed(self._rows.values())]

    def one(self, name: str) -> dict[str, Any]:
        """A payment as it stands. Raises Wrong."""
        with self._lock:
            row: dict[str, Any] = json.loads(json.dumps(self._row(name)))
            return row

    def _row(self, name: str) -> dict[str, Any]:
        if name not in self._rows:
            raise Wrong(404, "1004", "no such payment")
        return self._rows[name]

    def make(self, said: dict[str, Any]) -> dict[str, Any]:
        """A new payment, from the body of POST /v1/payments. Raises Wrong."""
        order, checkout = said.get("order"), said.get("checkout")
        if not isinstance(order, dict) or not isinstance(checkout, dict):
            raise Wrong(400, "1001", "order and checkout are needed")
        amount = whole(order.get("amount"), "order.amount")
        items = order.get("items")
        if not isinstance(items, list) or not items:
            raise Wrong(400, "1001", "order.items: at least one")
        if sum(whole(item.get("grossTotalAmount"), "grossTotalAmount") for item in items) != amount:
            raise Wrong(400, "1001", "order.amount: not the sum of the items")
        if order.get("currency") not in ("DKK", "SEK", "NOK", "EUR"):
            raise Wrong(400, "1001", "order.currency: not one of ours")
        if checkout.get("integrationType") != "HostedPaymentPage":
            raise Wrong(400, "1001", "checkout.integrationType: HostedPaymentPage is all we can do")
        for field in ("returnUrl", "cancelUrl", "termsUrl"):
            if not str(checkout.get(field, "")).startswith(("https://", "http://127.0.0.1:")):
                raise Wrong(400, "1001", f"checkout.{field}: an address with https")
        hooks = said.get("notifications", {}).get("webHooks", [])
        for hook in hooks:
            secret = str(hook.get("authorization", ""))
            if not (8 <= len(secret) <= 64 and secret.isascii() and secret.isalnum()):
                raise Wrong(400, "1001", "authorization: 8 to 64 letters and digits")
        row = {
            "id": uuid4().hex,
            "at": now().isoformat(),
            "order": order,
            "checkout": {field: checkout[field] for field in ("returnUrl", "cancelUrl", "termsUrl")},
            "hooks": hooks,
            "reserved": 0,
            "cancelled": 0,
            "terminated": "",
            "charges": [],
            "refunds": [],
        }
        with self._lock:
            self._rows[row["id"]] = row
            self._keep()
        return self.one(row["id"])

    def reserve(self, name: str) -> bool:
        """A card is taken for all of it. False when it was, or cannot be any more."""
        with self._lock:
            row = self._row(name)
            if row["reserved"] or row["terminated"]:
                return False
            row["reserved"] = row["order"]["amount"]
            self._keep()
            return True

    def charge(self, name: str, amount: int, key: str) -> tuple[str, bool]:
        """Take what is reserved; the charge's id, and whether it is new. Raises Wrong."""
        with self._lock:
            row = self._row(name)
            if key and (before := next((one for one in row["charges"] if one["key"] == key), None)):
                return str(before["id"]), False
            if amount > row["reserved"] - row["cancelled"] - sum(one["amount"] for one in row["charges"]):
                raise Wrong(400, "1007", "more than what is reserved")
            made = {"id": uuid4().hex, "amount": amount, "key": key, "at": now().isoformat()}
            row["charges"].append(made)
            self._keep()
            return str(made["id"]), True

    def cancel(self, name: str, amount: int) -> None:
        """Let all that is reserved go. Raises Wrong."""
        with self._lock:
            row = self._row(name)
            if row["charges"] or row["cancelled"] or not row["reserved"] or amount != row["reserved"]:
                raise Wrong(400, "1008", "only all of what is reserved and not charged can be let go")
            row["cancelled"] = amount
            self._keep()

    def refund(self, charge: str, amount: int, key: str) -> tuple[str, str, bool]:
        """Give back; the payment, the refund's id, and whether it is new. Raises Wrong."""
        with self._lock:
            for row in self._rows.values():
                if any(one["id"] == charge for one in row["charges"]):
                    break
            else:
                raise Wrong(404, "1004", "no such charge")
            if key and (before := next((one for one in row["refunds"] if one["key"] == key), None)):
                return str(row["id"]), str(before["id"]), False
            taken = sum(one["amount"] for one in row["charges"] if one["id"] == charge)
            if amount > taken - sum(one["amount"] for one in row["refunds"] if one["charge"] == charge):
                raise Wrong(400, "1009", "more than what was charged")
            made = {
                "id": uuid4().hex,
                "charge": charge,
                "amount": amount,
                "key": key,
                "at": now().isoformat(),
            }
            row["refunds"].append(made)
            self._keep()
            return str(row["id"]), str(made["id"]), True

    def terminate(self, name: str) -> None:
        """Close it before anybody paid. Raises Wrong."""
        with self._lock:
            row = self._row(name)
            if row["reserved"]:
                raise Wrong(400, "1010", "it is paid")
            row["terminated"] = row["terminated"] or now().isoformat()
            self._keep()


def as_answer(row: dict[str, Any]) -> dict[str, Any]:
    """The answer to GET /v1/payments/<id>. What is nothing is left out of the summary, as the real one does."""
    sums = {
        "reservedAmount": row["reserved"],
        "chargedAmount": sum(one["amount"] for one in row["charges"]),
        "refundedAmount": sum(one["amount"] for one in row["refunds"]),
        "cancelledAmount": row["cancelled"],
    }
    order = row["order"]
    said = {
        "paymentId": row["id"],
        "summary": {field: amount for field, amount in sums.items() if amount},
        "orderDetails": {field: order[field] for field in ("amount", "currency", "reference")},
        "checkout": {"url": row["checkout"]["returnUrl"]},
        "created": row["at"],
        "refunds": [{"refundId": one["id"], "amount": one["amount"]} for one in row["refunds"]],
        "charges": [{"chargeId": one["id"], "amount": one["amount"]} for one in row["charges"]],
    }
    return {"payment": said | ({"terminated": row["terminated"]} if row["terminated"] else {})}
