"""What happens between two steps: it arrived while a letter was on its way out, the connection was taken away, the
post's register answers half, and receipts of nobody's lie in the way of those that race our own commit."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from indgang.kernel import clock
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages import selectors, services
from indgang.modules.messages.events import DeliveryFailed
from indgang.modules.messages.models import Delivery, Inbound, Ladder, Receipt
from indgang.modules.messages.services import applying, hand_over
from indgang.modules.messages.services.hand_over import ReceiptIn, Unavailable, Unknown
from indgang.modules.messages.tests.conftest import NOW, Roads
from indgang.modules.messages.tests.fake_post import ladder, later, receipt, rung, send, tell
from indgang.modules.messages.vocabulary import Cause, DeliveryState, LadderState, Letter, ReceiptKind, Way

S, L, K, W = DeliveryState, LadderState, ReceiptKind, Way


@pytest.mark.parametrize("trouble", [Unavailable("væk"), Unknown("intet svar")])
def test_a_letter_that_did_not_leave_is_not_tried_again_when_the_message_has_arrived(
    roads: Roads, maja: Acting, letter: Letter, trouble: Exception
) -> None:
    message_id = send(maja.party, letter)
    post = rung(message_id, W.DIGITAL_POST)

    def in_the_middle(delivery: Delivery) -> None:
        tell(K.POST_DELIVERED, post)
        raise trouble

    later(hours=24)  # the letter is planned for its run
    roads.letters.during = in_the_middle
    later(hours=24)
    assert roads.letters.calls.total() == 1
    assert ladder(message_id).state == L.ARRIVED
    roads.letters.during = None
    for _ in range(4):
        later(hours=7)
    assert roads.letters.calls.total() == 1
    called_off = rung(message_id, W.LETTER)
    assert (called_off.state, called_off.replaced_by_id) == (S.REPLACED_BY, post.pk)
    assert selectors.state_of(message_id).state == L.ARRIVED


def test_a_worker_that_died_with_the_letter_does_not_send_it_when_the_message_has_arrived(
    roads: Roads, maja: Acting, letter: Letter
) -> None:
    message_id = send(maja.party, letter)
    post = rung(message_id, W.DIGITAL_POST)
    later(hours=24)
    paper = rung(message_id, W.LETTER)
    Delivery.objects.filter(pk=paper.pk).update(
        came_from=S.PLANNED,
        state=S.SENDING,
        claim=uuid4(),
        attempts=1,
        due_at=clock.now() + timedelta(minutes=10),
    )
    tell(K.POST_DELIVERED, post)
    for _ in range(3):
        later(hours=24)
    assert not roads.letters.calls
    assert rung(message_id, W.LETTER).state == S.REPLACED_BY


def test_who_is_no_longer_connected_tells_a_person(
    roads: Roads, maja: Acting, letter: Letter, told: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """INDGANG_POST was taken away while a letter waited for it."""
    roads.post.trouble = [Unavailable("væk")]
    message_id = send(maja.party, letter)
    assert rung(message_id, W.DIGITAL_POST).state == S.PLANNED
    roads.post.names = {}
    roads.letters.names = {}
    for _ in range(3):
        later(hours=24)
    assert (ladder(message_id).state, ladder(message_id).cause) == (L.FAILED, Cause.UNAVAILABLE)
    assert told == [DeliveryFailed("case:1", message_id, "digital_post", Cause.UNAVAILABLE)]
    assert hand_over.providers_of(W.DIGITAL_POST) == {}


def test_orphans_that_nobody_owns_do_not_stand_before_the_others(
    roads: Roads, maja: Acting, letter: Letter
) -> None:
    for _ in range(5):
        applying.apply(receipt(K.POST_DELIVERED, uuid4()), got_at=NOW)
    message_id = send(maja.party, letter)
    post = rung(message_id, W.DIGITAL_POST)
    said = ReceiptIn(id=uuid4(), kind=K.POST_DELIVERED, at=NOW, transmission_id="not-yet-known")
    clock.freeze(NOW + timedelta(minutes=1))
    applying.apply(said, got_at=clock.now())
    Delivery.objects.filter(pk=post.pk).update(transmission_id="not-yet-known")
    assert services.apply_orphans(limit=3) == 1
    assert ladder(message_id).state == L.ARRIVED
    assert Receipt.objects.filter(delivery=None).count() == 6


def test_a_digital_post_that_may_have_been_taken_is_waited_for_before_a_letter_leaves(
    roads: Roads, maja: Acting, letter: Letter
) -> None:
    """Six times no answer: it may well lie there, and its receipt has until the limit."""
    roads.post.trouble = [Unknown("intet svar") for _ in range(6)]
    message_id = send(maja.party, letter)
    for _ in range(40):
        later(minutes=15)
    post = rung(message_id, W.DIGITAL_POST)
    assert (post.state, post.cause) == (S.FAILED, Cause.UNKNOWN_OUTCOME)
    assert not roads.letters.calls
    tell(K.POST_DELIVERED, post)
    later(hours=30)
    assert (ladder(message_id).state, ladder(message_id).arrived_way) == (L.ARRIVED, "digital_post")
    assert not roads.letters.calls


def test_and_without_a_receipt_it_is_a_letter(roads: Roads, maja: Acting, letter: Letter) -> None:
    roads.post.trouble = [Unknown("intet svar") for _ in range(6)]
    message_id = send(maja.party, letter)
    for _ in range(40):
        later(minutes=15)
    later(hours=24)
    later(hours=24)
    assert ladder(message_id).state == L.POSTED


def test_a_carrier_that_got_the_letter_late_moves_the_legal_day(
    roads: Roads, maja: Acting, letter: Letter, told: list[Any]
) -> None:
    """It lay at the printer's for longer than its days of carriage: they count from the carrier, not from us."""
    roads.registered = False
    message_id = send(maja.party, letter)
    later(days=9)
    assert str(ladder(message_id).legal_day) == "2026-05-11"
    tell(K.PRINT_WITH_CARRIER, rung(message_id, W.LETTER))
    assert str(ladder(message_id).legal_day) == "2026-05-21"
    assert [event.legal_day for event in told] == [
        datetime(2026, 5, 11, tzinfo=UTC).date(),
        datetime(2026, 5, 21, tzinfo=UTC).date(),
    ]


