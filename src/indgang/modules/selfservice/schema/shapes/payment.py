"""What is paid for at once, when the rules would grant."""

from indgang.kernel.shapes import Bilingual
from indgang.kernel.strict_yaml import Shape
from indgang.modules.selfservice.schema.shapes.basic import Condition


class PaymentShape(Shape):
    """A price that is paid as the last step.

    `amount`: money, computed from answers, facts and parameters; nothing is asked for when it comes to 0. `label`: what
    is paid for, as it stands on the payment page and the receipt. `price`: what it costs, said before anything is
    asked; it may name parameters. `receipt`: a sentence more on the receipt.
    """

    amount: Condition
    label: Bilingual
    price: Bilingual
    receipt: Bilingual | None = None
