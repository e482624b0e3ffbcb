"""A person looks at what the rules decided, because the party asked (GDPR article 22)."""

from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.free_text import cleaned
from indgang.kernel.text import Text
from indgang.modules.cases.models import Case, Decision, Step, Task
from indgang.modules.cases.rules import deciding, letters
from indgang.modules.cases.selectors.letters import sender_of
from indgang.modules.cases.selectors.shapes import CaseInfo
from indgang.modules.cases.selectors.situation import case_info, party_of
from indgang.modules.cases.services.shared import (
    LONGEST,
    TOO_LONG,
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
from indgang.modules.cases.vocabulary import REVIEW, CaseState, FilingDirection, StepKind, TaskState
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages import services as messages
from indgang.modules.messages.vocabulary import MessageKind

WORKING_DAYS = "sag.gennemsyn_frist_hverdage"


class NotAutomatic(Expected):
    """A person has decided the case, is looking at it, or has looked at it already."""

    message = Text(
        "Et menneske har allerede set på sagen eller er i gang med det. Ring til os, hvis du er i tvivl om noget.",
        "A person has already looked at the case, or is doing so. Call us if you are in doubt about anything.",
    )


class AnswerFirst(Expected):
    """The citizen waits for an answer: the task is not done by a tick."""

    message = Text(
        "Borgeren venter på et svar. Svar, at afgørelsen gælder, eller se på sagen igen.",
        "The citizen is waiting for an answer. Answer that the decision holds, or take the case up again.",
    )


@transaction.atomic
def ask_for_review(*, case_id: UUID | str, why: str = "", by: Acting) -> CaseInfo:
    """The party wants a person to look at the automatic decision. It stands meanwhile.

    The unit gets a task, the case its date, and `why` (it may be empty) is kept for staff. Asking again makes no
    second task, but new words are kept too. Raises NotYours for another's case or outside the ground's scope,
    NotAutomatic, BadInput over 10,000 characters.
    """
    case = _own(case_id, by)
    words = cleaned(why)
    if len(words) > LONGEST:
        raise BadInput("why", TOO_LONG)
    decision = Decision.objects.filter(case=case).order_by("-sequence").first()
    asked = Step.objects.filter(case=case, kind=StepKind.REVIEW_ASKED)
    if decision is not None and asked.filter(internal=words).exists():
        return case_info(case, decision)
    if decision is None or not decision.automatic or case.state != CaseState.DECIDED:
        raise NotAutomatic
    if case.review_asked_on is None:
        if asked.exists():
            raise NotAutomatic  # and somebody has answered
        _plan(case, decision)
    elif not words:
        return case_info(case, decision)
    said = step(
        case,
        StepKind.REVIEW_ASKED,
        by.actor,
        Text("Du bad et menneske se på svaret", "You asked a person to look at the answer"),
        internal=words,
    )
    theme = Text("Ønske om, at et menneske ser på svaret", "Wish that a person looks at the answer")
    file(case, FilingDirection.IN, theme, f"step:{said.pk}")
    trace(case, "case_review_asked", by.actor, "menneskelig kontrol")
    return case_info(case, decision)


def _own(case_id: UUID | str, by: Acting) -> Case:
    """The case, locked, when it is the party's and the ground reaches it. Raises NotYours."""
    rows = Case.objects.select_for_update().filter(pk=case_id, **{f"{by.party.kind}_id": by.party.id})
    case = rows.first()
    if case is None or not identity.ground_holds(by, case.service_id):
        raise NotYours
    return case


def _plan(case: Case, decision: Decision) -> None:
    """A task for the unit that has the case, with a date that the party is told, too."""
    today = clock.today()
    days = identity.parameters().deciding(WORKING_DAYS, today)
    case.review_asked_on = today
    case.due = deciding.due_for_review(today, days, identity.municipality().closed_days)
    save(case)
    Task.objects.create(
        case=case,
        key=f"{REVIEW}{decision.pk}",
        to=case.unit_id,
        title=Text("Se på det automatiske svar", "Look at the automatic answer").as_json(),
        due=case.due,
        created_at=clock.now(),
    )


@transaction.atomic
def answer_review(*, case_id: UUID | str, text: str, by: EmployeeInfo, seen_version: int) -> None:
    """A caseworker looked at the automatic decision and keeps it: tells the party why, and the wish is met.

    To change the decision, reopen the case. The same press twice is one answer. Raises NotYours, NotAllowed,
    TakeFirst, StaleCase, BadInput, WrongState when nobody asked.
    """
    case = locked(case_id, by)
    check_not_masked(case, by)
    if case.review_asked_on is None:
        answered = Step.objects.filter(case=case, kind=StepKind.REVIEWED, actor=by.actor.key).exists()
        if answered and case.version == seen_version + 1:
            return  # the same press again
        raise WrongState
    check_version(case, seen_version)
    said = text_of("text", text)
    letter = letters.review_letter(title=Text.of(case.title), text=said, sender=sender_of(case, by.name))
    message_id = messages.send(
        to=party_of(case),
        letter=letter,
        kind=MessageKind.NOTICE,
        by=by.actor,
        journey_id=case.journey_id,
        case_key=f"case:{case.pk}",
        service_id=case.service_id,
        unit=case.unit_id,
        reference=case.number,
        key=f"review:{case.pk}:{seen_version}",
    )
    file(case, FilingDirection.OUT, letter.title, f"message:{message_id}")
    case.handler_id = UUID(by.id)
    end_review(case, by)
    save(case)
    done = Text(
        "En medarbejder så på svaret. Det gælder stadig", "A person looked at the answer. It still holds"
    )
    step(case, StepKind.REVIEWED, by.actor, done)
    trace(case, "case_reviewed", by.actor)


def end_review(case: Case, by: EmployeeInfo) -> None:
    """The wish is met; the caller saves the case."""
    case.review_asked_on = None
    Task.objects.filter(case=case, key__startswith=REVIEW, state=TaskState.OPEN).update(
        state=TaskState.DONE, done_at=clock.now(), done_by_id=by.id
    )
