"""What every decision does, whoever makes it: the row, the letter, the follow-ups, the news."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from indgang.kernel import clock, events
from indgang.kernel.ids import new_id
from indgang.kernel.text import Text
from indgang.modules.cases.events import CaseDecided
from indgang.modules.cases.models import Case, Decision, Task
from indgang.modules.cases.selectors.shapes import DecisionInfo
from indgang.modules.cases.selectors.situation import decision_info, party_of
from indgang.modules.cases.services.following import follow
from indgang.modules.cases.services.shared import file, go_to, save, step
from indgang.modules.cases.vocabulary import (
    CaseState,
    Complaint,
    FilingDirection,
    FollowUp,
    Outcome,
    StepKind,
    TaskState,
)
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import SYSTEM, Actor
from indgang.modules.messages import services as messages
from indgang.modules.messages.vocabulary import Letter, MessageKind

_STEP = {
    Outcome.GRANTED: Text("Vi sagde ja", "We said yes"),
    Outcome.PART_GRANTED: Text("Vi sagde ja til en del", "We said yes to a part"),
    Outcome.REFUSED: Text("Vi sagde nej", "We said no"),
}


def conclude(
    case: Case,
    *,
    outcome: Outcome,
    letter: Letter,
    by: EmployeeInfo | None,
    inputs: Mapping[str, Any],
    reasons: str = "",
    goes_against: bool = False,
    no_hearing: str = "",
    complaint: Complaint | None = None,
    follow_ups: Sequence[FollowUp] = (),
) -> DecisionInfo:
    """Write the decision, send its letter, plan the follow-ups that it brings about, and say that it is made."""
    now = clock.now()
    actor = by.actor if by else SYSTEM
    decision_id = new_id()
    message_id = _send(case, letter, decision_id, actor)
    decision = Decision.objects.create(
        id=decision_id,
        case=case,
        sequence=Decision.objects.filter(case=case).count() + 1,
        outcome=outcome,
        automatic=by is None,
        decided_at=now,
        decided_by_id=by.id if by else None,
        decided_by_name=by.name if by else "",
        unit=case.unit_id,
        seen_version=case.version,
        reasons=reasons,
        goes_against=goes_against,
        no_hearing=no_hearing,
        rule_version=case.finding["version"],
        inputs=dict(inputs),
        finding=case.finding,
        letter=letter.as_json(),
        message_id=message_id,
        complaint_body=complaint.body if complaint else "",
        complaint_until=complaint.until if complaint else None,
        complaint_weeks=complaint.weeks if complaint else None,
    )
    go_to(case, CaseState.DECIDED)
    case.decided_at, case.asked_on, case.reply_by = now, None, None
    case.complaint_until = None  # what held of the decision before
    if by is not None:
        case.handler_id = UUID(by.id)
        _close_reply_tasks(case, by, now)
    save(case)
    step(case, StepKind.DECIDED, actor, _STEP[outcome], internal=reasons if goes_against else "")
    follow(case, follow_ups, decision, actor)
    _tell(case, outcome, automatic=by is None, now=now)
    return decision_info(decision)


def _send(case: Case, letter: Letter, decision_id: UUID, actor: Actor) -> UUID:
    message_id = messages.send(
        to=party_of(case),
        letter=letter,
        kind=MessageKind.DECISION,
        by=actor,
        journey_id=case.journey_id,
        case_key=f"case:{case.pk}",
        service_id=case.service_id,
        unit=case.unit_id,
        reference=case.number,
        key=f"decision:{decision_id}",
    )
    file(case, FilingDirection.OUT, letter.title, f"message:{message_id}")
    return message_id


def _close_reply_tasks(case: Case, by: EmployeeInfo, now: datetime) -> None:
    """Who decides has read what came."""
    Task.objects.filter(case=case, key__startswith="reply:", state=TaskState.OPEN).update(
        state=TaskState.DONE, done_at=now, done_by_id=by.id
    )


def _tell(case: Case, outcome: Outcome, *, automatic: bool, now: datetime) -> None:
    events.publish(
        CaseDecided(
            case_id=case.pk,
            submission_key=case.key,
            party=party_of(case),
            service_id=case.service_id,
            outcome=outcome.value,
            automatic=automatic,
            journey_id=case.journey_id,
            days=(now - case.opened_at).total_seconds() / 86400,
        )
    )
