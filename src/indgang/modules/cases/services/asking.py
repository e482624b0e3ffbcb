"""Asking the party, and hearing the answer."""

from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.cases.models import Case, Task
from indgang.modules.cases.rules import deciding, letters, situation
from indgang.modules.cases.rules.situation import Situation
from indgang.modules.cases.selectors.letters import sender_of
from indgang.modules.cases.selectors.situation import party_of
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
from indgang.modules.cases.vocabulary import CaseState, FilingDirection, StepKind
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Actor
from indgang.modules.messages import services as messages
from indgang.modules.messages.vocabulary import MessageKind

LONGEST_WAIT = timedelta(days=90)
BAD_DATE = Text(
    "Vælg en dato efter i dag og højst 90 dage frem.",
    "Choose a date after today, and at most 90 days ahead.",
)


@transaction.atomic
def ask(*, case_id: UUID | str, question: str, reply_by: date, by: EmployeeInfo, seen_version: int) -> UUID:
    """Ask the party for something, with a date to answer by. Returns the message's id.

    The case waits, and so does our own deadline. Raises NotYours, NotAllowed, TakeFirst, StaleCase, BadInput,
    WrongState for a decided case.
    """
    case = locked(case_id, by)
    check_not_masked(case, by)
    check_version(case, seen_version)
    text = text_of("question", question)
    today = clock.today()
    if not today < reply_by <= today + LONGEST_WAIT:
        raise BadInput("reply_by", BAD_DATE)
    if case.state != CaseState.WAITING and not deciding.may_follow(CaseState(case.state), CaseState.WAITING):
        raise WrongState
    case.state, case.hearing = CaseState.WAITING, False
    case.asked_on, case.reply_by = case.asked_on or today, reply_by
    case.handler_id = UUID(by.id)
    save(case)
    unit = identity.units()[case.unit_id]
    now_what = situation.what_happens_now(
        Situation(CaseState.WAITING, unit.name, unit.phone, case.due, reply_by=reply_by), today
    )
    letter = letters.question_letter(
        title=Text.of(case.title),
        question=text,
        reply_by=reply_by,
        now_what=now_what,
        sender=sender_of(case, by.name),
    )
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
        key=f"question:{case.pk}:{seen_version}",
    )
    file(case, FilingDirection.OUT, letter.title, f"message:{message_id}")
    step(case, StepKind.ASKED, by.actor, Text("Vi bad om et svar", "We asked for an answer"))
    trace(case, "case_asked", by.actor)
    return message_id


@transaction.atomic
def receive_letter(*, case_id: UUID | str, message_id: UUID) -> None:
    """Somebody wrote to us about a case of their own accord: it is filed, and somebody reads it. Safe to repeat.

    It answers no question of ours, so a case that waits for an answer goes on waiting.
    """
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None or Task.objects.filter(case=case, key=f"letter:{message_id}").exists():
        return
    save(case)
    Task.objects.create(
        case=case,
        key=f"letter:{message_id}",
        to=case.unit_id,
        title=Text("Læs brevet fra borgeren", "Read the letter from the citizen").as_json(),
        due=deciding.due_for_reading(clock.today(), identity.municipality().closed_days),
        created_at=clock.now(),
    )
    file(
        case,
        FilingDirection.IN,
        Text("Brev fra borgeren", "A letter from the citizen"),
        f"message:{message_id}",
    )


@transaction.atomic
def receive_reply(*, case_id: UUID | str, reply_id: UUID) -> None:
    """The party answered: the case is ours again, and somebody reads it. Safe to repeat.

    An answer to a decided case changes nothing but makes a task, so that nobody's words lie unread.
    """
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None or Task.objects.filter(case=case, key=f"reply:{reply_id}").exists():
        return
    today = clock.today()
    closed = identity.municipality().closed_days
    party = party_of(case)
    actor = Actor(party.kind, party.id, party.name)
    if case.state == CaseState.WAITING and case.asked_on is not None:
        case.due = deciding.due_after_waiting(
            due=case.due, asked_on=case.asked_on, replied_on=today, closed_days=closed
        )
        case.state = CaseState.OPEN
        case.asked_on, case.reply_by = None, None
    save(case)
    Task.objects.create(
        case=case,
        key=f"reply:{reply_id}",
        to=case.unit_id,
        title=Text("Læs svaret fra borgeren", "Read the citizen's answer").as_json(),
        due=deciding.due_for_reading(today, closed),
        created_at=clock.now(),
    )
    file(case, FilingDirection.IN, Text("Svar fra borgeren", "The citizen's answer"), f"message:{reply_id}")
    step(case, StepKind.REPLIED, actor, Text("Du svarede os", "You answered us"))
