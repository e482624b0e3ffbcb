"""An answer that nobody signed in time is prepared anew by whoever has the case."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from indgang.kernel.text import Text
from indgang.modules.cases.selectors.renewing import must_work_out_again
from indgang.modules.cases.services.shared import (
    WrongState,
    check_not_masked,
    check_version,
    locked,
    save,
    step,
    trace,
)
from indgang.modules.cases.vocabulary import SETTLED, Finding, FollowUp, StepKind
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.messages.vocabulary import Letter

AGAIN = Text("Vi regnede igen med dagens tal", "We worked it out again with today's figures")


@transaction.atomic
def prepare_anew(
    *,
    case_id: UUID | str,
    finding: Finding,
    inputs: Mapping[str, Any],
    letters: Mapping[str, Letter],
    follow_ups: Sequence[FollowUp],
    by: EmployeeInfo,
    seen_version: int,
) -> None:
    """Put what the rules find today in the place of an answer whose day is past. Who waits for whom stays as it is.

    Raises NotYours, NotAllowed, TakeFirst, StaleCase, and WrongState for a case that is settled or whose day is ahead.
    """
    case = locked(case_id, by)
    check_not_masked(case, by)
    check_version(case, seen_version)
    if case.state in SETTLED or not must_work_out_again(case, Finding.of(case.finding)):
        raise WrongState
    case.finding, case.inputs = finding.as_json(), dict(inputs)
    case.letters = {outcome: letter.as_json() for outcome, letter in letters.items()}
    case.follow_ups = [follow_up.as_json() for follow_up in follow_ups]
    case.protected = case.protected or finding.sensitive
    save(case)
    step(case, StepKind.OTHERS_SAID, by.actor, AGAIN)
    trace(case, "case_found_again", by.actor, outcome=finding.outcome)
