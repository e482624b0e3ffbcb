"""Bringing what was planned. Every step may be repeated, and may stop anywhere."""

import logging
import time
from datetime import datetime, timedelta
from uuid import UUID

from django.db import Error as DatabaseError
from django.db import transaction
from django.db.models import F
from django_tasks import task

from indgang.kernel import clock
from indgang.modules.messages.models import Delivery, LetterFile
from indgang.modules.messages.rules import hours
from indgang.modules.messages.services import attempts, files, limits, outcomes, ports
from indgang.modules.messages.services.attempts import Result
from indgang.modules.messages.services.climbing import climb, notice_time
from indgang.modules.messages.services.hand_over import (
    NEEDS_FILE,
    Carrier,
    Impossible,
    Packed,
    Refused,
    Unavailable,
    Unknown,
    carrier_of,
)
from indgang.modules.messages.services.providers import note_result, pick_provider
from indgang.modules.messages.services.steps import move
from indgang.modules.messages.vocabulary import (
    NOTICES,
    Arrival,
    AttemptEnd,
    Cause,
    DeliveryState,
    FileKind,
    FileState,
    MessageKind,
    Way,
)

__all__ = ["arrive", "bring", "deliver", "move"]

S, E = DeliveryState, AttemptEnd
logger = logging.getLogger(__name__)
_RUNGS_AT_ONCE = 4
"""So many times one task looks for the next rung, so that no fault makes it turn for ever."""
_SOON = timedelta(minutes=2)
_ASK_AGAIN = timedelta(minutes=1)
_NOT_CONNECTED = timedelta(hours=1)
_PATIENCE = timedelta(days=7)


@task()
def deliver(message_id: str) -> str:
    """Bring one message: into the inbox, then up its ladder, with its file. Returns what was done, for the task's log.

    The quick road only: what lies is found by its `due_at` too (sweeping).
    """
    message = UUID(message_id)
    done = _into_inbox(message)
    for _ in range(_RUNGS_AT_ONCE):
        now = clock.now()
        climbed = climb(message, now=now)
        if climbed:
            done.append(climbed)
        _file(message, now, done)
        brought = [f"{way} {bring(pk, now=now)}" for pk, way in _due(message, now)]
        done += brought
        if not climbed and not brought:
            break
    _later(message)
    return ", ".join(done)


def _into_inbox(message_id: UUID) -> list[str]:
    """Our own inbox reads the same table, so the message is there as soon as it is written: this only says so."""
    now = clock.now()
    mine = Delivery.objects.filter(
        message_id=message_id, way=Way.INBOX, state=S.PLANNED, due_at__lte=now
    ).select_related("message")
    delivery = mine.first()
    if delivery is None:
        return []
    with transaction.atomic():
        if not move(delivery.pk, S.SENDING, attempts=F("attempts") + 1):
            return []
        move(delivery.pk, S.HANDED_OVER, handed_over_at=now, due_at=None, error="")
        arrive(delivery, now)
    return ["inbox delivered"]


def arrive(delivery: Delivery, at: datetime) -> None:
    """Note that a message lies in our own inbox, in the ledger too."""
    if move(delivery.pk, S.DELIVERED, delivered_at=at):
        outcomes.delivered(delivery, None, at, Arrival.STORED)


def _file(message_id: UUID, now: datetime, done: list[str]) -> None:
    if LetterFile.objects.filter(pk=message_id, state=FileState.WANTED, due_at__lte=now).exists():
        done.append(f"file {files.make(message_id)}")


def _due(message_id: UUID, now: datetime) -> list[tuple[UUID, str]]:
    rows = Delivery.objects.filter(message_id=message_id, state=S.PLANNED, due_at__lte=now)
    return list(rows.exclude(way=Way.INBOX).order_by("planned_at").values_list("pk", "way"))


def _later(message_id: UUID) -> None:
    """A task for what is due soon; what is due later is found by the sweep."""
    now = clock.now()
    waits = [
        *Delivery.objects.filter(message_id=message_id, state=S.PLANNED).values_list("due_at", flat=True),
        *LetterFile.objects.filter(pk=message_id, state=FileState.WANTED).values_list("due_at", flat=True),
    ]
    soon = min((at for at in waits if at is not None and now < at <= now + _SOON), default=None)
    if soon is not None:
        deliver.using(run_after=soon).enqueue(str(message_id))


def bring(delivery_id: UUID, *, now: datetime) -> str:
    """Hand one delivery over, if it is due. Returns what happened, for the task's log.

    Nothing outside is asked within a transaction. Safe to repeat and to run twice at once: one of them sends.
    """
    rows = Delivery.objects.select_related("message").filter(pk=delivery_id, state=S.PLANNED, due_at__lte=now)
    delivery = rows.first()
    if delivery is None:
        return attempts.Taken.ELSEWHERE.value
    way = Way(delivery.way)
    carrier = carrier_of(way)
    held_back = _not_now(delivery, way, now)
    if held_back is not None:
        return held_back
    provider = _provider(delivery, way)
    if provider is None or carrier is None:
        return _be_patient(delivery, now + _NOT_CONNECTED, now, "not connected")
    if isinstance(provider, datetime):
        return _be_patient(delivery, provider, now, "everybody rests")
    packed = _packed(carrier, delivery, now)
    if isinstance(packed, str):
        return packed
    claim = attempts.claim(delivery, packed, provider, now)
    if isinstance(claim, attempts.Taken):
        return claim.value
    result = _hand_over(carrier, delivery, packed, provider)
    said = attempts.settle(claim, result, clock.now())
    note_result(way, provider, result.end)
    return said


