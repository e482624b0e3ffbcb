"""One message up its ladder: Digital Post, a letter, and what is done when nothing more can be."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from indgang.kernel import clock, events
from indgang.modules.contacts.models import Contact, Measurement
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Company, Person
from indgang.modules.identity.vocabulary import SYSTEM, Acting, Need, Party
from indgang.modules.messages import rules, services
from indgang.modules.messages.events import DeliveryFailed, MessageArrived
from indgang.modules.messages.models import Attempt, Delivery, Envelope, Ladder, LetterFile
from indgang.modules.messages.rules.ladder import Rung
from indgang.modules.messages.services.hand_over import Impossible, Refused, Unavailable, Unknown
from indgang.modules.messages.services.ports import Silent
from indgang.modules.messages.tests.conftest import NOW, Roads
from indgang.modules.messages.tests.fake_post import rung, tell
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


def send(to: Party, letter: Letter, key: str = "k", **more: Any) -> UUID:
    values = {"kind": MessageKind.DECISION, "unit": "folkeregister", "case_key": "case:1", **more}
    message_id = services.send(to=to, letter=letter, by=SYSTEM, key=key, **values)
    services.sweep()
    return message_id


def ladder(message_id: UUID) -> Ladder:
    return Ladder.objects.get(pk=message_id)


def later(**more: float) -> datetime:
    """Time goes by, and the sweep comes by."""
    clock.freeze(clock.now() + timedelta(**more))
    services.sweep()
    return clock.now()


@pytest.fixture
def told() -> list[Any]:
    heard: list[Any] = []
    events.connect({DeliveryFailed: [heard.append], MessageArrived: [heard.append]})
    return heard


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


@pytest.mark.parametrize(
    ("registered", "closed", "cause"),
    [(False, False, Cause.NO_ADDRESS), (True, True, Cause.NO_WAY)],
)
def test_a_company_has_digital_post_or_nothing(
    roads: Roads, letter: Letter, told: list[Any], registered: bool, closed: bool, cause: Cause
) -> None:
    company = Company.objects.create(cvr="12345678", name="Tømrer ApS", closed=closed)
    roads.registered = registered
    message_id = send(Party("company", str(company.pk), company.name), letter)
    assert (ladder(message_id).state, ladder(message_id).cause) == (L.FAILED, cause)
    assert told == [DeliveryFailed("case:1", message_id, "", cause)]


def test_a_company_without_a_receipt_is_for_a_person(roads: Roads, letter: Letter, told: list[Any]) -> None:
    company = Company.objects.create(cvr="12345678", name="Tømrer ApS")
    message_id = send(Party("company", str(company.pk), company.name), letter)
    later(hours=24)
    assert told == [DeliveryFailed("case:1", message_id, "digital_post", Cause.NO_RECEIPT)]
    tell(K.POST_DELIVERED, rung(message_id, W.DIGITAL_POST))
    assert ladder(message_id).state == L.ARRIVED


def test_nobody_there_is_tried_six_times_and_then_another_way(
    roads: Roads, maja: Acting, letter: Letter
) -> None:
    roads.post.trouble = [Unavailable("væk")] * 99
    message_id = send(maja.party, letter)
    for _ in range(60):
        later(minutes=30)
    post = rung(message_id, W.DIGITAL_POST)
    assert (post.attempts, post.cause) == (rules.MAX_ATTEMPTS, "unavailable")
    assert roads.post.calls[post.uuid] == rules.MAX_ATTEMPTS
    assert rung(message_id, W.LETTER).because == "silent"
    assert ladder(message_id).state in (L.POSTED, L.ARRIVED)


def test_away_for_an_hour_costs_nobody_their_six_attempts(roads: Roads, maja: Acting, letter: Letter) -> None:
    roads.post.trouble = [Unavailable("væk")] * 999
    sent = [send(maja.party, letter, f"k{number}") for number in range(8)]
    for _ in range(60):
        later(minutes=1)
    assert sum(roads.post.calls.values()) < 8 * 4, "most of the hour nobody was asked"
    roads.post.trouble = []
    for _ in range(20):
        later(minutes=10)
    assert {ladder(one).state for one in sent} == {L.CLIMBING}
    assert {rung(one, W.DIGITAL_POST).state for one in sent} == {S.HANDED_OVER}


def test_after_doubt_the_same_name_and_the_same_bytes_go_again(
    roads: Roads, maja: Acting, letter: Letter
) -> None:
    roads.post.lost = [Unknown("intet svar")]
    message_id = send(maja.party, letter)
    post = rung(message_id, W.DIGITAL_POST)
    assert post.state == S.PLANNED
    later(minutes=1)
    post.refresh_from_db()
    assert (post.state, roads.post.calls[post.uuid], len(roads.post.taken)) == (S.HANDED_OVER, 2, 1)
    assert [row.end for row in Attempt.objects.order_by("number")] == ["unknown", "repeated"]


def test_other_bytes_go_under_another_name_when_nobody_took_the_first(
    roads: Roads, maja: Acting, letter: Letter
) -> None:
    roads.registered = False
    roads.letters.trouble = [Unavailable("væk")]
    message_id = send(maja.party, letter)
    first = rung(message_id, W.LETTER)
    roads.letters.text = "ny adresse"
    later(minutes=1)
    first.refresh_from_db()
    second = first.replaced_by
    assert first.state == S.REPLACED_BY
    assert second is not None
    assert second.uuid != first.uuid
    assert list(roads.letters.taken) == [second.uuid]
    assert ladder(message_id).state == L.POSTED


def test_other_bytes_after_doubt_wait_for_a_receipt_and_then_for_a_person(
    roads: Roads, maja: Acting, letter: Letter, told: list[Any]
) -> None:
    roads.registered = False
    roads.letters.lost = [Unknown("intet svar")]
    message_id = send(maja.party, letter)
    roads.letters.text = "ny adresse"
    later(minutes=1)
    assert ladder(message_id).state == L.CLIMBING
    later(hours=24)
    assert told == [DeliveryFailed("case:1", message_id, "letter", Cause.UNKNOWN_OUTCOME)]
    tell(K.PRINT_WITH_CARRIER, rung(message_id, W.LETTER))
    assert ladder(message_id).state == L.POSTED


def test_a_notice_is_sent_once_in_daytime_and_never_after_doubt(
    roads: Roads, maja: Acting, letter: Letter
) -> None:
    roads.notices = (Rung(W.SMS, Because.WISHED),)
    clock.freeze(datetime(2026, 5, 8, 19, tzinfo=UTC))  # Friday at nine in the evening
    message_id = send(maja.party, letter)
    sms = rung(message_id, W.SMS)
    assert sms.due_at == datetime(2026, 5, 11, 6, tzinfo=UTC)
    roads.sms.lost = [Unknown("intet svar")]
    clock.freeze(sms.due_at)
    services.sweep()
    assert rung(message_id, W.SMS).state == S.SENDING
    for _ in range(6):
        later(minutes=10)
    sms = rung(message_id, W.SMS)
    assert (sms.state, sms.cause, roads.sms.calls[sms.uuid]) == (S.FAILED, "unknown_outcome", 1)
    assert ladder(message_id).cause == "", "a notice says nothing about the letter"


def test_a_notice_whose_worker_died_is_not_sent_again(roads: Roads, maja: Acting, letter: Letter) -> None:
    roads.notices = (Rung(W.SMS, Because.WISHED),)
    roads.sms.lost = [KeyboardInterrupt()]  # type: ignore[list-item]
    with pytest.raises(KeyboardInterrupt):
        send(maja.party, letter)
    sms = Delivery.objects.get(way=W.SMS)
    assert (sms.state, Attempt.objects.get(delivery=sms).end) == (S.SENDING, "")
    later(minutes=11)
    assert Attempt.objects.get(delivery=sms).end == "unknown"
    tell(K.SMS_DELIVERED, sms)
    later(hours=1)
    assert (rung(sms.message_id, W.SMS).state, roads.sms.calls[sms.uuid]) == (S.DELIVERED, 1)


def test_a_reminder_is_too_late_the_day_after(roads: Roads, maja: Acting, letter: Letter) -> None:
    roads.notices = (Rung(W.SMS, Because.WISHED),)
    clock.freeze(datetime(2026, 5, 8, 19, tzinfo=UTC))
    message_id = send(maja.party, letter, kind=MessageKind.REMINDER, reply_by=date(2026, 5, 8))
    later(days=3)
    sms = rung(message_id, W.SMS)
    assert (sms.state, sms.cause, ladder(message_id).state) == (S.FAILED, "expired", L.ARRIVED)
    assert not roads.sms.calls


def test_a_dead_worker_is_followed_by_another_under_the_same_name(
    roads: Roads, maja: Acting, letter: Letter
) -> None:
    roads.post.lost = [KeyboardInterrupt()]  # type: ignore[list-item]
    with pytest.raises(KeyboardInterrupt):
        send(maja.party, letter)
    post = Delivery.objects.get(way=W.DIGITAL_POST)
    assert post.state == S.SENDING
    later(minutes=9)
    assert roads.post.calls[post.uuid] == 1, "the lease still runs"
    later(minutes=2)
    later(minutes=1)
    assert (rung(post.message_id, W.DIGITAL_POST).state, roads.post.calls[post.uuid]) == (S.HANDED_OVER, 2)
    assert len(roads.post.taken) == 1


def test_nothing_is_tried_before_the_file_is_made(
    roads: Roads, maja: Acting, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("indgang.modules.messages.services.files.make", lambda pk: "later")
    message_id = send(maja.party, letter, as_pdf=False)
    assert LetterFile.objects.filter(pk=message_id).exists(), "its way needs one"
    assert (rung(message_id, W.DIGITAL_POST).state, Attempt.objects.count()) == (S.PLANNED, 0)
    monkeypatch.undo()


def test_a_page_that_stands_in_for_a_pdf_is_no_letter(
    roads: Roads, maja: Acting, letter: Letter, told: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from indgang.adapters.letters.html_press import HtmlPress
    from indgang.modules.messages.services import files

    monkeypatch.setattr(files, "press", lambda: HtmlPress("ingen Pango"))
    roads.registered = False
    message_id = send(maja.party, letter)
    assert told == [DeliveryFailed("case:1", message_id, "letter", Cause.NO_PDF)]


def test_sending_is_five_statements_and_its_task(
    roads: Roads, maja: Acting, letter: Letter, django_assert_num_queries: Any
) -> None:
    """Message (looked for, and written in its savepoint), inbox, ladder, file, task."""
    with django_assert_num_queries(10):
        services.send(to=maja.party, letter=letter, kind=MessageKind.NOTICE, by=SYSTEM, key="x")
