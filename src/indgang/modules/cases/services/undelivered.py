"""What a case does when one of its letters did not arrive, came back, or arrived late. Each is safe to repeat."""

from datetime import date
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock, deadlines
from indgang.kernel.dates import long_date
from indgang.kernel.text import Text
from indgang.modules.cases.models import Case, Decision, Task
from indgang.modules.cases.services.shared import step
from indgang.modules.cases.vocabulary import UNDELIVERED, StepKind, TaskState
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import SYSTEM
from indgang.modules.messages.vocabulary import CAUSE_NAMES, Cause

MISSED = Text("Et brev nåede ikke frem.", "A letter did not arrive.")
CAME_BACK = Text("Et brev kom retur.", "A letter came back.")
NEW_ADDRESS = Text("Posten kender en ny adresse.", "The post knows a new address.")


def note_undelivered(*, case_id: UUID | str, message_id: UUID, cause: str) -> None:
    """Somebody must reach the party: a task with the cause, due the next open day.

    The same letter has one task: a second failure opens it again. A case that is not there is passed over.
    """
    why = CAUSE_NAMES[Cause(cause)] if cause in set(Cause) else Text()
    if cause == Cause.RETURNED:
        note_came_back(case_id=case_id, message_id=message_id)
        return
    _task(case_id, message_id, _both(MISSED, why))


def note_came_back(*, case_id: UUID | str, message_id: UUID, new_address: bool = False) -> None:
    """The post brought a letter back: the same task, in its own words. `new_address`: the carrier told of one."""
    _task(case_id, message_id, _both(CAME_BACK, NEW_ADDRESS if new_address else Text()))


def _both(first: Text, second: Text) -> Text:
    return Text(f"{first.da} {second.da}".strip(), f"{first.en} {second.en}".strip())


@transaction.atomic
def _task(case_id: UUID | str, message_id: UUID, title: Text) -> None:
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None:
        return
    key = f"{UNDELIVERED}{message_id}"
    task = Task.objects.filter(case=case, key=key).first()
    if task is not None and task.state == TaskState.OPEN and NEW_ADDRESS.da in task.title["da"]:
        return  # the same return, told twice: the better words stay
    closed = identity.municipality().closed_days
    due = deadlines.working_days_from(clock.today(), 1, closed)
    if task is None:
        Task.objects.create(
            case=case, key=key, to=case.unit_id, title=title.as_json(), due=due, created_at=clock.now()
        )
    elif task.state == TaskState.DONE:
        Task.objects.filter(pk=task.pk).update(
            state=TaskState.OPEN, done_at=None, done_by=None, title=title.as_json(), due=due
        )
    else:
        Task.objects.filter(pk=task.pk).update(title=title.as_json())


@transaction.atomic
def note_arrived(*, case_id: UUID | str, message_id: UUID, legal_day: date | None) -> None:
    """A letter arrived: nobody has to look after it any more, and the time to complain runs from that day.

    The last day to complain only moves later, never earlier than the letter said, and only for the decision that
    holds. The decision itself does not change: the case keeps the day, and its trail says why.
    """
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None:
        return
    Task.objects.filter(case=case, key=f"{UNDELIVERED}{message_id}", state=TaskState.OPEN).update(
        state=TaskState.DONE, done_at=clock.now()
    )
    if legal_day is not None:
        _complain_later(case, message_id, legal_day)


def _complain_later(case: Case, message_id: UUID, legal_day: date) -> None:
    last = Decision.objects.filter(case=case).order_by("-sequence").first()
    if last is None or last.message_id != message_id or last.complaint_until is None:
        return
    closed = identity.municipality().closed_days
    until = deadlines.weeks_from(legal_day, last.complaint_weeks or 0, closed)
    if until <= max(last.complaint_until, case.complaint_until or last.complaint_until):
        return
    Case.objects.filter(pk=case.pk).update(complaint_until=until)
    day, end = long_date(legal_day), long_date(until)
    text = Text(
        f"Afgørelsen nåede frem {day.da}. Du kan klage til og med {end.da}",
        f"The decision arrived on {day.en}. You can complain until {end.en}",
    )
    step(case, StepKind.ARRIVED, SYSTEM, text)
