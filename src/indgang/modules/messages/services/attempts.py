"""One attempt to hand a delivery over: claimed and written down before the first byte leaves (T1), settled after (T2).

Named ways (Digital Post, remote print, NemSMS) are sent again under the same uuid after any doubt, since the receiver
drops a repeat. SMS and e-mail know no repeat: an attempt whose outcome is unknown is never made again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import F, Max

from indgang.kernel.free_text import without_cpr
from indgang.modules.messages import rules
from indgang.modules.messages.models import Attempt, Delivery, Envelope, Ladder
from indgang.modules.messages.rules.hours import day_of
from indgang.modules.messages.rules.retry import NOTICE_ATTEMPTS, UNKNOWN_WAIT
from indgang.modules.messages.services import outcomes
from indgang.modules.messages.services.climbing import JITTER
from indgang.modules.messages.services.hand_over import Handed, Packed
from indgang.modules.messages.services.limits import WITHOUT_LIMIT, receipt_limit
from indgang.modules.messages.services.steps import go, held
from indgang.modules.messages.vocabulary import (
    NOTICES,
    REPEATABLE,
    AttemptEnd,
    Cause,
    DeliveryState,
    Way,
)

S, E = DeliveryState, AttemptEnd


@dataclass(frozen=True)
class Claim:
    """One worker's right to send one delivery now. `number` is the attempt's."""

    delivery_id: UUID
    key: UUID
    number: int


class Taken(StrEnum):
    """Why there is no claim."""

    ELSEWHERE = "taken by another worker"
    ANEW = "other bytes: sent under a new name"
    DOUBT = "other bytes, and the first may have been taken"


@dataclass(frozen=True)
class Result:
    """How an attempt ended. `retry_after` in seconds."""

    end: AttemptEnd
    code: str = ""
    text: str = ""
    handed: Handed | None = None
    cause: Cause = Cause.REFUSED
    retry_after: float | None = None
    seconds: float | None = None


class _OtherBytes(Exception):
    """The same uuid went out with other bytes before."""


def claim(delivery: Delivery, packed: Packed, provider: str, now: datetime) -> Claim | Taken:
    """T1. The claim, the attempt and the hash of the bytes are committed together, before the first byte leaves.

    The same uuid carries the same bytes for ever. Other bytes (an address changed): as long as nobody can have taken
    the first ones, a new delivery with a name of its own takes its place; else a receipt is waited for.
    """
    try:
        with transaction.atomic():
            return _claim(delivery, packed, provider, now)
    except _OtherBytes:
        return _other_bytes(delivery, now)


def _claim(delivery: Delivery, packed: Packed, provider: str, now: datetime) -> Claim | Taken:
    key = uuid4()
    taken = Delivery.objects.filter(pk=delivery.pk, state=S.PLANNED, due_at__lte=now).update(
        came_from=F("state"),
        state=S.SENDING,
        attempts=F("attempts") + 1,
        claim=key,
        provider=provider,
        due_at=now + rules.LEASE,
        error="",
    )
    if not taken:
        return Taken.ELSEWHERE
    kept, made = Envelope.objects.get_or_create(
        delivery_id=delivery.pk,
        defaults={
            "format": packed.format,
            "sha256": packed.sha256,
            "size": packed.size,
            "skeleton": packed.skeleton,
            "made_at": now,
        },
    )
    if not made and kept.sha256 != packed.sha256:
        raise _OtherBytes
    last = Attempt.objects.filter(delivery_id=delivery.pk).aggregate(last=Max("number"))["last"] or 0
    Attempt.objects.create(delivery_id=delivery.pk, number=last + 1, provider=provider, began_at=now)
    return Claim(delivery.pk, key, last + 1)


@transaction.atomic
def _other_bytes(delivery: Delivery, now: datetime) -> Taken:
    ladder = held(delivery.message_id)
    row = _locked(delivery.pk)
    if row.state != S.PLANNED:
        return Taken.ELSEWHERE
    tries = set(Attempt.objects.filter(delivery_id=row.pk).values_list("end", flat=True))
    if tries <= {E.UNAVAILABLE.value, E.REFUSED.value}:
        _send_anew(row, now)
        return Taken.ANEW
    go(row, S.FAILED, cause=Cause.UNKNOWN_OUTCOME.value, due_at=None)
    outcomes.failed(row, ladder, Cause.UNKNOWN_OUTCOME, look=_may_still_say(row, now))
    return Taken.DOUBT


def _send_anew(row: Delivery, now: datetime) -> None:
    go(row, S.REPLACED_BY, due_at=None)
    new = Delivery.objects.create(
        message_id=row.message_id, way=row.way, because=row.because, planned_at=row.planned_at, due_at=now
    )
    Delivery.objects.filter(pk=row.pk).update(replaced_by=new)


def settle(held_claim: Claim, result: Result, now: datetime) -> str:
    """T2. Returns what happened, for the task's log. When a receipt was quicker, or somebody thought that we had
    died, only the attempt is written."""
    with transaction.atomic():
        message_id = Delivery.objects.values_list("message_id", flat=True).get(pk=held_claim.delivery_id)
        ladder = held(message_id)
        _end(held_claim.delivery_id, held_claim.number, result, now)
        delivery = _locked(held_claim.delivery_id)
        if delivery.state != S.SENDING or delivery.claim != held_claim.key:
            _say_where(delivery, result)
            return "settled by another"
        return _follow(delivery, ladder, result, now)


def _locked(delivery_id: UUID) -> Delivery:
    rows = Delivery.objects.select_for_update(of=("self",)).select_related("message")
    return rows.get(pk=delivery_id)


def _end(delivery_id: UUID, number: int, result: Result, now: datetime) -> None:
    Attempt.objects.filter(delivery_id=delivery_id, number=number).update(
        ended_at=now,
        end=result.end.value,
        code=without_cpr(result.code)[:60],
        text=without_cpr(result.text)[:200],
        seconds=result.seconds,
    )


def _say_where(delivery: Delivery, result: Result) -> None:
    """The receiver's name for it is worth keeping, whoever was quicker."""
    if result.handed is not None and result.handed.transmission_id and not delivery.transmission_id:
        Delivery.objects.filter(pk=delivery.pk).update(transmission_id=result.handed.transmission_id[:80])