def _provider(delivery: Delivery, way: Way) -> str | datetime | None:
    """Another provider is asked after one was away; never after doubt, since only the first would know a repeat."""
    tried = list(delivery.tries.order_by("number").values_list("provider", "end"))
    doubt = next((provider for provider, end in tried if end in (E.UNKNOWN, "")), "")
    away = tuple(provider for provider, end in tried if end == E.UNAVAILABLE)
    return pick_provider(way, delivery.uuid, not_these=away, only=doubt)


def _wait(delivery: Delivery, until: datetime, why: str) -> str:
    """Not now, and nothing is counted."""
    Delivery.objects.filter(pk=delivery.pk, state=S.PLANNED).update(due_at=until)
    return why


def _be_patient(delivery: Delivery, until: datetime, now: datetime, why: str) -> str:
    """An outage is no failure, nor is a connection that was taken away, but nobody waits for ever: Digital Post has as
    long as its receipt would have, any other way a week, which is more than a letter waits for its run."""
    limit = limits.receipt_limit(hours.day_of(now)) if delivery.way == Way.DIGITAL_POST else None
    if now - delivery.planned_at > (limit or _PATIENCE):
        return attempts.give_up_unsent(delivery.pk, Cause.UNAVAILABLE)
    return _wait(delivery, until, why)


def _not_now(delivery: Delivery, way: Way, now: datetime) -> str | None:
    """What must be there before anything is tried: an hour when one may ask for attention, and the file."""
    if way in NOTICES:
        if _too_late(delivery, now):
            return attempts.give_up_unsent(delivery.pk, Cause.EXPIRED)
        allowed = notice_time(now)
        return _wait(delivery, allowed, "quiet hours") if allowed > now else None
    if way not in NEEDS_FILE:
        return None
    file = LetterFile.objects.filter(pk=delivery.message_id).first()
    if file is None or file.state == FileState.WANTED:
        ready = file.due_at if file is not None and file.due_at is not None else now
        soon = min(
            ready, now + _ASK_AGAIN
        )  # a due time far off is the lease of a worker that makes it at this moment
        return _wait(delivery, max(soon, now + timedelta(seconds=5)), "the file is not made yet")
    if way is Way.LETTER and file.kind != FileKind.PDF:
        return attempts.give_up_unsent(delivery.pk, Cause.NO_PDF, file.note)
    return None


def _too_late(delivery: Delivery, now: datetime) -> bool:
    """A reminder says nothing any more when the day it reminds of has passed."""
    message = delivery.message
    if message.kind != MessageKind.REMINDER or message.reply_by is None:
        return False
    return hours.day_of(now) > message.reply_by


def _packed(carrier: Carrier, delivery: Delivery, now: datetime) -> Packed | str:
    """The bytes, or what was done instead. A mistake of ours is told to a person; its text could hold a number."""
    try:
        return carrier.pack(delivery)
    except Impossible as no:
        return attempts.give_up_unsent(delivery.pk, no.cause, str(no))
    except (Unavailable, ports.Silent):
        return _be_patient(delivery, now + _ASK_AGAIN, now, "a register is silent")
    except DatabaseError:
        raise
    except Exception as mistake:
        logger.error("Delivery %s cannot be made: %s", delivery.pk, type(mistake).__name__)
        return attempts.give_up_unsent(delivery.pk, Cause.NOT_VALID, type(mistake).__name__)


def _hand_over(carrier: Carrier, delivery: Delivery, packed: Packed, provider: str) -> Result:
    """Ask the provider. What nobody foresaw counts as unknown: it may have left."""
    began = time.monotonic()

    def took() -> float:
        return round(time.monotonic() - began, 3)

    try:
        handed = carrier.hand_over(delivery, packed, provider)
    except Unavailable as away:
        return Result(E.UNAVAILABLE, away.code, str(away), retry_after=away.retry_after, seconds=took())
    except Refused as no:
        return Result(E.REFUSED, no.code, str(no), cause=no.cause, seconds=took())
    except Unknown as silent:
        return Result(E.UNKNOWN, silent.code, str(silent), seconds=took())
    except Exception as mistake:
        logger.error("Delivery %s: %s", delivery.pk, type(mistake).__name__)
        return Result(E.UNKNOWN, text=type(mistake).__name__, seconds=took())
    return Result(E.REPEATED if handed.repeated else E.ACCEPTED, handed=handed, seconds=took())
