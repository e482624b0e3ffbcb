"""Time passes for those who were asked: a reminder, the last day, and that they need not answer any more."""

import logging
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.cases import selectors as case_selectors
from indgang.modules.cases import services as cases
from indgang.modules.cases.vocabulary import SETTLED, WAITS, CaseState
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import SYSTEM, Party
from indgang.modules.messages import selectors as messages
from indgang.modules.messages.vocabulary import Block, Letter, MessageKind
from indgang.modules.selfservice.models import Invitation, InvitationAnswer, Submission
from indgang.modules.selfservice.rules import asking
from indgang.modules.selfservice.rules.asking import knows_days
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import Ask
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.services.inviting import (
    last_day,
    letter_for,
    letter_key,
    reminders_of,
    tell,
)
from indgang.modules.selfservice.services.reconsidering import others, reconsider, situation_of
from indgang.modules.selfservice.vocabulary import InvitationState

logger = logging.getLogger(__name__)

NOT_NEEDED = Letter(
    Text("Du skal ikke svare alligevel", "You need not answer after all"),
    (
        Block("result", Text("Du skal ikke svare alligevel.", "You need not answer after all.")),
        Block(
            "text",
            Text(
                "Vi skrev til dig, fordi en sag også handlede om dig. Nu er den afgjort eller trukket tilbage.",
                "We wrote to you because a case was about you, too. It has now been decided or withdrawn.",
            ),
        ),
    ),
)


def remind_and_expire() -> int:
    """Remind those who have not answered, end the wait for those who were reminded, and close what is settled.

    Returns how many submissions something was done about. For the routine; safe to repeat, and to run twice at once.
    """
    waiting = Invitation.objects.filter(state=InvitationState.OPEN)
    cases_of = dict(waiting.values_list("submission_id", "submission__case_id").distinct())
    settled = case_selectors.settled_among([case_id for case_id in cases_of.values() if case_id])
    due = set(waiting.filter(answer_by__lt=clock.today()).values_list("submission_id", flat=True))
    due |= {submission_id for submission_id, case_id in cases_of.items() if case_id in settled}
    return sum(_tried(submission_id) for submission_id in sorted(due))


def _tried(submission_id: UUID) -> bool:
    """One that goes wrong must not keep the others waiting: it is logged, and comes again with the next round."""
    try:
        return _round(submission_id)
    except Exception:
        logger.exception("others: the round failed for one submission")
        return False


@transaction.atomic
def _round(submission_id: UUID) -> bool:
    """What time does to one submission. False when somebody else did it meanwhile."""
    rows = list(Invitation.objects.select_for_update().filter(submission=submission_id).order_by("pk"))
    submission = Submission.objects.get(pk=submission_id)
    state = case_selectors.state_of(submission.case_id) if submission.case_id else None
    if state in SETTLED:
        return cancel(submission, rows) > 0
    due = [row for row in rows if row.state == InvitationState.OPEN and row.answer_by < clock.today()]
    if not due:
        return False
    situation = situation_of(submission)
    waits = state in WAITS or _still_waiting(submission, situation)
    ended = [row for row in due if not (waits and _has_more_time(submission, situation, row))]
    for row in ended:
        row.state = _silent(situation, row).value
        row.save(update_fields=["state"])
    if ended and waits:
        first = _ask(situation, ended[0])
        told = Text(f"Intet svar: {first.label.da}", f"No answer: {first.label.en or first.label.da}")
        if reconsider(submission, because=f"silent:{ended[0].pk}", told=told):
            cancel(submission, rows)
    elif not ended and submission.case_id is not None and state is CaseState.OTHERS:
        until = max(row.answer_by for row in rows if row.state == InvitationState.OPEN)
        cases.hold(case_id=submission.case_id, until=until, by=SYSTEM)
    return True


def _silent(situation: Situation, row: Invitation) -> InvitationState:
    """Silence is a yes only of somebody whom the letter has reached, and where it is known how many days they had."""
    ask = _ask(situation, row)
    if not ask.silence or (knows_days(situation, ask) and messages.arrived_on(letter_key(row)) is not None):
        return InvitationState.SILENT
    return InvitationState.UNREACHED


def _has_more_time(submission: Submission, situation: Situation, row: Invitation) -> bool:
    return _had_it_late(situation, row) or _reminded(submission, situation, row)


def _had_it_late(situation: Situation, row: Invitation) -> bool:
    """Where silence is a yes, the days are counted from the day on which the letter was there."""
    ask = _ask(situation, row)
    there = messages.arrived_on(letter_key(row)) if ask.silence else None
    until = last_day(situation, ask, there) if there is not None and not row.reminders else row.answer_by
    if until <= row.answer_by or until < clock.today():
        return False
    row.answer_by = until
    row.save(update_fields=["answer_by"])
    return True


def _still_waiting(submission: Submission, situation: Situation) -> bool:
    """Whoever has the case: one that was forwarded while others were asked waits for them still."""
    return asking.still_waiting(list(others(submission, situation.solution).standings.values()))


def _ask(situation: Situation, row: Invitation) -> Ask:
    ask = situation.solution.ask(row.ask)
    if ask is None:
        raise LookupError(f"{situation.solution.slug} has no ask {row.ask}.")
    return ask


def _reminded(submission: Submission, situation: Situation, row: Invitation) -> bool:
    """Another chance, when there is one left. Who has a hidden address and has answered is not written to again, but
    gets the same time: the applicant must not see the difference.
    """
    ask = _ask(situation, row)
    if row.reminders >= reminders_of(situation, ask):
        return False
    row.reminders += 1
    row.answer_by = last_day(situation, ask, clock.today())
    row.save(update_fields=["reminders", "answer_by"])
    if not InvitationAnswer.objects.filter(invitation=row).exists():
        letter = letter_for(situation, ask, ask.reminder, row.answer_by)
        tell(
            row,
            submission,
            situation.solution,
            letter,
            to=_party(row),
            kind=MessageKind.REMINDER,
            by=SYSTEM,
            key=f":{row.reminders}",
        )
    return True


def _party(row: Invitation) -> Party:
    return Party("person", str(row.person_id), identity.person(row.person_id).name)


def cancel(submission: Submission, rows: Sequence[Invitation]) -> int:
    """Nobody needs to answer any more; those who have not are told. The caller has locked the rows."""
    solution = versions.version(submission.version_id).solution
    ended = [row for row in rows if row.state == InvitationState.OPEN]
    for row in ended:
        row.state = InvitationState.CANCELLED.value
        row.save(update_fields=["state"])
        if not InvitationAnswer.objects.filter(invitation=row).exists():
            tell(
                row,
                submission,
                solution,
                NOT_NEEDED,
                to=_party(row),
                kind=MessageKind.NOTICE,
                by=SYSTEM,
                key=":over",
            )
        audit.record(
            action="invitation_cancelled",
            actor=SYSTEM.key,
            object=f"invitation:{row.pk}",
            party=f"person:{row.person_id}",
        )
    return len(ended)
