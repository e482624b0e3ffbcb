"""Two workers on one message: one attempt. Several providers: one is away, another takes it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from indgang.kernel import clock
from indgang.modules.contacts.models import Contact, Measurement
from indgang.modules.identity.vocabulary import SYSTEM, Acting
from indgang.modules.messages import services
from indgang.modules.messages.models import Attempt, Delivery, ProviderState
from indgang.modules.messages.rules.ladder import Rung
from indgang.modules.messages.services import applying, delivering
from indgang.modules.messages.services.hand_over import Unavailable, Unknown
from indgang.modules.messages.tests.conftest import NOW, Roads
from indgang.modules.messages.tests.fake_post import ladder, later, receipt, rung, send
from indgang.modules.messages.vocabulary import (
    Because,
    DeliveryState,
    Letter,
    MessageKind,
    ReceiptKind,
    Way,
)

S, W = DeliveryState, Way


def at_once(many: int, deed: Any) -> None:
    """The same deed by several workers, who begin together."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time; this asks PostgreSQL.")
    together = Barrier(many)

    def one(number: int) -> None:
        together.wait()
        try:
            deed(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(many) as pool:
        list(pool.map(one, range(many)))


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_workers_on_one_message_send_it_once(roads: Roads, maja: Acting, letter: Letter) -> None:
    keys = [
        services.send(to=maja.party, letter=letter, kind=MessageKind.DECISION, by=SYSTEM, key=f"k{number}")
        for number in range(3)
    ]
    for key in keys:
        at_once(3, lambda _number, key=key: delivering.deliver.call(str(key)))
    services.sweep()
    posts = Delivery.objects.filter(way=W.DIGITAL_POST)
    assert {row.state for row in posts} == {S.HANDED_OVER}
    assert (posts.count(), Attempt.objects.count()) == (3, 3)
    assert set(roads.post.calls.values()) == {1}
    assert Measurement.objects.filter(kind="message_cost").count() == 3


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_the_same_receipt_pushed_at_once_is_applied_once(roads: Roads, maja: Acting, letter: Letter) -> None:
    message_id = send(maja.party, letter)
    said = receipt(ReceiptKind.POST_DELIVERED, rung(message_id, W.DIGITAL_POST))
    orphan = receipt(ReceiptKind.POST_DELIVERED, UUID(int=7))
    taken: list[applying.ReceiptTaken] = []
    at_once(3, lambda _number: taken.append(applying.apply(said, got_at=NOW)))
    at_once(3, lambda _number: taken.append(applying.apply(orphan, got_at=NOW)))
    assert sorted(one.same for one in taken[:3]) == [False, True, True]
    assert sorted(one.same for one in taken[3:]) == [False, True, True]
    assert Measurement.objects.filter(kind="delivered", subject_key="digital_post").count() == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_receipt_and_the_sender_at_once_pay_once(roads: Roads, maja: Acting, letter: Letter) -> None:
    """The post says that it delivered while we write down that it took it."""

    def pushed(delivery: Delivery) -> None:
        at_once(1, lambda _number: applying.apply(receipt(ReceiptKind.POST_DELIVERED, delivery), got_at=NOW))

    roads.post.during = pushed
    message_id = send(maja.party, letter)
    assert rung(message_id, W.DIGITAL_POST).state == S.DELIVERED
    assert Contact.objects.count() == 1
    assert Attempt.objects.get().end == "accepted"


def test_another_worker_comes_by_while_one_sends(roads: Roads, maja: Acting, letter: Letter) -> None:
    """The same on any database: between the claim and the answer, a second worker and a sweep look at the row."""

    def second(delivery: Delivery) -> None:
        assert "digital_post" not in delivering.deliver.call(str(delivery.message_id))
        assert services.sweep().claimed_back == 0
        assert delivering.bring(delivery.pk, now=clock.now()) == "taken by another worker"

    roads.post.during = second
    message_id = send(maja.party, letter)
    post = rung(message_id, W.DIGITAL_POST)
    assert (post.state, roads.post.calls[post.uuid], Attempt.objects.count()) == (S.HANDED_OVER, 1, 1)


def test_a_worker_that_was_only_slow_comes_too_late(roads: Roads, maja: Acting, letter: Letter) -> None:
    """Its lease ran out, another sent it again under the same name, and its own answer changes nothing."""

    def slow(delivery: Delivery) -> None:
        roads.post.during = None
        clock.freeze(NOW + timedelta(minutes=11))
        assert services.sweep().claimed_back == 1
        clock.freeze(NOW + timedelta(minutes=13))
        services.sweep()
        assert rung(delivery.message_id, W.DIGITAL_POST).state == S.HANDED_OVER

    roads.post.during = slow
    message_id = send(maja.party, letter)
    post = rung(message_id, W.DIGITAL_POST)
    assert (post.state, post.handed_over_at) == (S.HANDED_OVER, NOW + timedelta(minutes=13))
    assert (roads.post.calls[post.uuid], len(roads.post.taken)) == (2, 1)
    assert Measurement.objects.filter(kind="message_cost").count() == 1


def test_another_provider_takes_it_when_one_is_away(roads: Roads, maja: Acting, letter: Letter) -> None:
    roads.notices = (Rung(W.SMS, Because.WISHED),)
    roads.sms.names = {"a": 50, "b": 50}
    roads.sms.trouble = [Unavailable("væk")]
    message_id = send(maja.party, letter)
    later(minutes=1)
    assert rung(message_id, W.SMS).state == S.HANDED_OVER
    assert sorted(roads.sms.asked) == ["a", "b"]


def test_another_provider_is_never_asked_after_doubt(roads: Roads, maja: Acting, letter: Letter) -> None:
    roads.post.names = {"a": 50, "b": 50}
    roads.post.lost = [Unknown("intet svar"), Unknown("intet svar")]
    message_id = send(maja.party, letter)
    for _ in range(4):
        later(minutes=3)
    assert rung(message_id, W.DIGITAL_POST).state == S.HANDED_OVER
    assert len(set(roads.post.asked)) == 1
    assert len(roads.post.asked) == 3


def test_one_of_two_that_is_slow_gets_less(roads: Roads, maja: Acting, letter: Letter) -> None:
    roads.sms.names = {"a": 100, "b": 100}
    message_id = send(maja.party, letter)
    sms = Delivery.objects.create(message_id=message_id, way=W.SMS, planned_at=NOW)
    for number in range(60):
        name = "ab"[number % 2]
        Attempt.objects.create(
            delivery=sms, number=number + 1, provider=name, began_at=NOW, ended_at=NOW, end="accepted",
            seconds=9.0 if name == "a" and number % 4 == 0 else 0.1,
        )  # fmt: skip
    services.sweep()
    assert {row.name: row.weight for row in ProviderState.objects.all()} == {"sms/a": 90}
    clock.freeze(NOW + timedelta(minutes=4))
    services.sweep()
    assert ProviderState.objects.get().weight == 90
    for step in (31, 16):
        clock.freeze(clock.now() + timedelta(minutes=step))
        services.sweep()
    assert ProviderState.objects.get().weight == 100
    assert ladder(message_id).state == "climbing"


def test_everybody_rests_and_one_message_tries(roads: Roads, maja: Acting, letter: Letter) -> None:
    roads.post.trouble = [Unavailable("væk")] * 5
    for number in range(5):
        send(maja.party, letter, f"k{number}")
    assert ProviderState.objects.get().failures == 5
    late = [send(maja.party, letter, f"late{number}") for number in range(4)]
    assert {rung(one, W.DIGITAL_POST).attempts for one in late} == {0}
    asked = len(roads.post.asked)
    roads.post.trouble = [Unavailable("væk")]
    later(seconds=61)
    assert len(roads.post.asked) == asked + 1, "one tries, the others wait for what it finds"
    assert ProviderState.objects.get().waits == 2
    later(seconds=121)
    later(seconds=60)
    later(minutes=5)
    assert ProviderState.objects.get().failures == 0
    assert {rung(one, W.DIGITAL_POST).state for one in late} == {S.HANDED_OVER}
