"""A case gets a task when money that belongs to it is owed, and no machine gets on."""

from uuid import UUID

from django.db import transaction

from indgang.kernel import clock, deadlines
from indgang.kernel.text import Text
from indgang.modules.cases.models import Case, Task
from indgang.modules.identity import selectors as identity


@transaction.atomic
def look_at_payment(*, case_id: UUID | str, key: str, title: Text) -> None:
    """A task for the case's unit, due the next open day. The same key is one task. Safe to repeat."""
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is not None:
        Task.objects.get_or_create(
            case=case,
            key=key[:60],
            defaults={
                "to": case.unit_id,
                "title": title.as_json(),
                "due": deadlines.working_days_from(clock.today(), 1, identity.municipality().closed_days),
                "created_at": clock.now(),
            },
        )
