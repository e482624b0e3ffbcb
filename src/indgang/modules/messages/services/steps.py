"""One step of a delivery or a ladder: taken when the row stands where the step begins, and only then."""

from typing import Any
from uuid import UUID

from django.db.models import F

from indgang.modules.messages import rules
from indgang.modules.messages.models import Delivery, Ladder
from indgang.modules.messages.vocabulary import DeliveryState, LadderState


def move(delivery_id: UUID, to: DeliveryState, **fields: Any) -> bool:
    """Take one step of the table in rules/states.py, if the delivery stands where the step begins."""
    changed = Delivery.objects.filter(pk=delivery_id, state__in=rules.sources_of(to)).update(
        came_from=F("state"), state=to, **fields
    )
    return changed == 1


def go(delivery: Delivery, to: DeliveryState, **fields: Any) -> bool:
    """The same of a row that the caller holds, which is kept in step."""
    if not move(delivery.pk, to, **fields):
        return False
    delivery.came_from, delivery.state = delivery.state, to.value
    for name, value in fields.items():
        setattr(delivery, name, value)
    return True


def held(message_id: UUID) -> Ladder | None:
    """The ladder of a message, held until the transaction ends: always before its deliveries, its file and its case.

    None for what came in.
    """
    rows = Ladder.objects.select_for_update(of=("self",)).select_related("message")
    return rows.filter(pk=message_id).first()


def step(ladder: Ladder, to: LadderState, **fields: Any) -> bool:
    """A step of a ladder that the caller holds, if the table has it."""
    if LadderState(ladder.state) not in rules.ladder_sources_of(to):
        return False
    note(ladder, came_from=ladder.state, state=to.value, **fields)
    return True


def note(ladder: Ladder, **fields: Any) -> None:
    """Write fields of a ladder that the caller holds."""
    Ladder.objects.filter(pk=ladder.pk).update(**fields)
    for name, value in fields.items():
        setattr(ladder, name, value)
