"""What came of a grant each month that it was worked out again, for the party and for staff."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.cases.vocabulary import Calculation, Finding, Line
from indgang.modules.selfservice.models import Recalculation
from indgang.modules.selfservice.rules.settling import Year
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.what_if import RECALCULATION, SUBMISSION
from indgang.modules.selfservice.selectors.years import years_of
from indgang.modules.selfservice.vocabulary import AGAIN_NAMES, Again

MOST = 24
"""Months in a list."""


@dataclass(frozen=True)
class AgainRow:
    """One month. `line`: what was compared, then and now; None while it is not known. `case_id`: the new answer's."""

    month: date
    at: datetime
    result: Again
    words: Text
    line: Line | None
    calculations: tuple[Calculation, ...]
    case_id: UUID | None


@dataclass(frozen=True)
class WorkedOutAgain:
    """All months of one grant, the newest first. `first_case`: where it was granted, seen from a later answer. `years`:
    what held each month, and the sum.
    """

    rows: tuple[AgainRow, ...] = ()
    first_case: UUID | None = None
    years: tuple[Year, ...] = ()


def worked_out_again(case_key: str) -> WorkedOutAgain:
    """The months of the grant that a case is about: of the first answer all of them, of a later one its own. One query
    for a case that no grant is worked out of.
    """
    rows = Recalculation.objects.select_related("submission").order_by("-month")
    try:
        if case_key.startswith(SUBMISSION):
            found = list(rows.filter(submission=UUID(case_key.removeprefix(SUBMISSION)))[:MOST])
            years = years_of(found[0].submission, until=clock.today().year) if found else ()
            return WorkedOutAgain(tuple(map(_row, found)), years=years)
        if case_key.startswith(RECALCULATION):
            found = list(rows.filter(pk=UUID(case_key.removeprefix(RECALCULATION))))
            return WorkedOutAgain((), found[0].submission.case_id if found else None)
    except ValueError:
        pass
    return WorkedOutAgain()


def _row(row: Recalculation) -> AgainRow:
    tables = Finding.of(row.finding).calculations
    plan = versions.version(row.version_id).solution.recalculates
    lines = {line.id: line for table in tables for line in table.lines}
    known = row.before is not None and row.now is not None
    result = Again(row.result)
    return AgainRow(
        month=row.month,
        at=row.at,
        result=result,
        words=AGAIN_NAMES[result],
        line=lines.get(plan.compare) if plan and known else None,
        calculations=tables,
        case_id=row.case_id,
    )
