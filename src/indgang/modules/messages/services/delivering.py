"""Bringing what was planned. Every step may be repeated, and may stop anywhere."""

import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django_tasks import task

from indgang.kernel import clock, events
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.vocabulary import MeasurementKind
from indgang.modules.messages import rules
from indgang.modules.messages.events import DeliveryFailed
from indgang.modules.messages.models import Delivery, LetterFile, Message
from indgang.modules.messages.services import files
from indgang.modules.messages.vocabulary import DeliveryState, FileState, Way

S = DeliveryState
logger = logging.getLogger(__name__)


def _into_inbox(message: Message) -> bool:
    """Our own inbox reads the same table, so the message is there as soon as it is written."""
    return True


# How each way hands a message over; True when that is also the delivery. Digital Post comes here.
WAYS: dict[Way, Callable[[Message], bool]] = {Way.INBOX: _into_inbox}


def move(delivery_id: UUID, to: DeliveryState, **fields: Any) -> bool:
    """Take one step of the table in rules.py, if the delivery stands where the step begins."""
    changed = Delivery.objects.filter(pk=delivery_id, state__in=rules.sources_of(to)).update(
        came_from=F("state"), state=to, **fields
    )
    return changed == 1


@task()
def deliver(message_id: str) -> str:
    """Bring one message in all its planned ways, and make its file. Returns what was done, for the task's log."""
    now = clock.now()
    done = []
    due = Delivery.objects.filter(message_id=message_id, state=S.PLANNED, due_at__lte=now)
    for delivery in due.select_related("message"):
        done.append(f"{delivery.way} {_bring(delivery, now)}")
    if LetterFile.objects.filter(message_id=message_id, state=FileState.WANTED, due_at__lte=now).exists():
        done.append(f"file {files.make(UUID(message_id))}")
        later = LetterFile.objects.filter(message_id=message_id, state=FileState.WANTED).first()
        if later is not None and later.due_at is not None:
            deliver.using(run_after=later.due_at).enqueue(message_id)
    return ", ".join(done)


def _bring(delivery: Delivery, now: datetime) -> str:
    if not move(delivery.pk, S.SENDING, attempts=F("attempts") + 1, due_at=now + rules.LEASE):
        return "taken by another worker"
    attempts = delivery.attempts + 1
    try:
        arrived = WAYS[Way(delivery.way)](delivery.message)
    except Exception as error:
        logger.exception("Delivery %s by %s failed", delivery.pk, delivery.way)
        return _failed(delivery, attempts, str(error) or type(error).__name__, now)
    with transaction.atomic():
        move(delivery.pk, S.HANDED_OVER, handed_over_at=now, due_at=None, error="")
        if arrived:
            arrive(delivery, now)
    return "delivered" if arrived else "handed over"


def _failed(delivery: Delivery, attempts: int, error: str, now: datetime) -> str:
    again = rules.next_attempt(attempts, now)
    if again is not None:
        with transaction.atomic():
            move(delivery.pk, S.PLANNED, due_at=again, error=error[:300])
            deliver.using(run_after=again).enqueue(str(delivery.message_id))
        return "planned again"
    with transaction.atomic():
        if move(delivery.pk, S.FAILED, due_at=None, error=error[:300]):
            message = delivery.message
            events.publish(DeliveryFailed(message.case_key, message.pk, delivery.way))
    return "failed"


def arrive(delivery: Delivery, at: datetime) -> None:
    """Note that a delivery reached its receiver, in the ledger too."""
    if move(delivery.pk, S.DELIVERED, delivered_at=at):
        message = delivery.message
        contacts.measure(
            kind=MeasurementKind.DELIVERED,
            journey_id=message.journey_id,
            service_id=message.service_id,
            subject=delivery.way,
            at=at,
        )


def deliver_planned(*, limit: int = 500) -> int:
    """Pick up what lies: deliveries and files whose time has come, and those whose worker died.

    A failed attempt plans its own next one; this is the net below. `manage routine` calls it each minute.
    Safe to run beside workers and beside itself.
    Returns how many messages were looked at.
    """
    now = clock.now()
    for delivery_id, attempts in Delivery.objects.filter(state=S.SENDING, due_at__lte=now).values_list(
        "pk", "attempts"
    ):
        note = {"error": "Den, der sendte, gik i stå."}
        if attempts >= rules.MAX_ATTEMPTS:
            move(delivery_id, S.FAILED, due_at=None, **note)
        else:
            move(delivery_id, S.PLANNED, due_at=now, **note)
    waiting = (
        Message.objects.filter(
            Q(deliveries__state=S.PLANNED, deliveries__due_at__lte=now)
            | Q(file__state=FileState.WANTED, file__due_at__lte=now)
        )
        .order_by("created_at")
        .values_list("pk", flat=True)
        .distinct()[:limit]
    )
    found = list(waiting)
    for message_id in found:
        deliver.call(str(message_id))
    return len(found)
