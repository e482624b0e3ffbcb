"""The ladder: which way a message takes next, decided anew before each rung."""

from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from django.db import transaction

from indgang.modules.identity import selectors as identity
from indgang.modules.messages import rules
from indgang.modules.messages.models import Delivery, Ladder, LetterFile, Message
from indgang.modules.messages.rules import hours
from indgang.modules.messages.rules import ladder as ladder_rules
from indgang.modules.messages.rules.ladder import Plan, Rung
from indgang.modules.messages.services import limits, outcomes
from indgang.modules.messages.services.steps import held, note
from indgang.modules.messages.services.ways import answers_post, facts_for, party_of
from indgang.modules.messages.vocabulary import (
    RUNGS,
    Arrival,
    Because,
    Cause,
    DeliveryState,
    LadderState,
    MessageKind,
    Way,
)

S, L = DeliveryState, LadderState
OPEN = (S.PLANNED, S.SENDING, S.HANDED_OVER, S.DELIVERED)
JITTER = Random()  # noqa: S311  # spreads load, keeps no secret
_SHORTEST, _LONGEST = timedelta(seconds=30), timedelta(minutes=30)
_WHY_NEXT = {
    Cause.REFUSED: Because.REFUSED,
    Cause.NOT_VALID: Because.REFUSED,
    Cause.TOO_LARGE: Because.REFUSED,
    Cause.NOT_REGISTERED: Because.NOT_REGISTERED,
    Cause.UNAVAILABLE: Because.SILENT,
}


def climb(message_id: UUID, *, now: datetime) -> str:
    """Take the next rung of one message, if it is time. Returns what was done, empty for nothing.

    Asks registers, so call it outside a transaction. Safe to repeat and to run twice at once: one of them climbs.
    """
    mine = Ladder.objects.filter(pk=message_id, state=L.CLIMBING, due_at__lte=now)
    if not mine.update(due_at=now + rules.LEASE):
        return ""
    message = Message.objects.get(pk=message_id)
    open_one = _open_rung(message_id)
    if open_one is not None and not _waited_long_enough(open_one, now):
        return _leave_it(message_id)
    settle = _old(message, now)
    facts = facts_for(
        party_of(message),
        MessageKind(message.kind),
        hours.day_of(now),
        answers_post=answers_post(message),
        settle=settle,
    )
    plan = ladder_rules.plan(MessageKind(message.kind), facts)
    if facts.connected and facts.registered is None and not settle and _asks_post(plan):
        Ladder.objects.filter(pk=message_id, state=L.CLIMBING).update(due_at=_ask_again(message, now))
        return "registers silent"
    with transaction.atomic():
        return _take(message_id, plan, now)


def _open_rung(message_id: UUID) -> Delivery | None:
    """The rung that has not ended: the one that we wait for."""
    return Delivery.objects.filter(message_id=message_id, way__in=RUNGS, state__in=OPEN).first()


def _waited_long_enough(delivery: Delivery, now: datetime) -> bool:
    """Whether Digital Post should have said by now that it delivered."""
    if delivery.way != Way.DIGITAL_POST or delivery.state != S.HANDED_OVER:
        return False
    assert delivery.handed_over_at is not None  # noqa: S101  # the step writes it
    return _limit_of(delivery.handed_over_at) <= now


def _limit_of(handed_over: datetime) -> datetime:
    limit = limits.receipt_limit(hours.day_of(handed_over))
    return handed_over + (limit if limit is not None else limits.WITHOUT_LIMIT)


def _leave_it(message_id: UUID) -> str:
    """A rung is on its way: look again when its receipt should have come, or not before it has moved."""
    with transaction.atomic():
        ladder = held(message_id)
        rung = _open_rung(message_id)
        if ladder is None or ladder.state != L.CLIMBING:
            return ""
        waits = rung is not None and rung.way == Way.DIGITAL_POST and rung.state == S.HANDED_OVER
        handed = rung.handed_over_at if rung is not None and waits else None
        note(ladder, due_at=_limit_of(handed) if handed is not None else None)
    return ""


def _old(message: Message, now: datetime) -> bool:
    """Whether a message has waited for the registers so long that what they last said must do."""
    return _limit_of(message.created_at) <= now


