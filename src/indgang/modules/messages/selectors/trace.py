"""Did a letter arrive? One answer, in the same words for its reader, on the telephone and on the case."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects

from indgang.kernel.errors import NotYours
from indgang.kernel.text import Text
from indgang.modules.identity import selectors as identity
from indgang.modules.messages.models import Attempt, Delivery, Ladder, Message, Receipt
from indgang.modules.messages.rules.tracing import Course, Rung, sentence
from indgang.modules.messages.rules.tracing_lines import Line, Said, Tried, lines
from indgang.modules.messages.vocabulary import (
    REMEDIES,
    Arrival,
    AttemptEnd,
    Because,
    Cause,
    DeliveryState,
    Direction,
    LadderState,
    ReceiptEffect,
    ReceiptKind,
    Remedy,
    Way,
)


@dataclass(frozen=True)
class Trace:
    """`state` is None for what somebody wrote to us. `legal_day`: deadlines count from it. `steps`: oldest first.

    `remedies`: what somebody can do now, the best first; none when nothing is wrong. `cause`: why it failed.
    """

    message_id: UUID
    state: LadderState | None
    sentence: Text
    legal_day: date | None
    steps: tuple[Line, ...]
    remedies: tuple[Remedy, ...]
    cause: Cause | None = None
    arrived_at: datetime | None = None

    @property
    def outer(self) -> tuple[Line, ...]:
        """The steps that the reader of the letter sees."""
        return tuple(line for line in self.steps if not line.inner)


def _rung(row: Delivery) -> Rung:
    unit = identity.units().get(row.handed_over_unit)
    return Rung(
        way=Way(row.way),
        state=DeliveryState(row.state),
        planned_at=row.planned_at,
        because=Because(row.because) if row.because else None,
        cause=Cause(row.cause) if row.cause else None,
        attempts=row.attempts,
        due_at=row.due_at,
        handed_over_at=row.handed_over_at,
        delivered_at=row.delivered_at,
        opened_at=row.opened_at,
        arrival_due=row.arrival_due,
        unit=unit.name if unit else Text(),
        error=row.error,
    )


def course_of(message: Message, rows: list[Delivery]) -> Course:
    """The course of one message from its rows; `message.ladder` must be loaded. The rungs in the order of planning."""
    rungs = tuple(_rung(row) for row in sorted(rows, key=lambda row: (row.planned_at, row.pk)))
    ladder: Ladder | None = getattr(message, "ladder", None)
    if ladder is None:
        return Course(message.created_at, None, rungs)
    return Course(
        created_at=message.created_at,
        state=LadderState(ladder.state),
        rungs=rungs,
        arrival=Arrival(ladder.arrival) if ladder.arrival else None,
        arrived_at=ladder.arrived_at,
        arrived_way=Way(ladder.arrived_way) if ladder.arrived_way else None,
        legal_day=ladder.legal_day,
        cause=Cause(ladder.cause) if ladder.cause else None,
        failed_at=ladder.failed_at,
        told=ladder.solved_why,
    )


def state_of(message_id: UUID | str) -> Trace:
    """Whether one message arrived, how, and what to do when it did not. Four queries. Raises NotYours.

    For those who may see the message: the page asks for that first.
    """
    message = Message.objects.select_related("ladder").filter(pk=message_id).first()
    if message is None:
        raise NotYours
    rows = list(Delivery.objects.filter(message=message))
    course = course_of(message, rows)
    ways = {row.pk: Way(row.way) for row in rows}
    if message.direction == Direction.IN or not ways:
        return _trace(message, course, (), ())
    tries = tuple(
        Tried(
            ways[row.delivery_id], row.began_at, row.number, row.provider,
            AttemptEnd(row.end) if row.end else None, row.code, row.text,
        )
        for row in Attempt.objects.filter(delivery__in=list(ways)).order_by("began_at")
    )  # fmt: skip
    said = tuple(
        Said(row.at, ReceiptKind(row.kind), ReceiptEffect(row.effect), row.code, row.text)
        for row in Receipt.objects.filter(delivery__in=list(ways)).order_by("at")
    )
    return _trace(message, course, tries, said)


def sentences_of(message_ids: Collection[UUID]) -> dict[UUID, Text]:
    """The sentence of each of some messages that we sent, for a list or to be read out. Two queries, none for none.

    For those who may see the messages: the page asks for that first.
    """
    if not message_ids:
        return {}
    rows = Message.objects.filter(pk__in=message_ids, direction=Direction.OUT).select_related("ladder")
    found = list(rows.defer("letter"))
    prefetch_related_objects(found, Prefetch("deliveries", Delivery.objects.all(), to_attr="brought"))
    return {row.pk: sentence(course_of(row, getattr(row, "brought", []))) for row in found}


def _trace(message: Message, course: Course, tries: tuple[Tried, ...], said: tuple[Said, ...]) -> Trace:
    unit = identity.units().get(message.unit)
    failed = course.state is LadderState.FAILED
    return Trace(
        message_id=message.pk,
        state=course.state,
        sentence=sentence(course),
        legal_day=None if failed else course.legal_day,
        steps=lines(course, tries, said, unit.name if unit else Text()),
        remedies=REMEDIES[course.cause] if failed and course.cause else (),
        cause=course.cause if failed else None,
        arrived_at=course.arrived_at,
    )
