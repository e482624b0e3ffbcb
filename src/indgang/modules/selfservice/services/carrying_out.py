"""What came of a round reaches each case: the rules are asked again with it, some cases at a time, by a worker.

Each case is told in a transaction of its own that also notes that it was, so whoever dies in the middle has told some
and none of them half; the minute's routine plans the rest anew. A case is told once, however many workers come.
"""

import logging
from uuid import UUID

from django.db import transaction
from django_tasks import task

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.cases import selectors as cases
from indgang.modules.cases.services import WrongState
from indgang.modules.selfservice.models import Invitation, Round, RoundEntry, Submission
from indgang.modules.selfservice.services.reconsidering import reconsider
from indgang.modules.selfservice.vocabulary import RoundState

A_TASK = 50
"""Cases that one task tells, so that other work comes in between."""
QUEUE = "bulk"
TOLD = Text("Pladserne er fordelt", "The places have been shared out")
logger = logging.getLogger(__name__)


@task(queue_name=QUEUE)
def go_on(round_id: str) -> str:
    """Tell the next cases, and plan the step after. Returns what was done, for its log."""
    done = tell_some(UUID(round_id))
    if done:
        plan(UUID(round_id))
    return f"{done} told"


def plan(round_id: UUID) -> None:
    """Put the next step in the queue, in the caller's transaction."""
    go_on.enqueue(str(round_id))


def carry_out(round_id: UUID) -> int:
    """Tell every case that was not told, at once: for commands, demos and tests. Returns how many."""
    told = 0
    while done := tell_some(round_id):
        told += done
    return told


def restart_rounds() -> int:
    """Plan the next step of each round in which somebody is not told: its worker may have died. Returns how many.

    A round whose worker is at it is planned twice; of two that come to the same case the second does nothing. One in
    which everybody is answered, wherever that was signed, is over.
    """
    for round_id in list(Round.objects.filter(state=RoundState.RUN).values_list("pk", flat=True)):
        close_if_done(round_id)
    waiting = RoundEntry.objects.filter(result__isnull=False, carried_at__isnull=True)
    found = list(
        Round.objects.filter(state=RoundState.RUN, pk__in=waiting.values("round")).values_list(
            "pk", flat=True
        )
    )
    for round_id in found:
        plan(round_id)
    return len(found)


def tell_some(round_id: UUID) -> int:
    """Tell the next `A_TASK` cases. One that goes wrong is logged and comes again; it holds up no other."""
    due = RoundEntry.objects.filter(round=round_id, result__isnull=False, carried_at__isnull=True)
    found = list(due.order_by("pk").values_list("pk", flat=True)[:A_TASK])
    return sum(_tried(submission_id) for submission_id in found)


def _tried(submission_id: UUID) -> bool:
    try:
        return _tell(submission_id)
    except Exception:
        logger.exception("One case was not told what it got; it is tried again")
        return False


@transaction.atomic
def _tell(submission_id: UUID) -> bool:
    """False when somebody else did it meanwhile. A case that was settled meanwhile is told nothing."""
    list(Invitation.objects.select_for_update().filter(submission=submission_id).order_by("pk"))
    entry = RoundEntry.objects.select_for_update().get(pk=submission_id)
    if entry.carried_at is not None:
        return False
    submission = Submission.objects.get(pk=submission_id)
    try:
        with transaction.atomic():
            reconsider(submission, because=f"round:{entry.round_id}", told=TOLD)
    except WrongState:
        logger.info("A case was settled before it was told what it got")
    entry.carried_at = clock.now()
    entry.save(update_fields=["carried_at"])
    return True


@transaction.atomic
def close_if_done(round_id: UUID) -> bool:
    """The round is over when every case that takes part has its answer. Safe to repeat."""
    entries = RoundEntry.objects.filter(round=round_id, result__isnull=False)
    if entries.filter(carried_at__isnull=True).exists():
        return False
    ids = [one for one in entries.values_list("submission__case_id", flat=True) if one is not None]
    if len(cases.settled_among(ids)) < len(ids):
        return False
    rows = Round.objects.filter(pk=round_id, state=RoundState.RUN)
    return bool(rows.update(state=RoundState.SIGNED.value))
