"""How a case stands with hearing its party."""

from dataclasses import dataclass
from datetime import date, datetime

from indgang.kernel import clock
from indgang.kernel.free_text import cleaned
from indgang.kernel.text import Text
from indgang.modules.cases.models import Case, Hearing, Step
from indgang.modules.cases.rules import hearing
from indgang.modules.cases.rules.hearing import Heard
from indgang.modules.cases.selectors.shapes import CaseForStaff, HearingInfo
from indgang.modules.cases.vocabulary import Fact, Finding, Outcome, StepKind


@dataclass(frozen=True)
class HearingState:
    """All hearings of a case, the oldest first, and what the party has not been heard about yet."""

    hearings: tuple[HearingInfo, ...] = ()
    unheard: tuple[Fact, ...] = ()

    @property
    def last(self) -> HearingInfo | None:
        return self.hearings[-1] if self.hearings else None


def hearing_state(case: Case) -> HearingState:
    """Two queries at most, one when nobody was heard."""
    rows = list(Hearing.objects.filter(case=case).select_related("by").order_by("at", "pk"))
    answered = _last_reply(case) if rows else None
    infos = tuple(_info(row, answered) for row in rows)
    unseen = Finding.of(case.finding).unseen
    return HearingState(infos, hearing.to_hear(unseen, [_heard(info) for info in infos]))


def _last_reply(case: Case) -> datetime | None:
    replies = Step.objects.filter(case=case, kind=StepKind.REPLIED).order_by("-at")
    return replies.values_list("at", flat=True).first()


def _info(row: Hearing, answered: datetime | None) -> HearingInfo:
    today = clock.today()
    facts = tuple(Fact.of(fact) for fact in row.facts)
    has_answered = answered is not None and answered >= row.at
    return HearingInfo(
        at=row.at,
        answer_by=row.answer_by,
        facts=facts,
        reasons=row.reasons,
        by=row.by.name,
        message_id=row.message_id,
        answered=has_answered,
        over=Heard(facts, row.answer_by, has_answered).over(today),
    )


def _heard(info: HearingInfo) -> Heard:
    return Heard(info.facts, info.answer_by, info.answered)


def lacks(state: HearingState, outcome: Outcome, why_not: str, today: date) -> Text | None:
    """What must be done, or said, about hearing the party before this outcome is signed."""
    last = _heard(state.last) if state.last else None
    return hearing.what_hearing_lacks(
        outcome, unheard=state.unheard, last=last, why_not=cleaned(why_not), today=today
    )


def what_hearing_lacks(case: CaseForStaff, outcome: Outcome, why_not: str = "") -> Text | None:
    """The same for a case as a page shows it; None when the outcome may be signed. No query."""
    return lacks(HearingState(case.hearings, case.unheard), outcome, why_not, clock.today())
