"""An income register over HTTPS. What is asked is said in docs/operators/registers.md."""

from datetime import date

from pydantic import TypeAdapter

from indgang.adapters.income.types import IncomeUnavailable, MonthRecord
from indgang.kernel.register_line import RegisterLine, Silent

_MONTHS = TypeAdapter(list[MonthRecord] | None)


class RegisterIncome:
    """An `IncomeClient`. Months that were not asked for, a negative sum or a month twice count as no answer."""

    def __init__(self, line: RegisterLine) -> None:
        self._line = line

    def months(self, cpr: str, first: date, last: date) -> list[MonthRecord] | None:
        return self._ask("months", {"cpr": cpr}, first, last)

    def paid_by(self, cvr: str, cpr: str, first: date, last: date) -> list[MonthRecord] | None:
        return self._ask("paid_by", {"cvr": cvr, "cpr": cpr}, first, last)

    def _ask(self, question: str, asked: dict[str, str], first: date, last: date) -> list[MonthRecord] | None:
        span = {"first": first.isoformat(), "last": last.isoformat()}
        try:
            found = self._line.ask(question, {**asked, **span}, _MONTHS)
        except Silent as silent:
            raise IncomeUnavailable(str(silent)) from None
        days = [row.month for row in found or ()]
        if days != sorted(set(days)) or any(not first <= day <= last or day.day != 1 for day in days):
            raise IncomeUnavailable("other months than those asked about")
        if any(row.amount < 0 for row in found or ()):
            raise IncomeUnavailable("a sum below zero")
        return found
