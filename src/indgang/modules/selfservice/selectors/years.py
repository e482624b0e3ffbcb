"""The year of a standing grant: which answer held each month, and what the months come to."""

from datetime import date

from indgang.kernel.text import Text
from indgang.modules.cases import selectors as cases
from indgang.modules.cases.vocabulary import Finding, Outcome
from indgang.modules.selfservice.models import Recalculation, Submission
from indgang.modules.selfservice.rules.inputs import Inputs
from indgang.modules.selfservice.rules.recalculating import gives_more, value_of
from indgang.modules.selfservice.rules.settling import Held, Year, year_of
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution.recalculating import Recalculates
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.selectors.others import holding
from indgang.modules.selfservice.vocabulary import Again

GIVEN = (Outcome.PART_GRANTED, Outcome.REFUSED)
"""What a person says of a grant that got worse, and that then holds; a yes keeps what stood."""


def plan_of(submission: Submission) -> Recalculates | None:
    """How its solution works grants out again now; None when it does not, or gathers no years."""
    slug = versions.version(submission.version_id).solution.slug
    plan = versions.active(slug).solution.recalculates if slug in versions.solutions() else None
    return plan if plan and plan.settles else None


def years_of(submission: Submission, *, until: int) -> tuple[Year, ...]:
    """Every year up to one in which an answer held, the newest first; none when it was never granted in full."""
    plan = plan_of(submission)
    answers = _answers(submission, plan) if plan else []
    if plan is None or plan.settles is None or not answers:
        return ()
    compared = Situation(
        versions.version(submission.version_id).solution, Inputs.of(submission.inputs)
    ).wording
    amount, step = compared.label(plan.settles.adds), compared.label(plan.compare)
    found = []
    for year in range(until, min(one.since for one in answers).year - 1, -1):
        title = Text(f"{year}: {amount.da}", f"{year}: {amount.en or amount.da}")
        made = year_of(year, answers, title=title, label=step)
        if made is not None:
            found.append(made)
    return tuple(found)


def _answers(submission: Submission, plan: Recalculates) -> list[Held]:
    """What was granted and what was answered since, in the order in which it was given."""
    rows = list(Recalculation.objects.filter(submission=submission).order_by("month"))
    wanted = [submission.case_id, *(row.case_id for row in rows)]
    ends = cases.ends_of([case_id for case_id in wanted if case_id])
    first = ends.get(submission.case_id) if submission.case_id else None
    if first is None or first.outcome is not Outcome.GRANTED:
        return []
    found = _held(submission.version_id, Inputs.of(holding(submission).inputs), plan)
    newest = {row.case_id: row.pk for row in rows if row.case_id}
    for row in rows:
        if row.case_id and newest[row.case_id] != row.pk:
            continue  # prepared anew since
        case = ends.get(row.case_id) if row.case_id else None
        if row.result == Again.OVER:
            found.append(Held(row.month, ends=True))
        elif case is not None and (
            case.stands in GIVEN or (case.stands and gives_more(Finding.of(row.finding)))
        ):
            found += _held(row.version_id, Inputs.of(row.inputs), plan)
    return found


def _held(version: str, inputs: Inputs, plan: Recalculates) -> list[Held]:
    """An answer from the day that it counts; none when that day is not known."""
    situation = Situation(versions.version(version).solution, inputs)
    settles = plan.settles
    since = _day(situation, settles.counts_from) if settles else None
    if settles is None or since is None:
        return []
    step = situation.wording.words(plan.compare)
    return [Held(since, value_of(situation, settles.adds), step)]


def _day(situation: Situation, name: str) -> date | None:
    term = situation.solution.terms.get(name)
    found = situation.value_of(term.expression) if term else situation.facts.get(name)
    return found if isinstance(found, date) else None
