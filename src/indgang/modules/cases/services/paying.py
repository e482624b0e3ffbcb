"""A case gets a task when no machine gets on: money that belongs to it is owed, or figures are not to be had."""

from datetime import date
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock, deadlines
from indgang.kernel.text import Text
from indgang.modules.cases.models import Case, Task
from indgang.modules.cases.vocabulary import TaskState
from indgang.modules.identity import selectors as identity


def look_at(*, case_id: UUID | str, key: str, title: Text) -> None:
    """A task for the case's unit, decided or not, due the next open day. The same key is one task. Safe to repeat."""
    look_at_payment(case_id=case_id, key=key, title=title)


@transaction.atomic
def look_at_payment(*, case_id: UUID | str, key: str, title: Text, due: date | None = None) -> bool:
    """A task for the case's unit, due the next open day or on `due`. Whether it is new: the same key is one task. Safe
    to repeat.
    """
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None:
        return False
    _task, made = Task.objects.get_or_create(
        case=case,
        key=key[:60],
        defaults={
            "to": case.unit_id,
            "title": title.as_json(),
            "due": due or deadlines.working_days_from(clock.today(), 1, identity.municipality().closed_days),
            "created_at": clock.now(),
        },
    )
    return made


@transaction.atomic
def payment_is_settled(*, case_id: UUID | str, key: str) -> None:
    """Tasks whose key begins so are done without anybody: what they waited for has happened. Safe to repeat."""
    rows = Task.objects.filter(case_id=case_id, key__startswith=key[:60], state=TaskState.OPEN)
    rows.update(state=TaskState.DONE, done_at=clock.now())