def test_a_late_receipt_calls_off_the_new_letter_to_who_had_moved(
    roads: Roads, maja: Acting, letter: Letter
) -> None:
    message_id = send(maja.party, letter)
    post = rung(message_id, W.DIGITAL_POST)
    later(hours=24)
    later(hours=24)
    tell(K.UPDATED, rung(message_id, W.LETTER))
    assert ladder(message_id).state == L.FAILED
    old = rung(message_id, W.LETTER)
    Delivery.objects.filter(pk=old.pk).update(came_from=S.RETURNED, state=S.REPLACED_BY)
    Delivery.objects.create(message_id=message_id, way=W.LETTER, planned_at=clock.now(), due_at=clock.now())
    Ladder.objects.filter(pk=message_id).update(
        came_from=L.FAILED, state=L.CLIMBING, cause="", failed_at=None
    )
    assert tell(K.POST_DELIVERED, post).effect == "late"
    later(hours=1)
    assert roads.letters.calls.total() == 1
    assert ladder(message_id).state == L.ARRIVED


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a table of no rows as it likes")
def test_a_receipt_finds_its_delivery_by_an_index(db: None) -> None:
    """By the centre's own name for it, and, where that is not known, among the few that are in doubt."""
    by_name = Delivery.objects.filter(way__in=[W.SMS], transmission_id="a:1").order_by("-planned_at")
    doubt = Delivery.objects.filter(way=W.SMS, provider="a", transmission_id="", planned_at__gt=NOW)
    mails = Inbound.objects.filter(sender_key="k", got_at__gte=NOW)
    for rows in (by_name, doubt, mails):
        assert "SCAN" not in rows.explain()
