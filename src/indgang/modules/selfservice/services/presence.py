"""Who has a page of a shared draft open, and at which question: written seldom, so that a beat costs nothing."""

from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from indgang.kernel import clock
from indgang.modules.identity.vocabulary import Actor
from indgang.modules.selfservice.models import Presence

WRITTEN_EVERY = timedelta(seconds=10)


def beat(*, draft_id: UUID, who: Actor, staff: bool, step: str, field: str) -> None:
    """Somebody is here. Writes only when they moved, or the last writing is ten seconds old; the last one holds.

    The caller has checked that they reach the draft. One query, and seldom a second.
    """
    now = clock.now()
    step, field = step[:60], field[:60]
    rows = Presence.objects.filter(draft=draft_id, who=who.key)
    known = rows.first()
    if known is None:
        try:
            with transaction.atomic():
                Presence.objects.create(
                    draft_id=draft_id,
                    who=who.key,
                    name=who.name,
                    staff=staff,
                    step=step,
                    field=field,
                    seen_at=now,
                )
        except IntegrityError:  # another tab of theirs was first
            rows.update(step=step, field=field, seen_at=now)
    elif (known.step, known.field) != (step, field) or now - known.seen_at >= WRITTEN_EVERY:
        rows.update(step=step, field=field, seen_at=now)


def gone(*, draft_id: UUID, who: str) -> None:
    """Somebody (`employee:<id>`) is not here any more."""
    Presence.objects.filter(draft=draft_id, who=who).delete()
