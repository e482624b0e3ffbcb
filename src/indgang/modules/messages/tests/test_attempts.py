"""One attempt after another: nobody there, doubt, other bytes, a worker that dies, quiet hours, a file not made."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from indgang.kernel import clock
from indgang.modules.identity.vocabulary import SYSTEM, Acting
from indgang.modules.messages import rules, services
from indgang.modules.messages.events import DeliveryFailed
from indgang.modules.messages.models import Attempt, Delivery, LetterFile
from indgang.modules.messages.rules.ladder import Rung
from indgang.modules.messages.services.hand_over import Unavailable, Unknown
from indgang.modules.messages.services.ports import Silent
from indgang.modules.messages.tests.conftest import Roads
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


def test_nobody_waits_for_ever_for_an_outage(
    roads: Roads, maja: Acting, letter: Letter, told: list[Any]
) -> None:
    roads.post.no = Unavailable("et register svarer ikke")
    message_id = send(maja.party, letter)
    later(hours=23)
    assert rung(message_id, W.DIGITAL_POST).state == S.PLANNED
    later(hours=2)
    assert rung(message_id, W.LETTER).because == "silent"
    roads.registered = False
    roads.letters.no = Silent()
    later(hours=2)
    second = send(maja.party, letter, "second")
    later(days=6)
    assert rung(second, W.LETTER).state == S.PLANNED
    later(days=2)
    assert (ladder(second).state, ladder(second).cause) == (L.FAILED, "unavailable")
    assert told[-1] == DeliveryFailed("case:1", second, "letter", Cause.UNAVAILABLE)
    assert not Attempt.objects.filter(delivery__message_id=second).exists()


def test_one_message_that_cannot_be_settled_holds_up_nobody(
    roads: Roads, maja: Acting, letter: Letter, monkeypatch: pytest.MonkeyPatch
) -> None:
    from indgang.modules.messages.services import climbing, delivering

    keys = [
        services.send(to=maja.party, letter=letter, kind=MessageKind.NOTICE, by=SYSTEM, key=f"k{number}")
        for number in range(3)
    ]
    climb = climbing.climb

    def broken(message_id: UUID, *, now: datetime) -> str:
        if message_id == keys[0]:
            raise ValueError("det gik galt")
        return climb(message_id, now=now)

    monkeypatch.setattr(delivering, "climb", broken)
    services.sweep()
    assert [rung(one, W.DIGITAL_POST).state for one in keys[1:]] == [S.HANDED_OVER] * 2
    monkeypatch.undo()
    roads.registered = False
    services.sweep()
    assert ladder(keys[0]).state != L.FAILED
