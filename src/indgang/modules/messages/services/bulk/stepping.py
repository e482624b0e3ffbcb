"""The letters of a sending to many are written, some hundred in each transaction: all of them, or none.

A step writes the rows of a message, notes its receiver, moves the cursor and plans the next step, together. Who dies in
the middle has written nothing; who dies after has planned the next step. A step is planned for one place of the
cursor: of two for the same place the second does nothing, so that a repeated task never makes a second chain.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import CharField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat
from django_tasks import task

from indgang.kernel import clock
from indgang.modules.identity.vocabulary import Actor, Need, Party
from indgang.modules.messages import rules
from indgang.modules.messages.models import BulkRecipient, BulkRun, Message
from indgang.modules.messages.selectors.bulk import Progress, bulk_progress, days_in, filled, progress_of
from indgang.modules.messages.services.bulk.sharing import shared_file
from indgang.modules.messages.services.delivering import deliver
from indgang.modules.messages.services.rows import Outgoing, Rows, SharedFile, rows_for, write_rows
from indgang.modules.messages.services.templates import filled_actions
from indgang.modules.messages.vocabulary import BulkState, MessageKind, PlannedAction, RecipientState

CHUNK = 500
"""Letters in one transaction at most."""
A_TASK = 100
"""Letters that one task writes and then brings, so that what is written never runs far ahead of what is brought."""
QUEUE = "bulk"
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Written:
    progress: Progress
    messages: tuple[UUID, ...]
    wait: float
    """Seconds until the next step; 0: at once. Only of a run that goes on."""


def step(run_id: UUID, *, at_most: int = CHUNK) -> Progress:
    """Write the next letters of a run that is running, `at_most` of them. Safe to repeat, and to be killed in.

    Nothing is brought: the sweep or a task does that. Raises NotYours when there is no such run.
    """
    return _write(run_id, at_most, cursor=None).progress


@task(queue_name=QUEUE)
def go_on(run_id: str, cursor: int) -> str:
    """Write the next letters, plan the next step, and bring what was written. Returns what was done, for its log."""
    written = _write(UUID(run_id), A_TASK, cursor=cursor)
    for message_id in written.messages:
        try:
            deliver.call(str(message_id))
        except Exception:
            logger.exception("Message %s of a letter to many was not brought; the sweep will", message_id)
    return f"{len(written.messages)} written, {written.progress.state} at {written.progress.cursor}"


def plan(run_id: UUID, cursor: int, *, wait: float = 0.0) -> None:
    """Put the next step in the queue, in the caller's transaction."""
    later = clock.on_the_machine(after=timedelta(seconds=wait)) if wait else None
    (go_on.using(run_after=later) if later else go_on).enqueue(str(run_id), cursor)


def restart() -> int:
    """Plan the next step of each run that has been silent: its worker died. Returns how many.

    A run that waits for a busy queue may be planned twice; the second does nothing.
    """
    silent = clock.now() - rules.QUIET
    rows = BulkRun.objects.filter(state=BulkState.RUNNING).filter(
        Q(seen_at__lte=silent) | Q(seen_at__isnull=True, started_at__lte=silent)
    )
    found = list(rows.values_list("pk", "cursor")[:20])
    for run_id, cursor in found:
        plan(run_id, cursor)
    return len(found)


def _write(run_id: UUID, at_most: int, *, cursor: int | None) -> _Written:
    shared = shared_file(run_id)  # outside the transaction: making a PDF takes a while
    with transaction.atomic():
        run = (
            BulkRun.objects.select_for_update(of=("self",))
            .select_related("template")
            .filter(pk=run_id, state=BulkState.RUNNING)
            .first()
        )
        if run is None or cursor not in (None, run.cursor):
            return _Written(bulk_progress(run_id), (), 0.0)
        now = clock.now()
        most = min(at_most, CHUNK)
        count = rules.share(run.per_minute, run.seen_at, now, most) if cursor is not None else most
        wait = rules.wait_for(run.per_minute, most)
        messages: tuple[UUID, ...] = ()
        if count:
            messages = _chunk(run, count, now, shared)
        if cursor is not None and run.state == BulkState.RUNNING:
            plan(run_id, run.cursor, wait=wait)
        return _Written(progress_of(run), messages, wait)


