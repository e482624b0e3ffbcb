"""Hearing the party before we say no: they see what we build on, and have time to answer."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.cases.models import Case, Hearing, Task
from indgang.modules.cases.rules import deciding, letters, situation
from indgang.modules.cases.rules.situation import Situation
from indgang.modules.cases.selectors.hearing import hearing_state
from indgang.modules.cases.selectors.letters import sender_of
from indgang.modules.cases.selectors.renewing import must_work_out_again
from indgang.modules.cases.selectors.situation import party_of
from indgang.modules.cases.services.asking import BAD_DATE, LONGEST_WAIT
from indgang.modules.cases.services.deciding import DayIsPast
from indgang.modules.cases.services.shared import (
    BadInput,
    WrongState,
    check_not_masked,
    check_version,
    file,
    locked,
    save,
    step,
    text_of,
    trace,
)
from indgang.modules.cases.vocabulary import CaseState, Fact, FilingDirection, Finding, Outcome, StepKind
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import SYSTEM
from indgang.modules.messages import services as messages
from indgang.modules.messages.vocabulary import Letter, MessageKind

NOT_A_NO = Text("Vælg, hvad du er på vej til at afgøre.", "Choose what you are about to decide.")
_DECIDE = Text(
    "Afgør sagen: borgeren sagde ikke noget, før fristen gik",
    "Decide the case: the citizen said nothing in time",
)
_TIME_IS_UP = Text(
    "Fristen for at svare os gik. Nu afgør vi sagen", "The time to answer us passed. Now we decide the case"
)
_AT_ONCE = 200
NOT_THERE = Text("Vælg blandt det, der står på siden.", "Choose among what stands on the page.")


@transaction.atomic
def hear(
    *,
    case_id: UUID | str,
    outcome: str,
    facts: Collection[int],
    reasons: str,
    reply_by: date,
    by: EmployeeInfo,
    seen_version: int,
) -> UUID:
    """Show the party what we build on before we say no, with a day to answer by. Returns the message's id.

    `outcome` is what we are about to decide (part_granted or refused), `facts` the numbers (from 0) of what is shown
    among what the party has not been heard about, `reasons` the draft. The case waits, and our own deadline with it;
    after the day it is the caseworker's turn. Raises NotYours, NotAllowed, TakeFirst, StaleCase, BadInput, DayIsPast,
    WrongState for a settled case.
    """
    case = locked(case_id, by)
    check_not_masked(case, by)
    check_version(case, seen_version)
    chosen = _outcome(outcome)
    text = text_of("reasons", reasons)
    finding = Finding.of(case.finding)
    if must_work_out_again(case, finding):
        raise DayIsPast(finding)
    unheard = hearing_state(case).unheard
    if not set(facts) <= set(range(len(unheard))):
        raise BadInput("facts", NOT_THERE)
    shown = tuple(fact for number, fact in enumerate(unheard) if number in set(facts))
    today = clock.today()
    if not today < reply_by <= today + LONGEST_WAIT:
        raise BadInput("reply_by", BAD_DATE)
    if case.state != CaseState.WAITING and not deciding.may_follow(CaseState(case.state), CaseState.WAITING):
        raise WrongState
    case.state, case.hearing = CaseState.WAITING, True
    case.asked_on, case.reply_by = case.asked_on or today, reply_by
    case.handler_id = UUID(by.id)
    save(case)
    letter = _letter(case, chosen, shown, text, reply_by, by)
    message_id = messages.send(
        to=party_of(case),
        letter=letter,
        kind=MessageKind.QUESTION,
        by=by.actor,
        journey_id=case.journey_id,
        case_key=f"case:{case.pk}",
        service_id=case.service_id,
        unit=case.unit_id,
        reference=case.number,
        reply_expected=True,
        reply_by=reply_by,
        key=f"hearing:{case.pk}:{seen_version}",
    )
    Hearing.objects.create(
        case=case,
        at=clock.now(),
        answer_by=reply_by,
        facts=[fact.as_json() for fact in shown],
        reasons=text,
        by_id=UUID(by.id),
        message_id=message_id,
    )
    file(case, FilingDirection.OUT, letter.title, f"message:{message_id}")
    told = Text(
        "Vi skrev, hvad vi bygger på, så du kan svare først",
        "We wrote what we build on, so that you can answer first",
    )
    step(case, StepKind.HEARING, by.actor, told)
    trace(case, "case_heard", by.actor, facts=len(shown))
    return message_id


def end_hearings() -> int:
    """Take back to us each case whose hearing is past without a word. How many. For the routine; safe to repeat."""
    rows = Case.objects.filter(state=CaseState.WAITING, hearing=True, reply_by__lt=clock.today())
    return sum(_over(case_id) for case_id in list(rows.values_list("pk", flat=True)[:_AT_ONCE]))


@transaction.atomic
def _over(case_id: UUID) -> bool:
    """The time we gave does not count against us; whoever had the case is told. False when somebody was first."""
    case = Case.objects.select_for_update().get(pk=case_id)
    today, closed = clock.today(), identity.municipality().closed_days
    past = case.hearing and case.reply_by is not None and case.reply_by < today
    if case.state != CaseState.WAITING or not past or case.asked_on is None:
        return False
    case.due = deciding.due_after_waiting(
        due=case.due, asked_on=case.asked_on, replied_on=today, closed_days=closed
    )
    case.state, case.asked_on, case.reply_by = CaseState.OPEN, None, None
    save(case)
    Task.objects.get_or_create(
        case=case,
        key=f"heard:{case.version}",
        defaults={
            "to": case.unit_id,
            "title": _DECIDE.as_json(),
            "due": min(case.due, deciding.due_for_reading(today, closed)),
            "created_at": clock.now(),
        },
    )
    step(case, StepKind.HEARING, SYSTEM, _TIME_IS_UP)
    trace(case, "case_hearing_over", SYSTEM)
    return True


def _outcome(raw: str) -> Outcome:
    if raw not in (Outcome.PART_GRANTED.value, Outcome.REFUSED.value):
        raise BadInput("outcome", NOT_A_NO)
    return Outcome(raw)


def _letter(
    case: Case, outcome: Outcome, facts: tuple[Fact, ...], reasons: str, reply_by: date, by: EmployeeInfo
) -> Letter:
    unit = identity.units()[case.unit_id]
    waits = Situation(CaseState.WAITING, unit.name, unit.phone, case.due, reply_by=reply_by, hearing=True)
    return letters.hearing_letter(
        title=Text.of(case.title),
        outcome=outcome,
        facts=facts,
        reasons=reasons,
        answer_by=reply_by,
        now_what=situation.what_happens_now(waits, clock.today()),
        sender=sender_of(case, by.name),
    )
