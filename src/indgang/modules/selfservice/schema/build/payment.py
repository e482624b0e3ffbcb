"""Checks what is paid for."""

from indgang.kernel.expressions import MONEY
from indgang.modules.selfservice.schema.build.base import Base
from indgang.modules.selfservice.schema.solution.payment import PaymentUse


class Payments(Base):
    """The price, when there is one."""

    def payment(self) -> PaymentUse | None:
        row = self.shape.payment
        if row is None:
            return None
        return PaymentUse(
            amount=self.condition(row.amount, ("payment", "amount"), MONEY),
            label=self.text(row.label, ("payment", "label")),
            price=self.text(row.price, ("payment", "price")),
            receipt=self.text(row.receipt, ("payment", "receipt")),
        )
