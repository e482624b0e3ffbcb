"""A letter to many is started, paused, started again or stopped."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from indgang.kernel import clock
from indgang.kernel.errors import Expected, NotYours
from indgang.kernel.free_text import cleaned, without_cpr
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.messages import rules
from indgang.modules.messages.models import BulkRun
from indgang.modules.messages.selectors.bulk import Progress, bulk_progress, units_of
from indgang.modules.messages.services.bulk.stepping import plan
from indgang.modules.messages.vocabulary import BulkState

LONGEST_WHY = 300


class CannotNow(Expected):
    """The step does not follow from the state: somebody was quicker, or it has ended."""

    status = 409
    message = Text(
        "Det kan ikke lade sig gøre nu. Se, hvor langt udsendelsen er.",
        "That cannot be done now. See how far it is.",
    )


class SayWhyStopped(Expected):
    """Stopping for good takes a reason."""

    status = 422
    message = Text("Skriv, hvorfor du stopper.", "Write why you stop it.")


def start(*, run_id: UUID, by: EmployeeInfo) -> Progress:
    """Begin to write the letters. Raises NotYours, CannotNow. Started already: nothing happens."""
    return _move(run_id, BulkState.RUNNING, by, "many_started", (BulkState.READY,), started_at=clock.now())


def resume(*, run_id: UUID, by: EmployeeInfo) -> Progress:
    """Go on where it was paused. Raises NotYours, CannotNow."""
    return _move(run_id, BulkState.RUNNING, by, "many_resumed", (BulkState.PAUSED,), why="", paused_by="")


def pause(*, run_id: UUID, by: EmployeeInfo) -> Progress:
    """Write no more letters until somebody says so; those that are written go on. Raises NotYours, CannotNow."""
    return _move(run_id, BulkState.PAUSED, by, "many_paused", (BulkState.RUNNING,), paused_by=by.actor.key)


def stop(*, run_id: UUID, why: str, by: EmployeeInfo) -> Progress:
    """Write no more letters, for good. Raises NotYours, CannotNow, SayWhyStopped."""
    said = without_cpr(cleaned(why))[:LONGEST_WHY]
    if not said:
        raise SayWhyStopped
    sources = tuple(BulkState(state) for state in rules.bulk_sources_of(BulkState.STOPPED))
    return _move(run_id, BulkState.STOPPED, by, "many_stopped", sources, why=said, ended_at=clock.now())


@transaction.atomic
def _move(
    run_id: UUID,
    to: BulkState,
    by: EmployeeInfo,
    action: str,
    sources: tuple[BulkState, ...],
    **fields: Any,
) -> Progress:
    mine = BulkRun.objects.filter(pk=run_id, unit__in=units_of(by))
    if not mine.filter(state__in=sources).update(came_from=F("state"), state=to, **fields):
        now = mine.values_list("state", flat=True).first()
        if now is None:
            raise NotYours
        if now != to:
            raise CannotNow
        return bulk_progress(run_id)  # pressed twice
    progress = bulk_progress(run_id)
    audit.record(
        action=action, actor=by.actor.key, object=f"bulk:{run_id}", detail={"written": progress.made}
    )
    if to is BulkState.RUNNING:
        plan(run_id, progress.cursor)
    return progress
