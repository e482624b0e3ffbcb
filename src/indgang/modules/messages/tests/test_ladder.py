"""One message up its ladder: Digital Post, a letter, and what is done when nothing more can be."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from indgang.kernel import clock
from indgang.modules.contacts.models import Contact, Measurement
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Company, Person
from indgang.modules.identity.vocabulary import SYSTEM, Acting, Need, Party
from indgang.modules.messages import services
from indgang.modules.messages.events import DeliveryFailed, MessageArrived
from indgang.modules.messages.models import Attempt, Delivery, Envelope
from indgang.modules.messages.services import limits
from indgang.modules.messages.services.hand_over import Impossible, Refused
from indgang.modules.messages.services.ports import Silent
from indgang.modules.messages.tests.conftest import NOW, Roads
from indgang.modules.messages.tests.fake_post import ladder, later, rung, send, tell
from indgang.modules.messages.vocabulary import (
    Because,
    Cause,
    DeliveryState,
    LadderState,
    Letter,
    MessageKind,
    ReceiptKind,
    Way,
)

S, L, K, W = DeliveryState, LadderState, ReceiptKind, Way


def test_a_decision_goes_to_digital_post_and_arrives_by_its_receipt(
    roads: Roads, maja: Acting, letter: Letter, told: list[Any]
) -> None:
    message_id = send(maja.party, letter)
    post = rung(message_id, W.DIGITAL_POST)
    assert (post.state, post.because, post.transmission_id) == (
        S.HANDED_OVER, "registered", f"t-{post.uuid.hex[:8]}"
    )  # fmt: skip
    assert post.cost_oere == 75
    kept = Envelope.objects.get()
    assert kept.sha256 == roads.post.taken[post.uuid]
    assert [(row.number, row.end) for row in Attempt.objects.all()] == [(1, "accepted")]
    assert (ladder(message_id).state, ladder(message_id).due_at) == (L.CLIMBING, NOW + timedelta(hours=24))
    clock.freeze(NOW + timedelta(seconds=3))
    tell(K.POST_DELIVERED, post)
    row = ladder(message_id)
    assert (row.state, row.arrival, row.arrived_way, row.legal_day) == (
        L.ARRIVED, "receipt", "digital_post", date(2026, 5, 4)
    )  # fmt: skip
    assert told == [MessageArrived("case:1", message_id, "digital_post", date(2026, 5, 4), "receipt")]
    later(days=9)
    assert not Delivery.objects.filter(way=W.LETTER).exists()


def test_the_ledger_knows_what_it_cost_and_that_we_wrote(roads: Roads, maja: Acting, letter: Letter) -> None:
    message_id = send(maja.party, letter)
    post = rung(message_id, W.DIGITAL_POST)
    [cost] = Measurement.objects.filter(kind="message_cost")
    assert (cost.subject_key, float(cost.value or 0)) == ("digital_post", 0.75)
    [contact] = Contact.objects.all()
    assert (contact.direction, contact.channel, contact.handling) == ("out", "digital_post", "automatic")
    assert contact.source_row == f"delivery:{post.uuid}"
    for _again in range(3):
        later(minutes=30)
    assert (Measurement.objects.filter(kind="message_cost").count(), Contact.objects.count()) == (1, 1)


def test_without_a_receipt_a_letter_leaves_the_next_open_morning(
    roads: Roads, maja: Acting, letter: Letter, told: list[Any]
) -> None:
    clock.freeze(datetime(2026, 5, 7, 12, tzinfo=UTC))  # a Thursday
    message_id = send(maja.party, letter)
    later(hours=23, minutes=59)
    assert not Delivery.objects.filter(way=W.LETTER).exists()
    later(minutes=1)
    second = rung(message_id, W.LETTER)
    assert (second.state, second.because) == (S.PLANNED, "no_receipt")
    assert second.due_at == datetime(2026, 5, 11, 5, tzinfo=UTC), "Monday at seven"
    clock.freeze(second.due_at)
    services.sweep()
    second.refresh_from_db()
    first = rung(message_id, W.DIGITAL_POST)
    assert (second.state, second.arrival_due) == (S.HANDED_OVER, date(2026, 5, 19))  # 14 May is Ascension Day
    assert (first.state, first.replaced_by_id) == (S.REPLACED_BY, second.pk)
    assert ladder(message_id).state == L.POSTED
    later(days=10)
    row = ladder(message_id)
    assert (row.state, row.arrival, row.legal_day) == (L.ARRIVED, "assumed", date(2026, 5, 19))
    assert [type(event) for event in told] == [MessageArrived]
    assert rung(message_id, W.LETTER).state == S.DELIVERED


def test_where_no_limit_is_set_a_person_is_told_and_no_letter_goes_by_itself(
    roads: Roads, maja: Acting, letter: Letter, told: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "receipt_limit", lambda day: None)
    monkeypatch.setattr(limits, "carriage_days", lambda day: None)
    message_id = send(maja.party, letter)
    later(days=2, hours=23)
    assert not told
    later(hours=1)
    assert told == [DeliveryFailed("case:1", message_id, "digital_post", Cause.NO_RECEIPT)]
    assert not Delivery.objects.filter(way=W.LETTER).exists()
    roads.registered = False
    later(hours=2)
    second = send(maja.party, letter, "second")
    later(days=90)
    assert (ladder(second).state, ladder(second).legal_day) == (L.POSTED, None), "no day is guessed"


def test_a_receipt_before_the_letter_leaves_keeps_it_at_home(
    roads: Roads, maja: Acting, letter: Letter
) -> None:
    message_id = send(maja.party, letter)
    later(hours=24)
    post = rung(message_id, W.DIGITAL_POST)
    tell(K.POST_DELIVERED, post)
    second = rung(message_id, W.LETTER)
    assert (second.state, second.replaced_by_id) == (S.REPLACED_BY, post.pk)
    later(days=3)
    assert not roads.letters.taken
    assert ladder(message_id).arrived_way == "digital_post"


def test_a_late_receipt_counts_the_earlier_day(roads: Roads, maja: Acting, letter: Letter) -> None:
    message_id = send(maja.party, letter)
    post = rung(message_id, W.DIGITAL_POST)
    later(hours=24)
    later(hours=24)
    assert ladder(message_id).state == L.POSTED
    assert tell(K.POST_DELIVERED, post, at=NOW + timedelta(hours=30)).effect == "late"
    row = ladder(message_id)
    assert (row.state, row.arrived_way, row.legal_day) == (L.ARRIVED, "digital_post", date(2026, 5, 5))
    assert rung(message_id, W.DIGITAL_POST).state == S.REPLACED_BY


@pytest.mark.parametrize(
    ("change", "way", "because"),
    [
        ({"exempt": True}, W.LETTER, Because.EXEMPT),
        ({"born": date(2014, 1, 1)}, W.LETTER, Because.UNDER_15),
        ({"need": Need.PAPER}, W.LETTER, Because.WISHES_PAPER),
        ({"need": Need.PAPER, "large": True}, W.PRINT, Because.WISHES_PAPER),
    ],
)
def test_who_gets_a_letter_at_once(
    roads: Roads, maja: Acting, letter: Letter, change: dict[str, Any], way: Way, because: Because
) -> None:
    if "need" in change:
        identity.declare_need(person_id=maja.party.id, need=change["need"], by=SYSTEM)
        if "large" in change:
            identity.declare_need(person_id=maja.party.id, need=Need.LARGE_PRINT, by=SYSTEM)
    else:
        Person.objects.filter(pk=maja.party.id).update(**change)
    message_id = send(maja.party, letter)
    found = rung(message_id, way)
    assert found.because == because
    assert found.state == (S.HANDED_OVER if way is W.LETTER else S.PLANNED)
    assert not roads.post.calls


def test_who_is_not_registered_gets_a_letter(roads: Roads, maja: Acting, letter: Letter) -> None:
    roads.registered = False
    message_id = send(maja.party, letter)
    assert rung(message_id, W.LETTER).because == "not_registered"


def test_a_silent_register_is_asked_again_and_then_a_letter_goes(
    roads: Roads, maja: Acting, letter: Letter
) -> None:
    roads.registered = None
    message_id = send(maja.party, letter)
    for _ in range(40):
        later(minutes=36)
    assert Delivery.objects.exclude(way=W.INBOX).exists()
    assert rung(message_id, W.LETTER).because == "silent"
    assert not Attempt.objects.filter(end="unavailable").exists()


def test_a_register_that_comes_back_is_heard(roads: Roads, maja: Acting, letter: Letter) -> None:
    roads.registered = None
    message_id = send(maja.party, letter)
    assert ladder(message_id).state == L.CLIMBING
    roads.registered = True
    later(hours=1)
    assert rung(message_id, W.DIGITAL_POST).state == S.HANDED_OVER


def test_refused_by_digital_post_is_a_letter_now(
    roads: Roads, maja: Acting, letter: Letter, told: list[Any]
) -> None:
    roads.post.trouble = [Refused("nej", code="400")]
    message_id = send(maja.party, letter)
    first, second = rung(message_id, W.DIGITAL_POST), rung(message_id, W.LETTER)
    assert (first.state, first.cause, second.because) == (S.REPLACED_BY, "refused", "refused")
    assert (second.state, roads.post.calls[first.uuid]) == (S.HANDED_OVER, 1)
    assert not told


CAUSES: list[tuple[Exception, Cause]] = [
    (Refused("nej", cause=Cause.NOT_REGISTERED), Cause.NOT_REGISTERED),
    (Refused("nej"), Cause.REFUSED),
    (Refused("nej", cause=Cause.PRINT_FAILED), Cause.PRINT_FAILED),
]


@pytest.mark.parametrize(("no", "cause"), CAUSES)
def test_the_last_refusal_is_told_with_its_cause(
    roads: Roads, maja: Acting, letter: Letter, told: list[Any], no: Exception, cause: Cause
) -> None:
    roads.registered = False
    roads.letters.trouble = [no]
    message_id = send(maja.party, letter)
    row = ladder(message_id)
    assert (row.state, row.cause, row.failed_at) == (L.FAILED, cause, NOW)
    assert told == [DeliveryFailed("case:1", message_id, "letter", cause)]


@pytest.mark.parametrize("cause", [Cause.NO_ADDRESS, Cause.TOO_LARGE, Cause.NOT_VALID, Cause.NO_PDF])
def test_what_cannot_be_made_is_never_tried(
    roads: Roads, maja: Acting, letter: Letter, told: list[Any], cause: Cause
) -> None:
    roads.registered = False
    roads.letters.no = Impossible(cause)
    message_id = send(maja.party, letter)
    assert (ladder(message_id).cause, Attempt.objects.count()) == (cause, 0)
    assert told == [DeliveryFailed("case:1", message_id, "letter", cause)]


def test_a_mistake_of_ours_is_told_and_says_no_value(
    roads: Roads, maja: Acting, letter: Letter, told: list[Any]
) -> None:
    roads.registered = False
    roads.letters.no = ValueError("0101901234")
    message_id = send(maja.party, letter)
    assert ladder(message_id).cause == Cause.NOT_VALID
    assert rung(message_id, W.LETTER).error == "ValueError"


def test_a_silent_address_register_costs_no_attempt(roads: Roads, maja: Acting, letter: Letter) -> None:
    roads.registered = False
    roads.letters.no = Silent()
    message_id = send(maja.party, letter)
    for _ in range(20):
        later(minutes=2)
    assert (rung(message_id, W.LETTER).state, rung(message_id, W.LETTER).attempts) == (S.PLANNED, 0)
    roads.letters.no = None
    later(minutes=2)
    assert ladder(message_id).state == L.POSTED


def test_a_company_that_has_closed_is_for_a_person(roads: Roads, letter: Letter, told: list[Any]) -> None:
    company = Company.objects.create(cvr="12345678", name="Tømrer ApS", closed=True)
    message_id = send(Party("company", str(company.pk), company.name), letter)
    assert (ladder(message_id).state, ladder(message_id).cause) == (L.FAILED, Cause.NO_WAY)
    assert told == [DeliveryFailed("case:1", message_id, "", Cause.NO_WAY)]


def test_a_company_that_is_not_in_digital_post_gets_a_letter(roads: Roads, letter: Letter) -> None:
    company = Company.objects.create(cvr="12345678", name="Tømrer ApS")
    roads.registered = False
    message_id = send(Party("company", str(company.pk), company.name), letter)
    assert ladder(message_id).state == L.POSTED
    assert rung(message_id, W.LETTER).state == S.HANDED_OVER


def test_a_company_without_a_receipt_gets_a_letter(roads: Roads, letter: Letter, told: list[Any]) -> None:
    company = Company.objects.create(cvr="12345678", name="Tømrer ApS")
    message_id = send(Party("company", str(company.pk), company.name), letter)
    later(hours=24)
    later(hours=24)
    assert rung(message_id, W.LETTER).state == S.HANDED_OVER
    tell(K.POST_DELIVERED, rung(message_id, W.DIGITAL_POST))
    assert ladder(message_id).state == L.ARRIVED
    assert [type(event) for event in told] == [MessageArrived], "nobody is asked to do anything"


def test_sending_is_five_statements_and_its_task(
    roads: Roads, maja: Acting, letter: Letter, django_assert_num_queries: Any
) -> None:
    """Message (looked for, and written in its savepoint), inbox, ladder, file, task."""
    with django_assert_num_queries(10):
        services.send(to=maja.party, letter=letter, kind=MessageKind.NOTICE, by=SYSTEM, key="x")
