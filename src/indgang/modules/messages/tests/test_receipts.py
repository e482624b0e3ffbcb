"""Receipts: before the hand-over is committed, twice, late, in any order, of the wrong one, or never."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from indgang.kernel import clock, events
from indgang.modules.contacts.models import Contact, Measurement
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages import rules, services
from indgang.modules.messages.events import DeliveryFailed, LetterCameBack, MessageArrived
from indgang.modules.messages.models import Attempt, Delivery, Ladder, Receipt, ReceiptMatch
from indgang.modules.messages.services import applying
from indgang.modules.messages.services.hand_over import ReceiptIn, Refused, Unavailable, Unknown
from indgang.modules.messages.tests.conftest import NOW, Roads
from indgang.modules.messages.tests.fake_post import ladder, later, receipt, rung, send, tell
from indgang.modules.messages.vocabulary import (
    Cause,
    DeliveryState,
    LadderState,
    Letter,
    ReceiptKind,
    Way,
)

S, L, K, W = DeliveryState, LadderState, ReceiptKind, Way


def test_a_receipt_before_our_own_commit_is_the_hand_over(
    roads: Roads, maja: Acting, letter: Letter, told: list[Any]
) -> None:
    roads.post.during = lambda delivery: tell(K.POST_DELIVERED, delivery)
    message_id = send(maja.party, letter)
    post = rung(message_id, W.DIGITAL_POST)
    assert (post.state, post.transmission_id) == (S.DELIVERED, f"t-{post.uuid.hex[:8]}")
    assert Attempt.objects.get().end == "accepted"
    assert [type(event) for event in told] == [MessageArrived]
    assert Measurement.objects.filter(kind="message_cost").count() == 1
    assert Contact.objects.count() == 1


def test_the_same_receipt_again_changes_nothing(
    roads: Roads, maja: Acting, letter: Letter, told: list[Any]
) -> None:
    post = rung(send(maja.party, letter), W.DIGITAL_POST)
    name = uuid4()
    first = tell(K.POST_DELIVERED, post, name=name)
    before = Ladder.objects.values().get()
    clock.freeze(NOW + timedelta(hours=5))
    again = tell(K.POST_DELIVERED, post, name=name)
    assert (first.effect, again.effect, again.same) == ("applied", "applied", True)
    assert Ladder.objects.values().get() == before
    assert (len(told), Receipt.objects.count()) == (1, 1)


def test_failed_never_undoes_delivered_and_delivered_undoes_failed(
    roads: Roads, maja: Acting, letter: Letter, told: list[Any]
) -> None:
    arrived = send(maja.party, letter, "a")
    tell(K.POST_DELIVERED, rung(arrived, W.DIGITAL_POST))
    assert tell(K.FAILED, rung(arrived, W.DIGITAL_POST)).effect == "lower"
    assert ladder(arrived).state == L.ARRIVED
    lost = send(maja.party, letter, "b")
    tell(K.FAILED, rung(lost, W.DIGITAL_POST))
    assert rung(lost, W.DIGITAL_POST).cause == "refused"
    tell(K.POST_DELIVERED, rung(lost, W.DIGITAL_POST))
    services.sweep()
    assert ladder(lost).state == L.ARRIVED
    assert not roads.letters.taken
    assert [type(event) for event in told] == [MessageArrived, MessageArrived]


def test_failed_at_the_receiver_is_a_letter_now(roads: Roads, maja: Acting, letter: Letter) -> None:
    message_id = send(maja.party, letter)
    tell(K.FAILED, rung(message_id, W.DIGITAL_POST))
    services.sweep()
    assert rung(message_id, W.LETTER).because == "refused"
    assert ladder(message_id).state == L.POSTED


def test_a_letter_that_failed_at_the_printers_is_told(
    roads: Roads, maja: Acting, letter: Letter, told: list[Any]
) -> None:
    roads.registered = False
    message_id = send(maja.party, letter)
    tell(K.PRINT_TAKEN, rung(message_id, W.LETTER))
    tell(K.FAILED, rung(message_id, W.LETTER))
    assert told == [DeliveryFailed("case:1", message_id, "letter", Cause.PRINT_FAILED)]


def test_the_days_of_carriage_count_from_the_carrier(roads: Roads, maja: Acting, letter: Letter) -> None:
    roads.registered = False
    message_id = send(maja.party, letter)
    assert str(rung(message_id, W.LETTER).arrival_due) == "2026-05-11"
    clock.freeze(NOW + timedelta(days=2))
    tell(K.PRINT_WITH_CARRIER, rung(message_id, W.LETTER))
    assert str(rung(message_id, W.LETTER).arrival_due) == "2026-05-13"
    later(days=6)
    assert ladder(message_id).state == L.POSTED
    later(days=2)
    assert str(ladder(message_id).legal_day) == "2026-05-13"
    assert ladder(message_id).state == L.ARRIVED


def test_a_letter_that_comes_back_after_it_counted_as_arrived(
    roads: Roads, maja: Acting, letter: Letter
) -> None:
    roads.registered = False
    told: list[Any] = []
    events.connect({LetterCameBack: [told.append]})
    message_id = send(maja.party, letter)
    later(days=12)
    assert ladder(message_id).state == L.ARRIVED
    back = rung(message_id, W.LETTER)
    tell(K.UPDATED, back)
    assert (ladder(message_id).state, rung(message_id, W.LETTER).state) == (L.FAILED, S.RETURNED)
    assert told == [LetterCameBack("case:1", message_id, back.pk, "")]


def test_a_returned_letter_of_a_message_that_arrived_otherwise_is_no_failure(
    roads: Roads, maja: Acting, letter: Letter
) -> None:
    message_id = send(maja.party, letter)
    post = rung(message_id, W.DIGITAL_POST)
    later(hours=24)
    later(hours=24)
    tell(K.POST_DELIVERED, post)
    tell(K.UPDATED, rung(message_id, W.LETTER))
    assert rung(message_id, W.LETTER).state == S.RETURNED
    assert (ladder(message_id).state, ladder(message_id).arrived_way) == (L.ARRIVED, "digital_post")


def test_an_orphan_finds_its_delivery_later(roads: Roads, maja: Acting, letter: Letter) -> None:
    name, key = uuid4(), uuid4()
    orphan = receipt(K.POST_DELIVERED, key, name=name)
    assert applying.apply(orphan, got_at=NOW).effect == "unknown"
    assert applying.apply(orphan, got_at=NOW).same
    assert services.apply_orphans() == 0
    message_id = send(maja.party, letter)
    Delivery.objects.filter(pk=rung(message_id, W.DIGITAL_POST).pk).update(uuid=key)
    assert services.sweep().orphans == 1
    assert ladder(message_id).state == L.ARRIVED
    assert ReceiptMatch.objects.get().receipt_id == name
    assert services.sweep().orphans == 0
    assert tell(K.FAILED, rung(message_id, W.DIGITAL_POST)).effect == "lower"


def test_the_other_name_of_a_delivery_finds_it_too(roads: Roads, maja: Acting, letter: Letter) -> None:
    message_id = send(maja.party, letter)
    post = rung(message_id, W.DIGITAL_POST)
    said = ReceiptIn(
        id=uuid4(), kind=K.POST_DELIVERED, at=NOW, transmission_id=post.transmission_id, provider="post"
    )
    assert applying.apply(said, got_at=NOW).delivery_id == post.pk
    another = ReceiptIn(
        id=uuid4(), kind=K.POST_DELIVERED, at=NOW, transmission_id=post.transmission_id, provider="other"
    )
    assert applying.apply(another, got_at=NOW).delivery_id is None


def test_another_clock_cannot_move_the_legal_day(roads: Roads, maja: Acting, letter: Letter) -> None:
    first, second = send(maja.party, letter, "a"), send(maja.party, letter, "b")
    tell(K.POST_DELIVERED, rung(first, W.DIGITAL_POST), at=datetime(2019, 1, 1, tzinfo=UTC))
    tell(K.POST_DELIVERED, rung(second, W.DIGITAL_POST), at=datetime(2039, 1, 1, tzinfo=UTC))
    assert {str(ladder(one).legal_day) for one in (first, second)} == {"2026-05-04"}


def test_what_a_receipt_says_holds_no_number_of_anybody(roads: Roads, maja: Acting, letter: Letter) -> None:
    post = rung(send(maja.party, letter), W.DIGITAL_POST)
    said = ReceiptIn(
        id=uuid4(), kind=K.FAILED, at=NOW, names=(post.uuid,), code="12", text="CPR 010190-1234 er ukendt"
    )
    applying.apply(said, got_at=NOW)
    assert "1234" not in Receipt.objects.get().text
    assert "1234" not in rung(post.message_id, W.DIGITAL_POST).error


def test_a_receipt_is_never_changed(roads: Roads, maja: Acting, letter: Letter) -> None:
    tell(K.POST_TAKEN, rung(send(maja.party, letter), W.DIGITAL_POST))
    with pytest.raises(Exception, match="append-only"), transaction.atomic():
        Receipt.objects.update(effect="late")
    with pytest.raises(IntegrityError), transaction.atomic():
        Receipt.objects.bulk_create([Receipt(id=uuid4(), kind="x", at=NOW, got_at=NOW, effect="applied")])


# What may happen to one message, in any order.
SAID = st.sampled_from(
    [K.POST_TAKEN, K.POST_DELIVERED, K.FAILED, K.PRINT_TAKEN, K.PRINT_WITH_CARRIER, K.UPDATED]
)
HAPPENS = st.one_of(
    st.tuples(st.just("receipt"), SAID, st.sampled_from([W.DIGITAL_POST, W.LETTER]), st.booleans()),
    st.tuples(st.just("goes by"), st.sampled_from([0, 1, 11, 40, 60 * 25, 60 * 24 * 9])),
    st.tuples(st.just("trouble"), st.sampled_from(["away", "silent", "no", "twice"]), st.booleans()),
)


@pytest.mark.django_db
@settings(max_examples=25)
@given(happens=st.lists(HAPPENS, max_size=10))
def test_whatever_happens_every_message_has_one_end(
    roads: Roads, maja: Acting, letter: Letter, happens: list[tuple[Any, ...]]
) -> None:
    """Receipts of either way in any order, some twice; time that jumps; providers away, silent, or refusing."""
    told: list[Any] = []
    events.connect({one: [told.append] for one in (DeliveryFailed, MessageArrived, LetterCameBack)})
    with transaction.atomic():
        clock.freeze(NOW)
        for post in (roads.post, roads.letters):
            post.trouble, post.lost = [], []
            post.taken.clear()
            post.calls.clear()
        message_id = send(maja.party, letter, uuid4().hex)
        for one in happens:
            _happen(roads, message_id, one)
            _holds(message_id)
        roads.post.trouble, roads.letters.trouble = [], []
        for _ in range(12):
            later(hours=26)
        later(days=9)
        _holds(message_id)
        _ended(roads, message_id, told)
        transaction.set_rollback(True)


TROUBLE = {"away": Unavailable, "silent": Unknown, "no": Refused}


def _happen(roads: Roads, message_id: UUID, one: tuple[Any, ...]) -> None:
    match one:
        case ("receipt", kind, way, twice):
            found = Delivery.objects.filter(message_id=message_id, way=way).first()
            if found is not None:
                name = uuid4()
                for _ in range(1 + twice):
                    tell(kind, found, name=name)
        case ("goes by", minutes):
            later(minutes=minutes)
        case ("trouble", "twice", first):
            (roads.post if first else roads.letters).lost.append(Unknown("intet svar"))
        case ("trouble", what, first):
            (roads.post if first else roads.letters).trouble.append(TROUBLE[what]("x"))


def _holds(message_id: UUID) -> None:
    """What is true at any moment."""
    rows = list(Delivery.objects.filter(message_id=message_id))
    live = [row.way for row in rows if row.state != S.REPLACED_BY]
    assert len(live) == len(set(live)), "one live delivery a way"
    for row in rows:
        paid = Measurement.objects.filter(kind="message_cost", subject_key=row.way).count()
        assert paid <= sum(other.way == row.way for other in rows)
        assert row.attempts <= rules.MAX_ATTEMPTS
        assert (row.state == S.FAILED) <= bool(row.cause)
        if row.way in (W.DIGITAL_POST, W.LETTER):
            assert Contact.objects.filter(source_row=f"delivery:{row.uuid}").count() == (
                row.handed_over_at is not None
            )
    state = ladder(message_id)
    delivered = [row for row in rows if row.way == W.DIGITAL_POST and row.state == S.DELIVERED]
    if delivered:
        assert state.state == L.ARRIVED


def _ended(roads: Roads, message_id: UUID, told: list[Any]) -> None:
    """What is true when nothing more happens."""
    state = ladder(message_id)
    assert state.state in (L.ARRIVED, L.FAILED), (state.state, list(Delivery.objects.values()))
    assert (state.state == L.FAILED) == bool(state.cause)
    assert (state.state == L.ARRIVED) == (state.legal_day is not None)
    assert not Delivery.objects.filter(message_id=message_id, state__in=[S.PLANNED, S.SENDING]).exists()
    for post in (roads.post, roads.letters):
        assert len(post.taken) <= 1, "one message, one name, one way"
    last = told[-1]
    assert isinstance(last, MessageArrived) == (state.state == L.ARRIVED)