def _chunk(run: BulkRun, count: int, now: datetime, shared: SharedFile | None) -> tuple[UUID, ...]:
    """Write the next letters and move the cursor, in the caller's transaction."""
    waiting = BulkRecipient.objects.filter(run=run, state=RecipientState.WAITING).order_by("position")
    receivers = list(waiting.select_related("person", "company").defer("person__cpr_encrypted")[:count])
    if not receivers:
        _list_is_gone(run, now)
        return ()
    made: list[tuple[BulkRecipient, Rows]] = []
    refused: list[BulkRecipient] = []
    for receiver in receivers:
        receiver.run = run
        why = _why_not(receiver)
        if why:
            refused.append(receiver)
            waiting.filter(pk=receiver.pk).update(state=RecipientState.REFUSED, why=why)
        else:
            made.append((receiver, _rows(receiver, now, shared)))
    write_rows([rows for _one, rows in made])
    _note_made(waiting.filter(pk__in=[one.pk for one, _rows_of in made]), run.pk)
    _move_on(run, made=len(made), refused=len(refused), now=now)
    return tuple(rows.message.pk for _receiver, rows in made)


def _note_made(receivers: QuerySet[BulkRecipient], run_id: UUID) -> None:
    """Each of them has its message, found by its key. One statement: a row at a time is half the cost of a step."""
    key = Concat(Value(f"bulk:{run_id}:"), Cast(OuterRef("position"), CharField()))
    mine = Message.objects.filter(key=key).values("pk")[:1]
    receivers.order_by().update(state=RecipientState.MADE, message=Subquery(mine))


def _list_is_gone(run: BulkRun, now: datetime) -> None:
    """A run that was paused for longer than its list is kept cannot go on."""
    run.came_from, run.state = run.state, BulkState.STOPPED.value
    run.why, run.ended_at = "Listen er slettet, fordi der gik for lang tid.", now
    run.save(update_fields=["came_from", "state", "why", "ended_at"])


def _move_on(run: BulkRun, *, made: int, refused: int, now: datetime) -> None:
    run.cursor, run.made, run.refused = run.cursor + made + refused, run.made + made, run.refused + refused
    run.seen_at = now
    fields = ["cursor", "made", "refused", "seen_at"]
    if run.cursor >= run.total:
        run.came_from, run.state, run.ended_at = run.state, BulkState.DONE.value, now
        fields += ["came_from", "state", "ended_at"]
    run.save(update_fields=fields)


def _why_not(receiver: BulkRecipient) -> str:
    """Why somebody of the list gets no letter after all; empty when they do."""
    if receiver.company is not None and receiver.company.closed:
        return "Virksomheden er lukket i CVR."
    return ""


def _rows(receiver: BulkRecipient, now: datetime, shared: SharedFile | None) -> Rows:
    run, person = receiver.run, receiver.person
    if person is not None and Need.LARGE_PRINT in person.open_needs:
        shared = None
    planned = [PlannedAction.of(one) for one in run.template.actions]
    said = Outgoing(
        to=_party(receiver),
        letter=filled(run, receiver),
        kind=MessageKind(run.kind),
        by=_writer(run),
        key=f"bulk:{run.pk}:{receiver.position}",
        service_id=run.service_id,
        unit=run.unit,
        actions=filled_actions(planned, days_in(run.template, receiver)),
        template=run.template_id,
    )
    return rows_for(said, now, shared=shared)


def _party(receiver: BulkRecipient) -> Party:
    if receiver.person is not None:
        return Party("person", str(receiver.person.pk), receiver.person.name)
    name = receiver.company.name if receiver.company is not None else ""
    return Party("company", str(receiver.company_id), name)


def _writer(run: BulkRun) -> Actor:
    kind, _, employee = run.begun_by.partition(":")
    return Actor(kind, employee, run.begun_by_name)
