"""What is paid for at once, when the rules would grant."""

from dataclasses import dataclass

from indgang.kernel.expressions import Expression
from indgang.kernel.text import Text


@dataclass(frozen=True)
class PaymentUse:
    """`amount` comes to whole øre. `receipt` is empty when there is nothing more to say."""

    amount: Expression
    label: Text
    price: Text
    receipt: Text
