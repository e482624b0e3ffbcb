"""Receipts: stored once under their own id, and what they say carried out in the same transaction."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from indgang.adapters.digital_post.receipts import read_push
from indgang.adapters.digital_post.types import PostStatus
from indgang.kernel import clock
from indgang.kernel.free_text import without_cpr
from indgang.modules.messages.models import Delivery, Ladder, Receipt, ReceiptMatch
from indgang.modules.messages.rules import arrival, receipts
from indgang.modules.messages.services import outcomes
from indgang.modules.messages.services.hand_over import ReceiptIn
from indgang.modules.messages.services.steps import go, held
from indgang.modules.messages.vocabulary import (
    RECEIPTS,
    Arrival,
    Cause,
    DeliveryState,
    ReceiptEffect,
    ReceiptKind,
    Way,
    receipt_info,
)

S, E, K = DeliveryState, ReceiptEffect, ReceiptKind
logger = logging.getLogger(__name__)
ORPHANS_FOR = timedelta(days=30)
_POST_WAYS = frozenset({Way.DIGITAL_POST, Way.LETTER, Way.NEMSMS})


@dataclass(frozen=True, slots=True)
class ReceiptTaken:
    """What became of a receipt. `same`: it had come before, and changed nothing now. `delivery_id` None: an orphan."""

    effect: ReceiptEffect
    same: bool = False
    delivery_id: UUID | None = None


def take_receipt(raw: bytes, *, got_at: datetime | None = None) -> ReceiptTaken:
    """A receipt as Digital Post and remote print push it (PKO_PostStatus). When this returns, it is kept.

    A status that nobody knows is written to the log and changes nothing. Raises NotReceipt for what is none.
    """
    status = read_push(raw)
    kind = RECEIPTS.get(status.status)
    if kind is None:
        logger.warning("receipt %s has a status that is not known: %s", status.besked_id, status.status)
        return ReceiptTaken(E.UNKNOWN)
    return apply(of_post(status, kind), got_at=got_at or clock.now())


def of_post(status: PostStatus, kind: ReceiptKind) -> ReceiptIn:
    """A receipt of the post in our words. It may know our delivery by its message or by its transaction."""
    names = [status.message_uuid, _uuid(status.correlation_id), _uuid(status.transmission_id)]
    return ReceiptIn(
        id=status.besked_id,
        kind=kind,
        at=status.at,
        names=tuple(dict.fromkeys(name for name in names if name is not None)),
        transmission_id=status.transmission_id,
        code=status.code,
        text=status.text,
        ways=_POST_WAYS,
        new_address=kind is K.UPDATED and "adresse" in status.text.casefold(),
    )


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def apply(receipt: ReceiptIn, *, got_at: datetime) -> ReceiptTaken:
    """Keep one receipt and do what it says. The same id again changes nothing, in whatever order they come.

    One that no delivery answers to yet is kept as an orphan; `apply_orphans` tries it again.
    """
    found = _find(receipt)
    if found is None:
        return _orphan(receipt, got_at)
    with transaction.atomic():
        ladder = held(found.message_id)
        known = _known(receipt.id)
        if known is not None:
            return known
        delivery = _locked(found.pk)
        out = _outcome(receipt, delivery)
        _keep(receipt, got_at, out.effect, delivery)
        _carry_out(receipt, got_at, out, delivery, ladder)
        return ReceiptTaken(out.effect, delivery_id=delivery.pk)


def _find(receipt: ReceiptIn) -> Delivery | None:
    """By our own name for it first: what it calls itself is only unique in its own house."""
    rows = Delivery.objects.filter(way__in=receipt.ways)
    for name in receipt.names:
        row = rows.filter(uuid=name).first()
        if row is not None:
            return row
    if not receipt.transmission_id:
        return None
    by_theirs = rows.filter(transmission_id=receipt.transmission_id)
    if receipt.provider:
        by_theirs = by_theirs.filter(provider=receipt.provider)
    return by_theirs.order_by("-planned_at").first()


def _locked(delivery_id: UUID) -> Delivery:
    rows = Delivery.objects.select_for_update(of=("self",)).select_related("message")
    return rows.get(pk=delivery_id)


def _known(receipt_id: UUID) -> ReceiptTaken | None:
    row = Receipt.objects.filter(pk=receipt_id).first()
    if row is None:
        return None
    return ReceiptTaken(ReceiptEffect(row.effect), same=True, delivery_id=row.delivery_id)


def _orphan(receipt: ReceiptIn, got_at: datetime) -> ReceiptTaken:
    known = _known(receipt.id)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            _keep(receipt, got_at, E.UNKNOWN, None)
    except IntegrityError:
        known = _known(receipt.id)
        if known is None:
            raise
        return known
    return ReceiptTaken(E.UNKNOWN)


def _keep(receipt: ReceiptIn, got_at: datetime, effect: ReceiptEffect, delivery: Delivery | None) -> None:
    Receipt.objects.create(
        id=receipt.id,
        delivery=delivery,
        kind=receipt.kind.value,
        at=receipt.at,
        got_at=got_at,
        transmission_id=receipt.transmission_id[:80],
        message_uuid=receipt.names[0] if receipt.names else None,
        code=without_cpr(receipt.code)[:60],
        text=without_cpr(receipt.text)[:200],
        effect=effect.value,
    )


def _applied(delivery: Delivery) -> set[str]:
    """The kinds that have been carried out on a delivery."""
    own = Receipt.objects.filter(delivery=delivery, effect=E.APPLIED).values_list("kind", flat=True)
    later = ReceiptMatch.objects.filter(delivery=delivery, effect=E.APPLIED)
    return set(own) | set(later.values_list("receipt__kind", flat=True))


def _outcome(receipt: ReceiptIn, delivery: Delivery) -> receipts.Outcome:
    best = max((receipt_info(ReceiptKind(kind)).rank for kind in _applied(delivery)), default=0)
    return receipts.outcome(receipt.kind, Way(delivery.way), DeliveryState(delivery.state), best)


def _carry_out(
    receipt: ReceiptIn, got_at: datetime, out: receipts.Outcome, delivery: Delivery, ladder: Ladder | None
) -> None:
    """Take the steps of the outcome, each with what follows from it."""
    at = arrival.receipt_time(receipt.at, got_at, delivery.message.created_at)
    if out.effect is E.LATE and receipt.kind is K.POST_DELIVERED:
        outcomes.late(delivery, ladder, at)
    for to in out.steps:
        _take(to, receipt, out, delivery, ladder, at)
    if receipt.kind is K.PRINT_WITH_CARRIER and out.effect is E.APPLIED:
        outcomes.with_carrier(delivery, ladder, at)
    if receipt.kind is K.POST_DELIVERED and out.effect is E.APPLIED and not out.steps:
        outcomes.delivered_again(delivery, ladder, at)


def _take(
    to: DeliveryState,
    receipt: ReceiptIn,
    out: receipts.Outcome,
    delivery: Delivery,
    ladder: Ladder | None,
    at: datetime,
) -> None:
    error = without_cpr(receipt.text)[:300]
    match to:
        case S.SENDING:
            go(delivery, to, claim=delivery.claim or uuid4(), due_at=None)
        case S.HANDED_OVER:
            first = delivery.handed_over_at is None
            go(
                delivery, to, due_at=None, claim=None, cause="", error="",
                handed_over_at=delivery.handed_over_at or at,
                transmission_id=delivery.transmission_id or receipt.transmission_id[:80],
            )  # fmt: skip
            if first:
                outcomes.handed_over(delivery, ladder, at)
        case S.DELIVERED:
            go(delivery, to, delivered_at=at, due_at=None)
            outcomes.delivered(delivery, ladder, at, Arrival.RECEIPT)
        case S.FAILED:
            cause = out.cause or Cause.REFUSED
            go(delivery, to, cause=cause.value, due_at=None, claim=None, error=error)
            outcomes.failed(delivery, ladder, cause)
        case S.RETURNED:
            go(delivery, to, cause=Cause.RETURNED.value, due_at=None, error=error)
            outcomes.came_back(delivery, ladder, code=receipt.code, new_address=receipt.new_address)


def apply_orphans(*, limit: int = 200) -> int:
    """Try the receipts again that came before we knew their delivery. Returns how many found it. The sweep calls it."""
    return sum(_try_again(row) for row in _orphans()[:limit])


def _orphans() -> QuerySet[Receipt]:
    """Those of the last 30 days, the newest first: they may race our own commit, while an old one answers to nothing
    of ours, and must not stand before them. Their order changes nothing: rank decides."""
    since = clock.now() - ORPHANS_FOR
    waiting = Receipt.objects.filter(delivery=None, match=None, effect=E.UNKNOWN, got_at__gte=since)
    return waiting.order_by("-got_at", "pk")


def _try_again(row: Receipt) -> bool:
    receipt = ReceiptIn(
        id=row.pk,
        kind=ReceiptKind(row.kind),
        at=row.at,
        names=(row.message_uuid,) if row.message_uuid else (),
        transmission_id=row.transmission_id,
        code=row.code,
        text=row.text,
    )
    found = _find(receipt)
    if found is None:
        return False
    with transaction.atomic():
        ladder = held(found.message_id)
        if ReceiptMatch.objects.filter(receipt=row).exists():
            return False
        delivery = _locked(found.pk)
        out = _outcome(receipt, delivery)
        ReceiptMatch.objects.create(receipt=row, delivery=delivery, effect=out.effect.value, at=clock.now())
        _carry_out(receipt, row.got_at, out, delivery, ladder)
    return True
