"""A caseworker decides."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.free_text import cleaned
from indgang.kernel.text import Text
from indgang.modules.cases.models import Case, Decision
from indgang.modules.cases.rules import deciding
from indgang.modules.cases.selectors.hearing import hearing_state, lacks
from indgang.modules.cases.selectors.letters import complaint_for, full_letter
from indgang.modules.cases.selectors.renewing import day_past, must_work_out_again
from indgang.modules.cases.selectors.shapes import DecisionInfo
from indgang.modules.cases.selectors.situation import decision_info
from indgang.modules.cases.services.concluding import conclude
from indgang.modules.cases.services.shared import (
    LONGEST,
    TOO_LONG,
    BadInput,
    check_not_masked,
    check_version,
    locked,
    trace,
)
from indgang.modules.cases.vocabulary import Finding, FollowUp, Outcome
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.messages.vocabulary import Letter

UNKNOWN_OUTCOME = Text("Vælg, hvad du afgør.", "Choose what you decide.")
UNKNOWN_FOLLOW_UP = Text("Vælg noget på listen.", "Choose something on the list.")


class NotGoodEnough(BadInput):
    """The reasons lack something that the law wants. `message` says what to write."""


class NotHeard(BadInput):
    """The party has not been heard about something that speaks against them. `message` says what to do."""


class DayIsPast(BadInput):
    """The day is here from which the answer was to count. It is worked out again first."""

    def __init__(self, finding: Finding) -> None:
        super().__init__("outcome", day_past(finding))


@transaction.atomic
def decide(
    *,
    case_id: UUID | str,
    outcome: str,
    reasons: str,
    by: EmployeeInfo,
    seen_version: int,
    letter: Letter | None = None,
    follow_ups: Collection[int] = (),
    no_hearing: str = "",
) -> DecisionInfo:
    """Decide a case and send the letter, signed by the caseworker.

    `outcome` is granted, part_granted or refused; `letter` takes the place of the prepared one, and reasons,
    complaint guidance and signature are added either way. `follow_ups` says by number (from 0, in the case's order)
    which of them a part grant brings about: rules cannot know which part it was. A full grant brings about all of
    them, a refusal none, whatever is said. `no_hearing` is why the party is not heard about what speaks against them
    and they have not seen, or not waited for (forvaltningsloven § 19). The same press sent twice is one decision.
    Raises NotYours (another department), NotAllowed (role), TakeFirst, StaleCase, WrongState, NotGoodEnough, NotHeard,
    DayIsPast, MissingParameter. Publishes CaseDecided.
    """
    case = locked(case_id, by)
    check_not_masked(case, by)
    chosen = _outcome(outcome)
    twin = _same_press(case, chosen, by, seen_version)
    if twin is not None:
        return decision_info(twin)
    check_version(case, seen_version)
    finding = Finding.of(case.finding)
    if chosen is not Outcome.GRANTED and must_work_out_again(case, finding):
        raise DayIsPast(finding)
    said = cleaned(reasons)
    if len(said) > LONGEST:
        raise BadInput("reasons", TOO_LONG)
    against = deciding.goes_against(case.finding["outcome"], chosen)
    lack = deciding.what_reasons_lack(said, chosen, goes_against=against)
    if lack is not None:
        raise NotGoodEnough("reasons", lack)
    planned = _planned(case, finding, chosen, follow_ups)
    why_not = _why_not_heard(case, chosen, no_hearing)
    complaint = complaint_for(case, chosen, clock.today())
    decision = conclude(
        case,
        outcome=chosen,
        letter=full_letter(case, chosen, reasons=said, signed_by=by.name, base=letter, complaint=complaint),
        by=by,
        inputs=case.inputs,
        reasons=said,
        goes_against=against,
        no_hearing=why_not,
        complaint=complaint,
        follow_ups=planned,
    )
    detail: dict[str, Any] = {"outcome": chosen.value, "goes_against": against, "unheard": bool(why_not)}
    if chosen is Outcome.PART_GRANTED:
        detail["follow_ups"] = sorted(set(follow_ups))
    trace(case, "case_decided", by.actor, **detail)
    return decision


def _outcome(raw: str) -> Outcome:
    try:
        return Outcome(raw)
    except ValueError:
        raise BadInput("outcome", UNKNOWN_OUTCOME) from None


def _planned(case: Case, finding: Finding, outcome: Outcome, wanted: Collection[int]) -> list[FollowUp]:
    """What comes of the decision; nothing of a yes that keeps what stands. Raises BadInput for a number that is none of
    the case's follow-ups.
    """
    every = [FollowUp.of(row) for row in case.follow_ups]
    if outcome is not Outcome.PART_GRANTED:
        return every if outcome is Outcome.GRANTED and not finding.keeps else []
    if not set(wanted) <= set(range(len(every))):
        raise BadInput("follow_ups", UNKNOWN_FOLLOW_UP)
    return [follow_up for i, follow_up in enumerate(every) if i in set(wanted)]


def _why_not_heard(case: Case, outcome: Outcome, said: str) -> str:
    """The reason that is kept: none when the party was heard, or need not be. Raises NotHeard, BadInput."""
    state = hearing_state(case)
    today = clock.today()
    if lacks(state, outcome, "", today) is None:
        return ""
    why = cleaned(said)
    if len(why) > LONGEST:
        raise BadInput("no_hearing", TOO_LONG)
    missing = lacks(state, outcome, why, today)
    if missing is not None:
        raise NotHeard("no_hearing", missing)
    return why


def _same_press(case: Case, outcome: Outcome, by: EmployeeInfo, seen_version: int) -> Decision | None:
    """The decision that this very press already made: a double click, or a retry after a lost answer."""
    last = Decision.objects.filter(case=case).order_by("-sequence").first()
    if last is None or case.version != last.seen_version + 1:
        return None
    same = str(last.decided_by_id) == by.id and last.outcome == outcome and last.seen_version == seen_version
    return last if same else None
