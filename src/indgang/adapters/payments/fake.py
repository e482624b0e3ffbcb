"""A payment house in memory, for tests: `pay` and `leave` are what somebody does on its page."""

from dataclasses import dataclass, field
from itertools import count

from indgang.adapters.payments.types import (
    Charge,
    Opened,
    Order,
    PaymentRefused,
    PaymentsUnavailable,
    Standing,
)


@dataclass
class _Payment:
    order: Order
    reserved: int = 0
    cancelled: int = 0
    terminated: bool = False
    charges: dict[str, int] = field(default_factory=dict)
    refunds: dict[str, int] = field(default_factory=dict)

    @property
    def held(self) -> int:
        return self.reserved - self.cancelled - sum(self.charges.values())


class FakePayments:
    """A `PaymentClient`. `down`: nothing is taken."""

    def __init__(self) -> None:
        self.down = False
        self._payments: dict[str, _Payment] = {}
        self._done: dict[str, str] = {}
        self._numbers = count(1)

    def open(self, order: Order) -> Opened:
        self._check()
        name = f"{next(self._numbers):032x}"
        self._payments[name] = _Payment(order)
        return Opened(name, f"https://betal.example/hostedpaymentpage/?pid={name}")

    def pay(self, payment: str) -> None:
        """Somebody pays on the page. Raises PaymentRefused when it cannot be paid any more."""
        found = self._payments[payment]
        if found.terminated or found.reserved:
            raise PaymentRefused("closed")
        found.reserved = found.order.amount

    def order(self, payment: str) -> Order:
        """What it was opened with."""
        return self._payments[payment].order

    def standing(self, payment: str) -> Standing:
        found = self._found(payment)
        return Standing(
            id=payment,
            reference=found.order.reference,
            amount=found.order.amount,
            currency="DKK",
            reserved=found.reserved,
            charged=sum(found.charges.values()),
            refunded=sum(found.refunds.values()),
            cancelled=found.cancelled,
            terminated=found.terminated,
            charges=tuple(Charge(name, amount) for name, amount in found.charges.items()),
        )

    def charge(self, payment: str, amount: int, *, key: str) -> str:
        found = self._found(payment)
        if key in self._done:
            return self._done[key]
        if not 0 < amount <= found.held:
            raise PaymentRefused("400")
        self._done[key] = name = f"c{next(self._numbers)}"
        found.charges[name] = amount
        return name

    def cancel(self, payment: str, amount: int) -> None:
        found = self._found(payment)
        if not 0 < amount <= found.held or found.charges:
            raise PaymentRefused("400")
        found.cancelled += amount

    def refund(self, charge: str, amount: int, *, key: str) -> str:
        self._check()
        found = next((one for one in self._payments.values() if charge in one.charges), None)
        if found is None:
            raise PaymentRefused("404")
        if key in self._done:
            return self._done[key]
        if not 0 < amount <= sum(found.charges.values()) - sum(found.refunds.values()):
            raise PaymentRefused("400")
        self._done[key] = name = f"r{next(self._numbers)}"
        found.refunds[name] = amount
        return name

    def terminate(self, payment: str) -> None:
        found = self._found(payment)
        if found.reserved:
            raise PaymentRefused("400")
        found.terminated = True

    def _found(self, payment: str) -> _Payment:
        self._check()
        if payment not in self._payments:
            raise PaymentRefused("404")
        return self._payments[payment]

    def _check(self) -> None:
        if self.down:
            raise PaymentsUnavailable("down")
