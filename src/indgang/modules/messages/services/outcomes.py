"""What follows when a delivery was handed over, arrived, failed or came back. In the caller's transaction, which
holds the ladder: whoever takes the step of the delivery calls the function of that step, once.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from indgang.kernel import clock, events
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.vocabulary import Audience, Handling, Kind, MeasurementKind
from indgang.modules.contacts.vocabulary import Direction as ContactDirection
from indgang.modules.identity import selectors as identity
from indgang.modules.messages.events import DeliveryFailed, LetterCameBack, MessageArrived
from indgang.modules.messages.models import Delivery, Ladder, Message
from indgang.modules.messages.rules import arrival, hours
from indgang.modules.messages.services import limits
from indgang.modules.messages.services.steps import go, held, note, step
from indgang.modules.messages.services.ways import party_of
from indgang.modules.messages.vocabulary import RUNGS, Arrival, Cause, DeliveryState, LadderState, Way

S, L = DeliveryState, LadderState
_LETTERS = frozenset({Way.LETTER, Way.PRINT})
_CHANNELS = {
    Way.DIGITAL_POST: Channel.DIGITAL_POST,
    Way.LETTER: Channel.LETTER,
    Way.PRINT: Channel.LETTER,
    Way.NEMSMS: Channel.SMS,
    Way.SMS: Channel.SMS,
    Way.EMAIL: Channel.EMAIL,
}


def handed_over(delivery: Delivery, ladder: Ladder | None, at: datetime) -> None:
    """Somebody else has it: what it cost and the contact are written, and a letter overtakes Digital Post."""
    way, message = Way(delivery.way), delivery.message
    if way not in _CHANNELS:
        return
    _book(delivery, message, way, at)
    if ladder is None or way not in RUNGS:
        return
    if way is Way.DIGITAL_POST:
        _await_receipt(ladder, at)
    else:
        _posted(delivery, ladder, at)


def _book(delivery: Delivery, message: Message, way: Way, at: datetime) -> None:
    party = party_of(message)
    price = limits.price_oere(way, hours.day_of(at))
    if price is not None and delivery.cost_oere is None:
        Delivery.objects.filter(pk=delivery.pk).update(cost_oere=price)
        delivery.cost_oere = price
        contacts.measure(
            kind=MeasurementKind.MESSAGE_COST,
            journey_id=message.journey_id,
            service_id=message.service_id,
            subject=way.value,
            value=price / 100,
            at=at,
            party=party,
        )
    contacts.record(
        channel=_CHANNELS[way],
        direction=ContactDirection.OUT,
        service_id=message.service_id,
        journey_id=message.journey_id,
        party=party,
        kind=Kind.INFORMATION,
        handling=Handling.STAFF if way is Way.PRINT else Handling.AUTOMATIC,
        audience=Audience.COMPANY if party.kind == "company" else Audience.CITIZEN,
        source_row=f"delivery:{delivery.uuid}",
        caused_by=f"message:{message.pk}",
        at=at,
    )


def _await_receipt(ladder: Ladder, at: datetime) -> None:
    if ladder.state == L.CLIMBING:
        limit = limits.receipt_limit(hours.day_of(at))
        note(ladder, due_at=at + (limit if limit is not None else limits.WITHOUT_LIMIT))


def _posted(delivery: Delivery, ladder: Ladder, at: datetime) -> None:
    """The letter left. Digital Post that has not said a word is replaced by it; a receipt that comes all the same is
    kept as late."""
    due = carriage(at)
    Delivery.objects.filter(pk=delivery.pk).update(arrival_due=due)
    delivery.arrival_due = due
    step(ladder, L.POSTED, due_at=_when_carried(due), cause="", failed_at=None)
    before = Delivery.objects.filter(message_id=delivery.message_id, way=Way.DIGITAL_POST)
    for other in before.filter(state__in=[S.PLANNED, S.HANDED_OVER, S.FAILED]):
        go(other, S.REPLACED_BY, replaced_by=delivery, due_at=None)


def carriage(at: datetime) -> date | None:
    """The day a letter that left at `at` is taken to have arrived; None when the municipality has not said how long."""
    day = hours.day_of(at)
    days = limits.carriage_days(day)
    return arrival.letter_due(at, days, identity.municipality().closed_days) if days is not None else None


def _when_carried(due: date | None) -> datetime | None:
    return hours.end_of(due) if due is not None else None


def with_carrier(delivery: Delivery, ladder: Ladder | None, at: datetime) -> None:
    """The carrier got the letter later than we handed it over: its days of carriage count from then."""
    due = carriage(at)
    if due is None or (delivery.arrival_due is not None and due <= delivery.arrival_due):
        return
    Delivery.objects.filter(pk=delivery.pk).update(arrival_due=due)
    delivery.arrival_due = due
    if ladder is None:
        return
    if ladder.state == L.POSTED:
        note(ladder, due_at=_when_carried(due))
    elif (
        ladder.state == L.ARRIVED and ladder.arrival == Arrival.ASSUMED and ladder.arrived_way == delivery.way
    ):
        note(ladder, legal_day=due)  # what we took for granted was too early
        events.publish(
            MessageArrived(
                ladder.message.case_key, ladder.message_id, delivery.way, due, Arrival.ASSUMED.value
            )
        )


def delivered(delivery: Delivery, ladder: Ladder | None, at: datetime, how: Arrival) -> None:
    """It reached its receiver. Of a rung, the message has arrived, and what is still planned beside it is not sent."""
    message = delivery.message
    contacts.measure(
        kind=MeasurementKind.DELIVERED,
        journey_id=message.journey_id,
        service_id=message.service_id,
        subject=delivery.way,
        at=at,
    )
    if ladder is None or Way(delivery.way) not in RUNGS:
        return
    _nothing_else(delivery)
    arrived(ladder, Way(delivery.way), at, how, legal_day=_legal_day(delivery, at, how))


def _nothing_else(delivery: Delivery) -> None:
    """It arrived in this way: what is still planned in another is not sent."""
    others = Delivery.objects.filter(message_id=delivery.message_id, way__in=RUNGS).exclude(pk=delivery.pk)
    for other in others.filter(state__in=[S.PLANNED, S.FAILED]):
        go(other, S.REPLACED_BY, replaced_by=delivery, due_at=None)


def call_off(delivery: Delivery, ladder: Ladder) -> bool:
    """A rung that was being sent, and did not surely leave, is not tried again when the message has arrived meanwhile
    in another way, or somebody has told the party. Returns whether it was so."""
    if Way(delivery.way) not in RUNGS or ladder.state not in (L.ARRIVED, L.TOLD):
        return False
    there = Delivery.objects.filter(message_id=delivery.message_id, way=ladder.arrived_way, state=S.DELIVERED)
    go(delivery, S.PLANNED, due_at=None, claim=None)
    return go(delivery, S.REPLACED_BY, replaced_by=there.exclude(pk=delivery.pk).first())


def _legal_day(delivery: Delivery, at: datetime, how: Arrival) -> date:
    if how is Arrival.ASSUMED and delivery.arrival_due is not None:
        return delivery.arrival_due
    return hours.day_of(at)


def arrived(ladder: Ladder, way: Way, at: datetime, how: Arrival, *, legal_day: date) -> None:
    """The message arrived. When it had already, in another way, the earlier day counts from now on."""
    if ladder.state == L.ARRIVED:
        first = arrival.earlier(ladder.legal_day, legal_day)
        if first == ladder.legal_day:
            return
        note(ladder, legal_day=first, arrived_at=at, arrived_way=way.value, arrival=how.value)
    elif not step(
        ladder, L.ARRIVED, arrived_at=at, arrived_way=way.value, arrival=how.value, legal_day=legal_day,
        due_at=None, cause="", failed_at=None,
    ):  # fmt: skip
        return
    events.publish(
        MessageArrived(ladder.message.case_key, ladder.message_id, way.value, legal_day, how.value)
    )


def failed(delivery: Delivery, ladder: Ladder | None, cause: Cause, *, look: datetime | None = None) -> None:
    """It will not arrive in this way. The ladder looks for the next one now, or at `look`. A letter that failed after
    it had left our hands ends it: there is no way after that."""
    if ladder is None or Way(delivery.way) not in RUNGS:
        return
    if ladder.state == L.CLIMBING:
        note(ladder, due_at=look or clock.now())
    elif ladder.state == L.POSTED and Way(delivery.way) in _LETTERS:
        give_up(ladder, cause, delivery.way)


def give_up(ladder: Ladder, cause: Cause, way: str) -> None:
    """Nothing more is tried by itself: whoever has the case hears of it, and why."""
    if step(ladder, L.FAILED, cause=cause.value, failed_at=clock.now(), due_at=None):
        events.publish(DeliveryFailed(ladder.message.case_key, ladder.message_id, way, cause.value))


def came_back(delivery: Delivery, ladder: Ladder | None, *, code: str, new_address: bool = False) -> None:
    """The post brought a letter back. A message that arrived in another way is not touched by it."""
    if ladder is None:
        return
    by_this = ladder.state == L.ARRIVED and ladder.arrived_way == delivery.way
    if not by_this and ladder.state not in (L.POSTED, L.CLIMBING):
        return
    if step(
        ladder, L.FAILED, cause=Cause.RETURNED.value, failed_at=clock.now(), due_at=None,
        arrived_at=None, arrived_way="", arrival="", legal_day=None,
    ):  # fmt: skip
        events.publish(
            LetterCameBack(ladder.message.case_key, ladder.message_id, delivery.pk, code, new_address)
        )


def late(delivery: Delivery, ladder: Ladder | None, at: datetime) -> None:
    """A receipt of Digital Post came after the letter had left: it arrived there all the same, and the earlier of
    the two days counts."""
    if ladder is not None and delivery.way == Way.DIGITAL_POST:
        _nothing_else(delivery)
        arrived(ladder, Way.DIGITAL_POST, at, Arrival.RECEIPT, legal_day=hours.day_of(at))


def delivered_again(delivery: Delivery, ladder: Ladder | None, at: datetime) -> None:
    """Another receipt says that it was delivered; of two days the earlier counts."""
    if ladder is not None and Way(delivery.way) in RUNGS:
        arrived(ladder, Way(delivery.way), at, Arrival.RECEIPT, legal_day=hours.day_of(at))


def wait_again(delivery: Delivery, ladder: Ladder | None) -> None:
    """A letter had not been put into its envelope after all: it is on its way again."""
    Delivery.objects.filter(pk=delivery.pk).update(arrival_due=None)
    if ladder is not None and ladder.state == L.POSTED:
        step(ladder, L.CLIMBING, due_at=None)


def carried(message_id: UUID, now: datetime) -> bool:
    """The days of carriage have passed and the letter did not come back: it counts as delivered. Safe to repeat."""
    ladder = held(message_id)
    if ladder is None or ladder.state != L.POSTED or ladder.due_at is None or ladder.due_at > now:
        return False
    rows = Delivery.objects.select_for_update(of=("self",)).select_related("message")
    letter = rows.filter(message_id=message_id, way__in=_LETTERS, state=S.HANDED_OVER).first()
    if letter is None or letter.arrival_due is None:
        note(ladder, due_at=None)
        return False
    at = min(now, hours.end_of(letter.arrival_due) - timedelta(seconds=1))
    go(letter, S.DELIVERED, delivered_at=at)
    delivered(letter, ladder, at, Arrival.ASSUMED)
    return True
