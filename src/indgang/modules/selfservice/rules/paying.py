"""What a draft costs, and whether it is to be paid now."""

from indgang.kernel.text import Text
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.vocabulary import EMPTY


def price(situation: Situation) -> int | None:
    """The amount in whole øre. None when nothing is ever paid, or when it is not known; a sum below 0 is not known."""
    payment = situation.solution.payment
    if payment is None:
        return None
    amount = situation.value_of(payment.amount)
    return amount if isinstance(amount, int) and not isinstance(amount, bool) and amount >= 0 else None


def price_is_unknown(situation: Situation) -> bool:
    """Something is to be paid, and nobody can say how much: rules alone may not grant it."""
    return situation.solution.payment is not None and price(situation) is None


def label(situation: Situation) -> Text:
    """What is paid for, in words."""
    payment = situation.solution.payment
    return situation.wording.fill(payment.label) if payment else EMPTY


def said_first(situation: Situation) -> Text:
    """What it costs, said before anything is asked."""
    payment = situation.solution.payment
    return situation.wording.fill(payment.price) if payment else EMPTY


def receipt(situation: Situation) -> Text:
    """A sentence more on the receipt; may be empty."""
    payment = situation.solution.payment
    return situation.wording.fill(payment.receipt) if payment and payment.receipt else EMPTY
