"""What a caseworker does besides deciding: takes, notes, forwards, ticks off, reopens."""

from datetime import date
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.dates import long_date
from indgang.kernel.errors import NotYours
from indgang.kernel.ids import new_id
from indgang.kernel.text import Text
from indgang.modules.cases.models import Note, Task
from indgang.modules.cases.rules import deciding
from indgang.modules.cases.selectors.access import is_masked
from indgang.modules.cases.services.reviewing import AnswerFirst, end_review
from indgang.modules.cases.services.shared import (
    BadInput,
    WrongState,
    check_not_masked,
    check_version,
    file,
    go_to,
    locked,
    save,
    step,
    text_of,
    trace,
)
from indgang.modules.cases.vocabulary import (
    REVIEW,
    SETTLED,
    CaseState,
    FilingDirection,
    StepKind,
    TaskState,
)
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right

NO_SUCH_UNIT = Text(
    "Vælg en anden enhed, som kan afgøre sager.", "Choose another unit, one that can decide cases."
)
IN_THE_PAST = Text("Vælg en dato fra i dag.", "Choose a date from today.")


@transaction.atomic
def take(*, case_id: UUID | str, by: EmployeeInfo) -> None:
    """The case is mine now; a colleague's case is taken over, and the trail says so. Safe to repeat.

    A decided case is taken when its party asked for a person, or when it must be taken to be read: without that
    nobody could take up a protected citizen's case again. Raises NotYours, NotAllowed, WrongState for another
    decided case.
    """
    case = locked(case_id, by)
    if str(case.handler_id or "") == by.id:
        return
    if case.state in SETTLED and case.review_asked_on is None and not is_masked(case, by):
        raise WrongState
    if case.state in (CaseState.NEW, CaseState.FORWARDED):
        go_to(case, CaseState.OPEN)
    case.handler_id = UUID(by.id)
    save(case)
    text = Text("En sagsbehandler ser på din sag", "A caseworker is looking at your case")
    step(case, StepKind.TAKEN, by.actor, text)
    trace(case, "case_taken", by.actor)


@transaction.atomic
def note(*, case_id: UUID | str, text: str, by: EmployeeInfo, key: str = "") -> None:
    """Write something down. `key` names the form that was sent: the same form twice is one note.

    Raises NotYours, TakeFirst, BadInput.
    """
    case = locked(case_id, by, right=Right.SEE_WORK_LIST)
    check_not_masked(case, by)
    said = text_of("text", text)
    fingerprint = sha256(f"{key or new_id()}".encode()).hexdigest()[:40]
    row, made = Note.objects.get_or_create(
        case=case,
        author_id=UUID(by.id),
        fingerprint=fingerprint,
        defaults={"at": clock.now(), "author_name": by.name, "text": said},
    )
    if made:
        file(case, FilingDirection.INTERNAL, Text("Notat", "Note"), f"note:{row.pk}")
        trace(case, "case_noted", by.actor)


@transaction.atomic
def forward(*, case_id: UUID | str, unit: str, reason: str, by: EmployeeInfo, seen_version: int) -> None:
    """Send the case to another unit that decides cases, with a reason.

    The deadline stays: the citizen waits no longer because we are many. Only the days on which we waited for the
    citizen are added. Raises NotYours, NotAllowed, TakeFirst,
    StaleCase, BadInput, WrongState for a decided case.
    """
    case = locked(case_id, by)
    check_not_masked(case, by)
    check_version(case, seen_version)
    why = text_of("reason", reason)
    target = identity.units().get(unit)
    if target is None or not target.decides or unit == case.unit_id:
        raise BadInput("unit", NO_SUCH_UNIT)
    came_from = case.unit_id
    go_to(case, CaseState.FORWARDED)
    if case.asked_on is not None:
        closed = identity.municipality().closed_days
        case.due = deciding.due_after_waiting(
            due=case.due, asked_on=case.asked_on, replied_on=clock.today(), closed_days=closed
        )
    case.unit_id = unit
    case.handler = None
    case.asked_on, case.reply_by = None, None
    save(case)
    text = Text(
        f"Vi sendte din sag videre til {target.name.da}",
        f"We passed your case on to {target.name.en or target.name.da}",
    )
    step(case, StepKind.FORWARDED, by.actor, text, internal=why)
    trace(case, "case_forwarded", by.actor, came_from=came_from, to=unit)


@transaction.atomic
def finish_task(*, task_id: UUID | str, by: EmployeeInfo) -> UUID:
    """Tick off a task. Returns the case's id. Safe to repeat.

    Raises NotYours, NotAllowed, AnswerFirst for a citizen's wish that a person looks at a decision.
    """
    task = Task.objects.filter(pk=task_id).first()
    if task is None:
        raise NotYours
    case = locked(task.case_id, by)
    if task.key.startswith(REVIEW) and task.state == TaskState.OPEN:
        raise AnswerFirst
    done = Task.objects.filter(pk=task_id, state=TaskState.OPEN).update(
        state=TaskState.DONE, done_at=clock.now(), done_by_id=by.id
    )
    if done:
        title = Text.of(task.title)
        step(
            case, StepKind.TASK_DONE, by.actor, Text("Vi løste en opgave", "We did a task"), internal=title.da
        )
        trace(case, "case_task_done", by.actor, task=str(task_id))
    case_id: UUID = case.pk
    return case_id


@transaction.atomic
def reopen(*, case_id: UUID | str, reason: str, due: date, by: EmployeeInfo, seen_version: int) -> None:
    """Look at a decided case again, after a complaint or when a fact was wrong. The old decision stays.

    `due` is when the party will have the new answer. Raises NotYours, NotAllowed, TakeFirst, StaleCase,
    BadInput, WrongState for a case that is not decided.
    """
    case = locked(case_id, by)
    check_not_masked(case, by)
    check_version(case, seen_version)
    why = text_of("reason", reason)
    if due < clock.today():
        raise BadInput("due", IN_THE_PAST)
    go_to(case, CaseState.OPEN)
    end_review(case, by)
    case.decided_at = None
    case.due = due
    case.handler_id = UUID(by.id)
    save(case)
    day = long_date(due)
    text = Text(
        f"Vi ser på sagen igen. Du får svar senest {day.da}",
        f"We are looking at the case again. You will have an answer by {day.en}",
    )
    step(case, StepKind.REOPENED, by.actor, text, internal=why)
    trace(case, "case_reopened", by.actor)
