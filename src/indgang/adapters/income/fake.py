"""An income register in memory, from a pack's `demo/income.yaml` and `people.yaml`. It can be told to be away.

Pay is reported for a month by the 10th of the next, and for December by 17 January: before that the month may lack
something.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from indgang.adapters.income.types import IncomeUnavailable, MonthRecord
from indgang.kernel import clock
from indgang.kernel.shapes import Day, Slug
from indgang.kernel.strict_yaml import ContentError, Shape, load_document

Cvr = Annotated[str, StringConstraints(pattern=r"^\d{8}$")]
DEADLINE, AFTER_DECEMBER = 10, 17
MOST_MONTHS = 60


class JobShape(Shape):
    """Pay from one employer: kroner and paid hours a month. `to` is the last month."""

    person: Slug
    employer: Cvr
    start: Annotated[Day, Field(alias="from")]
    end: Annotated[Day | None, Field(alias="to")] = None
    kr: Annotated[Decimal, Field(ge=0, max_digits=9, decimal_places=2)]
    hours: Annotated[Decimal, Field(ge=0, le=744)] | None = None

    def in_month(self, month: date) -> bool:
        return self.start <= month and (self.end is None or month <= self.end)


class JobsShape(Shape):
    jobs: tuple[JobShape, ...]


class PersonShape(Shape):
    model_config = {"extra": "ignore", "frozen": True}

    id: Slug
    cpr: str


class PeopleShape(Shape):
    model_config = {"extra": "ignore", "frozen": True}

    people: tuple[PersonShape, ...]


class FakeIncome:
    """Answers as the register would. `down` makes every question fail; `pay` adds a job.

    Everybody in people.yaml is known; who has no job there earned nothing. Raises ContentError when a job is
    nobody's.
    """

    def __init__(self, folder: Path) -> None:
        document = load_document(folder / "income.yaml")
        self._jobs = list(document.as_shape(JobsShape).jobs)
        people = load_document(folder / "people.yaml").as_shape(PeopleShape).people
        self._refs = {row.cpr: row.id for row in people}
        self.down = False
        known = set(self._refs.values())
        problems = [
            document.problem(("jobs", i, "person"), f"`{row.person}` is nobody in people.yaml.")
            for i, row in enumerate(self._jobs)
            if row.person not in known
        ]
        if problems:
            raise ContentError(problems)

    def months(self, cpr: str, first: date, last: date) -> list[MonthRecord] | None:
        self._up()
        ref = self._refs.get(cpr)
        if ref is None:
            return None
        return self._span([job for job in self._jobs if job.person == ref], first, last)

    def paid_by(self, cvr: str, cpr: str, first: date, last: date) -> list[MonthRecord] | None:
        self._up()
        ref = self._refs.get(cpr)
        jobs = [job for job in self._jobs if ref and job.person == ref and job.employer == cvr]
        return self._span(jobs, first, last) if jobs else None

    def _up(self) -> None:
        if self.down:
            raise IncomeUnavailable

    def _span(self, jobs: list[JobShape], first: date, last: date) -> list[MonthRecord]:
        today = clock.today()
        return [_month(jobs, month, today) for month in _months(first, last)]


def _months(first: date, last: date) -> Iterator[date]:
    at = first.year * 12 + first.month - 1
    end = min(last.year * 12 + last.month - 1, at + MOST_MONTHS - 1)
    for count in range(at, end + 1):
        yield date(count // 12, count % 12 + 1, 1)


def _month(jobs: list[JobShape], month: date, today: date) -> MonthRecord:
    paid = [job for job in jobs if job.in_month(month)]
    hours = [job.hours for job in paid]
    known = [one for one in hours if one is not None]
    return MonthRecord(
        month=month,
        amount=int(sum((job.kr for job in paid), Decimal(0)) * 100),
        hours=sum(known, Decimal(0)) if len(known) == len(hours) else None,
        complete=today > reported_by(month),
    )


def reported_by(month: date) -> date:
    """The last day for employers to report a month, given by its first day."""
    if month.month == 12:
        return date(month.year + 1, 1, AFTER_DECEMBER)
    return date(month.year, month.month + 1, DEADLINE)