def _follow(delivery: Delivery, ladder: Ladder | None, result: Result, now: datetime) -> str:
    way = Way(delivery.way)
    if result.handed is not None:
        go(
            delivery, S.HANDED_OVER, handed_over_at=now, due_at=None, error="", claim=None,
            transmission_id=result.handed.transmission_id[:80],
        )  # fmt: skip
        outcomes.handed_over(delivery, ladder, now)
        return "handed over"
    if result.end is E.REFUSED:
        return _fail(delivery, ladder, result.cause, result.text)
    if result.end is E.UNKNOWN and way not in REPEATABLE:
        Delivery.objects.filter(pk=delivery.pk).update(due_at=now + UNKNOWN_WAIT)
        return "outcome unknown: waits for a receipt"
    return _again(delivery, ladder, result, now)


def _again(delivery: Delivery, ladder: Ladder | None, result: Result, now: datetime) -> str:
    if ladder is not None and outcomes.call_off(delivery, ladder):
        return "not needed any more"
    at_most = NOTICE_ATTEMPTS if Way(delivery.way) in NOTICES else rules.MAX_ATTEMPTS
    again = rules.next_attempt(delivery.attempts, now, JITTER, at_most=at_most)
    if again is None:
        doubt = Attempt.objects.filter(delivery_id=delivery.pk, end=E.UNKNOWN).exists()
        if not doubt:
            return _fail(delivery, ladder, Cause.UNAVAILABLE, result.text)
        return _fail(delivery, ladder, Cause.UNKNOWN_OUTCOME, result.text, look=_may_still_say(delivery, now))
    if result.retry_after is not None:
        again = max(again, now + timedelta(seconds=min(result.retry_after, 3600)))
    go(delivery, S.PLANNED, due_at=again, claim=None, error=without_cpr(result.text)[:300])
    return "planned again"


def _fail(
    delivery: Delivery, ladder: Ladder | None, cause: Cause, text: str, *, look: datetime | None = None
) -> str:
    go(delivery, S.FAILED, cause=cause.value, due_at=None, claim=None, error=without_cpr(text)[:300])
    outcomes.failed(delivery, ladder, cause, look=look)
    return f"failed: {cause.value}"


def _may_still_say(delivery: Delivery, now: datetime) -> datetime:
    """Until when the receipt may come of something that may have been taken."""
    limit = receipt_limit(day_of(now))
    return max(delivery.planned_at + (limit if limit is not None else WITHOUT_LIMIT), now)


def give_up_unsent(delivery_id: UUID, cause: Cause, text: str = "") -> str:
    """It cannot be sent in this way at all: no attempt was made. Safe to repeat."""
    with transaction.atomic():
        ladder = held(Delivery.objects.values_list("message_id", flat=True).get(pk=delivery_id))
        delivery = _locked(delivery_id)
        if delivery.state != S.PLANNED:
            return Taken.ELSEWHERE.value
        return _fail(delivery, ladder, cause, text)


def lapse(delivery_id: UUID, now: datetime) -> str:
    """The lease of somebody who sends has run out: their attempt counts as unknown, and so it goes on.

    What knows no repeat is given up when its receipt did not come in time. Safe to repeat.
    """
    with transaction.atomic():
        ladder = held(Delivery.objects.values_list("message_id", flat=True).get(pk=delivery_id))
        delivery = _locked(delivery_id)
        if delivery.state != S.SENDING or delivery.due_at is None or delivery.due_at > now:
            return ""
        if Way(delivery.way) is Way.INBOX:
            go(delivery, S.PLANNED, due_at=now)
            return "planned again"
        last = Attempt.objects.filter(delivery_id=delivery_id).order_by("-number").first()
        gone = Result(E.UNKNOWN, text="Den, der sendte, gik i stå.")
        if last is not None and not last.end:
            _end(delivery_id, last.number, gone, now)
        elif Way(delivery.way) not in REPEATABLE:
            return _fail(delivery, ladder, Cause.UNKNOWN_OUTCOME, gone.text)
        return _follow(delivery, ladder, gone, now)
