"""A decision by rules alone: a full grant, and nothing else."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from indgang.kernel.errors import NotYours
from indgang.modules.cases.models import Case, Decision, Step
from indgang.modules.cases.selectors.letters import full_letter
from indgang.modules.cases.selectors.shapes import DecisionInfo
from indgang.modules.cases.selectors.situation import decision_info
from indgang.modules.cases.services.concluding import conclude
from indgang.modules.cases.services.sampling import draw
from indgang.modules.cases.services.shared import WrongState, trace
from indgang.modules.cases.vocabulary import FollowUp, Outcome, StepKind
from indgang.modules.identity.vocabulary import SYSTEM
from indgang.modules.messages.vocabulary import Letter


class OnlyFullGrants(ValueError):
    """Somebody asked for an automatic decision that is not a full grant, or that the rules did not find."""


@transaction.atomic
def decide_automatically(
    *,
    case_id: UUID | str,
    outcome: str,
    letter: Letter | None = None,
    inputs: Mapping[str, Any] | None = None,
    follow_ups: Sequence[FollowUp] | None = None,
) -> DecisionInfo:
    """Decide a case by what the rules found. Returns the first decision when it is called again.

    `letter`, `inputs` and `follow_ups` default to what the case was opened with. Raises OnlyFullGrants unless
    both the outcome and the finding are `granted` with nothing unresolved, WrongState when a person has it, or
    has had it and sent it on, NotYours for an unknown case. Some are
    drawn for a person to look at afterwards. Publishes CaseDecided.
    """
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None:
        raise NotYours
    finding = case.finding
    if outcome != Outcome.GRANTED or finding["outcome"] != "granted" or finding["unresolved"]:
        raise OnlyFullGrants(f"{outcome} on a finding of {finding['outcome']}")
    before = Decision.objects.filter(case=case, automatic=True).first()
    if before is not None:
        return decision_info(before)
    if case.handler_id is not None or _a_person_had_it(case):
        raise WrongState
    whole = full_letter(case, Outcome.GRANTED, reasons="", signed_by="", base=letter)
    planned = follow_ups if follow_ups is not None else [FollowUp.of(row) for row in case.follow_ups]
    decision = conclude(
        case,
        outcome=Outcome.GRANTED,
        letter=whole,
        by=None,
        inputs=inputs if inputs is not None else case.inputs,
        follow_ups=planned,
    )
    draw(case, decision.id)
    trace(case, "case_decided", SYSTEM, "automatisk afgørelse", outcome=outcome, rules=finding["version"])
    return decision


def _a_person_had_it(case: Case) -> bool:
    """What somebody took, or sent on for a reason, stays with people."""
    return Step.objects.filter(case=case, kind__in=(StepKind.TAKEN, StepKind.FORWARDED)).exists()
