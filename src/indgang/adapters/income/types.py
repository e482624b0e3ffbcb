"""What the income register tells us, in our own words."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol


class IncomeUnavailable(Exception):
    """The register did not answer, or not in time. What it would have said is not known."""


@dataclass(frozen=True, slots=True)
class MonthRecord:
    """One month of one person. `month` is its first day; `amount` in whole øre before tax, 0 when nothing was
    reported; `hours` are paid hours, None when nobody said.

    `complete`: the day by which employers must have reported the month has passed (the 10th of the next month:
    indkomstregisterloven § 4).
    """

    month: date
    amount: int
    hours: Decimal | None
    complete: bool


class IncomeClient(Protocol):
    """Questions to the register. Each may raise IncomeUnavailable. `first` and `last` are first days of months."""

    def months(self, cpr: str, first: date, last: date) -> list[MonthRecord] | None:
        """Each month of the span, oldest first, all employers together; None when the person is not known."""

    def paid_by(self, cvr: str, cpr: str, first: date, last: date) -> list[MonthRecord] | None:
        """What one employer has reported for one person in the span; None when that employer never did."""
