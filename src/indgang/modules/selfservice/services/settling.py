"""A year that is over: somebody gets a task to settle each grant that held in it, and the year stands on the case.

The year is settled against the tax assessment, which no register of ours has: so nothing is decided here.
"""

from datetime import date

from indgang.kernel.text import Text
from indgang.modules.cases import services as cases
from indgang.modules.selfservice.models import Submission
from indgang.modules.selfservice.rules.dated import parameter_value
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.loading import municipality_values, parameter_rows
from indgang.modules.selfservice.selectors.years import plan_of, years_of

TASK = "recalculation:year:"
TITLE = Text(
    "Gør {year} op efter skatten. Måned for måned står på sagen",
    "Settle {year} by the tax assessment. Month by month stands on the case",
)


def is_due(slug: str, month: date) -> bool:
    """Whether the year before is settled in this month."""
    solution = versions.active(slug).solution
    settles = solution.recalculates.settles if solution.recalculates else None
    if settles is None:
        return False
    use = solution.parameter_uses[settles.month]
    row = parameter_rows(solution, month)[use.id]
    wanted = parameter_value(use, row, municipality_values())
    return wanted is not None and int(wanted) == month.month


def settle_last_year(submission: Submission, month: date) -> bool:
    """Give somebody the task, once for each grant and year. Whether there is one to settle."""
    year = month.year - 1
    held = plan_of(submission) is not None and any(
        one.year == year for one in years_of(submission, until=year)
    )
    if not held or submission.case_id is None:
        return False
    cases.look_at(case_id=submission.case_id, key=f"{TASK}{year}", title=TITLE.format(year=year))
    return True
