"""An answer that was to count from a day: when the day is here it must be worked out again."""

from indgang.kernel import clock
from indgang.kernel.dates import long_date
from indgang.kernel.text import Text
from indgang.modules.cases.models import Case, Decision
from indgang.modules.cases.rules import deciding
from indgang.modules.cases.selectors.shapes import CaseForStaff
from indgang.modules.cases.vocabulary import SETTLED, Finding

DAY_PAST = Text(
    "Svaret skulle gælde fra {day}. Den dag er kommet. Regn igen, så får det dagens tal og en ny dag.",
    "The answer was to count from {day}. That day has come. Work it out again for today's figures and a new day.",
)


def day_past(finding: Finding) -> Text:
    """Why nothing but a full yes can be signed."""
    return DAY_PAST.format(day=long_date(finding.worse_from)) if finding.worse_from else Text()


def must_work_out_again(case: Case, finding: Finding) -> bool:
    """Whether its day is past. One that was decided once counts from the day that it had then."""
    past = deciding.day_is_past(finding, clock.today())
    return past and not Decision.objects.filter(case=case).exists()


def is_too_late(case: CaseForStaff) -> bool:
    """The same for a case as a page shows it, while it is open. No query."""
    settled = case.masked or case.info.state in SETTLED or bool(case.decisions)
    return not settled and deciding.day_is_past(case.finding, clock.today())


def follow_up_numbers(case: CaseForStaff) -> tuple[int, ...]:
    """Which follow-ups (from 0) a full yes brings about: none when it keeps what stands."""
    return () if case.finding.keeps else tuple(range(len(case.follow_ups)))
