"""What a payment house is told and tells us. Every amount is whole øre; the currency is always kroner (DKK)."""

from dataclasses import dataclass
from typing import Protocol


class PaymentsUnavailable(Exception):
    """The house did not take what we said: no connection, or it asked us to come back later. Nothing happened."""


class PaymentUnknown(Exception):
    """It was said, and no answer came that can be understood: it may have happened. Ask, or say it again."""


class PaymentRefused(Exception):
    """The house read it and said no: the same again will be refused again. `code` is what it called it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody is asked to pay. `reference` is our own name of the payment; nothing in it says who pays.

    `back` is where the browser goes after paying, `cancelled` when it is given up; `notices` is where we are told of
    it, and `secret` what such a notice must bring (8 to 64 letters and digits).
    """

    reference: str
    label: str
    amount: int
    back: str
    cancelled: str
    terms: str
    notices: str
    secret: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A payment that can be paid. `page`: where the browser is sent."""

    id: str
    page: str


@dataclass(frozen=True, slots=True)
class Charge:
    id: str
    amount: int


@dataclass(frozen=True, slots=True)
class Standing:
    """How a payment stands at the house: the sum of each kind, in øre.

    `reserved` stays when it is charged or let go. `terminated`: it was closed before anything was reserved.
    """

    id: str
    reference: str
    amount: int
    currency: str
    reserved: int = 0
    charged: int = 0
    refunded: int = 0
    cancelled: int = 0
    terminated: bool = False
    charges: tuple[Charge, ...] = ()

    @property
    def held(self) -> int:
        """What is reserved, and neither charged nor let go."""
        return max(0, self.reserved - self.charged - self.cancelled)


class PaymentClient(Protocol):
    """One payment house. Each may raise PaymentsUnavailable, PaymentUnknown and PaymentRefused.

    `key` makes it safe to say the same again: the house does it once.
    """

    def open(self, order: Order) -> Opened:
        """A payment that somebody can go and pay."""

    def standing(self, payment: str) -> Standing:
        """How it stands now."""

    def charge(self, payment: str, amount: int, *, key: str) -> str:
        """Take what is reserved; the charge's id."""

    def cancel(self, payment: str, amount: int) -> None:
        """Let what is reserved go."""

    def refund(self, charge: str, amount: int, *, key: str) -> str:
        """Give back what was taken; the refund's id."""

    def terminate(self, payment: str) -> None:
        """Close it before anything is reserved, so that nobody can pay it any more."""