def _asks_post(plan: Plan) -> bool:
    """Whether the way depends on what the register of Digital Post would say."""
    return any(rung.because is Because.SILENT for rung in plan.rungs) or plan.cause is Cause.NO_ADDRESS


def _ask_again(message: Message, now: datetime) -> datetime:
    """The longer it has waited, the longer until the next question: half a minute to half an hour."""
    wait = min(max(now - message.created_at, _SHORTEST), _LONGEST)
    return now + wait * JITTER.uniform(0.8, 1.2)


def _take(message_id: UUID, plan: Plan, now: datetime) -> str:
    """Write the next rung. Holds the ladder: what another worker did meanwhile is seen here."""
    ladder = held(message_id)
    if ladder is None or ladder.state != L.CLIMBING:
        return ""
    rows = list(Delivery.objects.filter(message_id=message_id).exclude(way=Way.INBOX).order_by("planned_at"))
    rungs = [row for row in rows if Way(row.way) in RUNGS]
    live = next((row for row in rungs if row.state in OPEN), None)
    if live is not None and not _waited_long_enough(live, now):
        return ""
    _notify(ladder.message, plan, rows, now)
    note(ladder, plan=_as_json(plan))
    if not rungs and plan.enough is not None:
        at = ladder.message.created_at
        outcomes.arrived(ladder, Way.INBOX, at, Arrival.STORED, legal_day=hours.day_of(at))
        return "in the inbox, which is enough"
    rung = plan.after(frozenset(Way(row.way) for row in rungs))
    last = rungs[-1] if rungs else None
    if live is not None and limits.receipt_limit(hours.day_of(now)) is None:
        rung = None  # nobody said after how long a letter goes by itself: a person decides
    if rung is None:
        outcomes.give_up(ladder, _why_none(last, plan), last.way if last else "")
        return "no way left"
    _plan(ladder, _with_reason(rung, last), len(rungs), now, waits=live is not None)
    return f"next: {rung.way.value}"


def _why_none(last: Delivery | None, plan: Plan) -> Cause:
    if last is None:
        return plan.cause or Cause.NO_WAY
    if last.cause:
        return Cause(last.cause)
    return Cause.NO_RECEIPT if last.way == Way.DIGITAL_POST else Cause.NO_WAY


def _with_reason(rung: Rung, last: Delivery | None) -> Rung:
    """Why this way now: what the one before ended with, unless the register itself says so."""
    if last is None or rung.because is not Because.NO_RECEIPT or not last.cause:
        return rung
    return Rung(rung.way, _WHY_NEXT.get(Cause(last.cause), Because.NO_RECEIPT))


def _plan(ladder: Ladder, rung: Rung, number: int, now: datetime, *, waits: bool) -> None:
    """A letter that overtakes Digital Post waits for the next run, since a receipt may still come; any other way is
    taken at once. Our own printer is a person, who is never due."""
    due: datetime | None = now
    if rung.way is Way.PRINT:
        due = None
    elif waits:
        closed = identity.municipality().closed_days
        due = hours.next_run(now, limits.run_time(hours.day_of(now)), closed)
    Delivery.objects.create(
        message_id=ladder.pk, way=rung.way.value, because=rung.because.value, planned_at=now, due_at=due
    )
    LetterFile.objects.get_or_create(message_id=ladder.pk, defaults={"wanted_at": now, "due_at": now})
    note(ladder, rung=number, due_at=None)


def _notify(message: Message, plan: Plan, rows: list[Delivery], now: datetime) -> None:
    """One notice at most that there is something to read, at a time when one may ask for attention."""
    if not plan.notices or any(Way(row.way) not in RUNGS for row in rows):
        return
    first = plan.notices[0]
    Delivery.objects.create(
        message=message,
        way=first.way.value,
        because=first.because.value,
        planned_at=now,
        due_at=notice_time(now),
    )


def notice_time(now: datetime) -> datetime:
    """The first moment from now on when we may ask for somebody's attention."""
    window = limits.notice_hours(hours.day_of(now))
    if window is None:
        return now
    return hours.next_allowed(now, *window, identity.municipality().closed_days)


def _as_json(plan: Plan) -> list[dict[str, str]]:
    if plan.enough is not None:
        return [{"way": Way.INBOX.value, "because": plan.enough.value}]
    return [{"way": rung.way.value, "because": rung.because.value} for rung in plan.rungs]
