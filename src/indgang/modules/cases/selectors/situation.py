"""From a row to "what happens now?", and to the pictures that carry it."""

from datetime import date

from indgang.kernel import clock
from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.text import Text
from indgang.modules.cases.models import Case, Decision
from indgang.modules.cases.rules import situation
from indgang.modules.cases.rules.situation import Situation
from indgang.modules.cases.selectors.shapes import NOTHING, CaseInfo, DecisionInfo
from indgang.modules.cases.vocabulary import CaseState, Complaint, Finding, Outcome
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Party
from indgang.modules.messages.vocabulary import Letter


def party_of(case: Case) -> Party:
    """Whom the case concerns, from the case's own row."""
    if case.person_id is not None:
        return Party("person", str(case.person_id), case.party_name)
    return Party("company", str(case.company_id), case.party_name)


def complaint_of(decision: Decision, later: date | None = None) -> Complaint | None:
    """`later`: the day that holds when the letter arrived late; never an earlier one than the letter says."""
    if decision.complaint_until is None:
        return None
    until = max(decision.complaint_until, later or decision.complaint_until)
    return Complaint(decision.complaint_body, until, decision.complaint_weeks or 0)


def situation_of(case: Case, decision: Decision | None) -> Situation:
    """What the sentence depends on. `decision`: the last one, or None."""
    unit = identity.units()[case.unit_id]
    holds = decision if case.state == CaseState.DECIDED else None
    return Situation(
        state=CaseState(case.state),
        unit=unit.name,
        phone=unit.phone,
        due=case.due,
        reply_by=case.reply_by,
        decided_on=holds.decided_at.astimezone(COPENHAGEN).date() if holds else None,
        outcome=Outcome(holds.outcome) if holds else None,
        complaint=complaint_of(holds, case.complaint_until) if holds else None,
        asked_on=case.asked_on,
        withdrawn_on=case.changed_at.astimezone(COPENHAGEN).date()
        if case.state == CaseState.WITHDRAWN
        else None,
        review=case.review_asked_on is not None,
        hearing=case.hearing,
        waits_for=Text.of(case.waits_for),
    )


def what_happens_now(case: CaseInfo) -> Text:
    """The one sentence with a date, as the page, the telephone script and the letter say it."""
    return case.status


def _next_date(at: Situation, today: date) -> date | None:
    if at.review:
        return at.due
    if at.state is CaseState.DECIDED:
        return at.complaint.until if at.complaint and at.complaint.until >= today else None
    if at.state is CaseState.WITHDRAWN:
        return None
    return at.reply_by or at.due


def case_info(case: Case, decision: Decision | None) -> CaseInfo:
    at = situation_of(case, decision)
    today = clock.today()
    return CaseInfo(
        id=case.pk,
        number=case.number,
        key=case.key,
        service_id=case.service_id,
        title=Text.of(case.title),
        state=at.state,
        status=situation.what_happens_now(at, today),
        next_date=_next_date(at, today),
        opened_at=case.opened_at,
        decided_at=case.decided_at,
        outcome=at.outcome,
        unit=case.unit_id,
        journey_id=case.journey_id,
        version=case.version,
        in_review=case.review_asked_on is not None,
        hearing=case.hearing,
        waits_for=at.waits_for if at.state is CaseState.OTHERS else NOTHING,
    )


def decision_info(row: Decision, later: date | None = None) -> DecisionInfo:
    """`later`: the case's own last day to complain, for the decision that holds."""
    return DecisionInfo(
        id=row.pk,
        case_id=row.case_id,
        sequence=row.sequence,
        outcome=Outcome(row.outcome),
        automatic=row.automatic,
        decided_at=row.decided_at,
        decided_by=row.decided_by_name,
        unit=row.unit,
        reasons=row.reasons,
        goes_against=row.goes_against,
        no_hearing=row.no_hearing,
        rule_version=row.rule_version,
        inputs=row.inputs,
        finding=Finding.of(row.finding),
        letter=Letter.of(row.letter),
        message_id=row.message_id,
        complaint=complaint_of(row, later),
    )
