"""The account of what was sent, message by message: for an operator, and to hold against others' books."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Min

from indgang.modules.messages.models import (
    Delivery,
    Inbound,
    Ladder,
    LetterFile,
    Message,
    ProviderState,
    Receipt,
)
from indgang.modules.messages.vocabulary import FileState, LadderState

_LEFT = ("planned", "sending")


@dataclass(frozen=True, slots=True)
class Carried:
    """One delivery. `receipts`: each `(kind, effect)` that we took about it."""

    way: str
    state: str
    uuid: UUID
    cause: str
    attempts: int
    receipts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Account:
    """What became of one message. The words are those of the vocabulary."""

    message_id: UUID
    key: str
    state: str
    cause: str
    arrived_way: str
    arrival: str
    carried: tuple[Carried, ...]

    def last(self, *ways: str) -> Carried | None:
        """The newest delivery in one of these ways."""
        return next((one for one in reversed(self.carried) if one.way in ways), None)


def accounts(prefix: str) -> list[Account]:
    """Of each message of ours whose key begins so, in the order they were written. Five queries."""
    rows = Message.objects.filter(key__startswith=prefix, ladder__isnull=False).select_related("ladder")
    rows = rows.prefetch_related("deliveries__receipts").order_by("created_at", "pk")
    return [_account(row, row.ladder) for row in rows]


def _account(row: Message, ladder: Ladder) -> Account:
    deliveries = sorted(row.deliveries.all(), key=lambda one: (one.planned_at, one.pk))
    return Account(
        message_id=row.pk,
        key=row.key,
        state=ladder.state,
        cause=ladder.cause,
        arrived_way=ladder.arrived_way,
        arrival=ladder.arrival,
        carried=tuple(
            Carried(
                way=one.way,
                state=one.state,
                uuid=one.uuid,
                cause=one.cause,
                attempts=one.attempts,
                receipts=tuple(sorted((receipt.kind, receipt.effect) for receipt in one.receipts.all())),
            )
            for one in deliveries
        ),
    )


def receipts_by_effect() -> dict[str, int]:
    """How many receipts we have, by what they changed."""
    return dict(Counter(Receipt.objects.values_list("effect", flat=True)))


def came_in_by_state() -> dict[str, int]:
    """How much came in, by its state."""
    return dict(Counter(Inbound.objects.values_list("state", flat=True)))


@dataclass(frozen=True, slots=True)
class Underway:
    """`now`: how much is due at this moment; `sending`: how much is in somebody's hands; `next`: when something is due
    again, None when nothing is; `open`: messages that may still change their state."""

    now: int
    sending: int
    open: int
    next: datetime | None


def underway(at: datetime) -> Underway:
    """What the workers and the routine still have to do, by their own rows."""
    waiting = (
        Ladder.objects.filter(state__in=[LadderState.CLIMBING, LadderState.POSTED], due_at__isnull=False),
        Delivery.objects.filter(state__in=_LEFT, due_at__isnull=False),
        LetterFile.objects.filter(state=FileState.WANTED, due_at__isnull=False),
    )
    count = sum(rows.filter(due_at__lte=at).count() for rows in waiting)
    count += Inbound.objects.filter(state="stored").count()
    later = [rows.filter(due_at__gt=at).aggregate(first=Min("due_at"))["first"] for rows in waiting]
    sending = Delivery.objects.filter(state="sending").count()
    unsettled = Ladder.objects.filter(state__in=[LadderState.CLIMBING, LadderState.POSTED]).count()
    return Underway(count, sending, unsettled, min((one for one in later if one is not None), default=None))


@dataclass(frozen=True, slots=True)
class ProviderInfo:
    """One who brings our messages. `opened_until`: it rests until then; None when it works."""

    name: str
    way: str
    weight: int
    failures: int
    opened_until: datetime | None


def providers() -> list[ProviderInfo]:
    """Everybody who has brought something, or failed to."""
    return [
        ProviderInfo(row.name, row.way, row.weight, row.failures, row.opened_until)
        for row in ProviderState.objects.order_by("way", "name")
    ]


def undelivered(limit: int = 100) -> list[Account]:
    """What did not arrive and nobody has solved yet, the newest first."""
    rows = Message.objects.filter(ladder__state=LadderState.FAILED).select_related("ladder")
    rows = rows.prefetch_related("deliveries__receipts").order_by("-ladder__failed_at")[:limit]
    return [_account(row, row.ladder) for row in rows]
