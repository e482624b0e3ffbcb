"""Notices: without content, one a message, at a time when one may disturb, and never again after doubt."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from pytest_django import Settings

from indgang.adapters.email.fake import FakeMail
from indgang.adapters.email.types import MailRefused
from indgang.adapters.email.write import message_id_of, token_of
from indgang.adapters.sms.fake import FakeSms
from indgang.adapters.sms.types import SmsEnd, SmsRefused, SmsUnavailable, SmsUnknown
from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import NoticeAddress, Person
from indgang.modules.identity.vocabulary import SYSTEM, Acting, NoticeKind, Party
from indgang.modules.messages import services
from indgang.modules.messages.models import Attempt, Delivery, Ladder, Message, Receipt
from indgang.modules.messages.services import hand_over, notices, sms_receipts
from indgang.modules.messages.tests.conftest import NOW
from indgang.modules.messages.vocabulary import (
    Block,
    Cause,
    DeliveryState,
    LadderState,
    Letter,
    MessageKind,
    Way,
)
from indgang.project.outside import Server

S = DeliveryState
SMS, EMAIL = NoticeKind.SMS, NoticeKind.EMAIL
HOUSE = "post@lyngsoe.example"
MONDAY_10 = NOW  # 4 May 2026, 12 o'clock in Denmark


class House:
    """Two SMS centres and a mail server in memory."""

    def __init__(self) -> None:
        self.sms = {"a": FakeSms("a"), "b": FakeSms("b")}
        self.mail = {"m": FakeMail("m")}

    @property
    def texts(self) -> list[tuple[str, str]]:
        return [one for centre in self.sms.values() for one in centre.sent]


@pytest.fixture
def house(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    made = House()
    settings.SMS = tuple(Server(name, "smpp", "127.0.0.1", 1) for name in made.sms)
    settings.SMTP = (Server("m", "smtp", "127.0.0.1", 1),)
    settings.MAIL_FROM = HOUSE
    settings.PUBLIC_ORIGIN = "https://www.lyngsoe.example"
    monkeypatch.setattr(notices, "sms_centre", lambda name, **_: made.sms[name])
    monkeypatch.setattr(notices, "mail_server", lambda name, **_: made.mail[name])
    monkeypatch.setattr(sms_receipts, "sms_centre", lambda name: made.sms[name])
    hand_over.register(Way.SMS, notices.SmsCarrier(lambda name: made.sms[name]))
    hand_over.register(Way.EMAIL, notices.MailCarrier(lambda name: made.mail[name]))
    yield made
    hand_over.register(Way.SMS, notices.SmsCarrier())
    hand_over.register(Way.EMAIL, notices.MailCarrier())


def wishes(who: Acting, kind: NoticeKind, value: str) -> None:
    _, code = identity.offer_address(person_id=who.party.id, kind=kind, value=value, by=who.actor)
    identity.confirm_address(person_id=who.party.id, kind=kind, code=code, by=who.actor)


def send(to: Acting, letter: Letter, kind: MessageKind = MessageKind.NOTICE, **more: Any) -> Message:
    more = {"key": "k", "as_pdf": False, **more}
    made = services.send(to=to.party, letter=letter, kind=kind, by=SYSTEM, **more)
    return Message.objects.get(pk=made)


def notice_of(message: Message) -> Delivery:
    return Delivery.objects.exclude(way=Way.INBOX).get(message=message)


def at(hours_later: float) -> None:
    clock.freeze(MONDAY_10 + timedelta(hours=hours_later))
    services.deliver_planned()


def test_who_asked_for_it_gets_a_text_message_without_content(
    maja: Acting, letter: Letter, house: House
) -> None:
    wishes(maja, SMS, "20 12 34 56")
    wishes(maja, EMAIL, "maja@mail.example")
    message = send(maja, letter)
    services.deliver_planned()
    [(to, text)] = house.texts
    assert to == "+4520123456"
    assert text == ("Du har post fra Lyngsø Kommune. Log ind på www.lyngsoe.example og vælg Min side.")
    assert house.mail["m"].sent == []  # one notice a message
    delivery = notice_of(message)
    assert (delivery.way, delivery.state) == (Way.SMS, S.HANDED_OVER)
    at(1)
    assert len(house.texts) == 1


def test_an_e_mail_says_that_a_machine_wrote_it_and_where_failures_go(
    maja: Acting, letter: Letter, house: House
) -> None:
    wishes(maja, EMAIL, "maja@mail.example")
    message = send(maja, letter)
    services.deliver_planned()
    [(to, mail)] = house.mail["m"].sent
    delivery = notice_of(message)
    assert to == "maja@mail.example"
    assert message_id_of(delivery.uuid, HOUSE).encode() in mail
    assert b"Auto-Submitted: auto-generated" in mail
    assert token_of(house.mail["m"].bounces[0]) == delivery.uuid
    assert b"Klokkeengen" not in mail


def test_who_asked_for_nothing_and_a_company_get_none(maja: Acting, letter: Letter, house: House) -> None:
    company = identity.know_company(cvr="12345674", name="Holm ApS")
    send(maja, letter)
    send(Acting(maja.actor, Party("company", str(company.pk), company.name)), letter, key="c")
    services.deliver_planned()
    assert house.texts == []
    assert not Delivery.objects.exclude(way=Way.INBOX).exists()


def test_an_unproven_number_gets_nothing(maja: Acting, letter: Letter, house: House) -> None:
    identity.offer_address(person_id=maja.party.id, kind=SMS, value="20123456", by=maja.actor)
    send(maja, letter)
    services.deliver_planned()
    assert house.texts == []


def test_a_notice_does_not_decide_whether_the_letter_arrived(
    maja: Acting, letter: Letter, house: House
) -> None:
    wishes(maja, SMS, "20123456")
    house.sms["a"].fault = house.sms["b"].fault = SmsRefused("0x45", "no")
    message = send(maja, letter)
    services.deliver_planned()
    delivery = notice_of(message)
    assert (delivery.state, delivery.cause) == (S.FAILED, Cause.REFUSED)
    assert Ladder.objects.get(message=message).state == LadderState.ARRIVED


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        (datetime(2026, 5, 4, 19, 30, tzinfo=UTC), datetime(2026, 5, 5, 6, 0, tzinfo=UTC)),  # in the evening
        (datetime(2026, 5, 9, 10, 0, tzinfo=UTC), datetime(2026, 5, 11, 6, 0, tzinfo=UTC)),  # a Saturday
        (datetime(2026, 4, 2, 10, 0, tzinfo=UTC), datetime(2026, 4, 7, 6, 0, tzinfo=UTC)),  # Easter
        (datetime(2026, 3, 28, 10, 0, tzinfo=UTC), datetime(2026, 3, 30, 6, 0, tzinfo=UTC)),  # summer time
        (datetime(2026, 10, 24, 10, 0, tzinfo=UTC), datetime(2026, 10, 26, 7, 0, tzinfo=UTC)),  # winter time
    ],
)
def test_nobody_is_disturbed_in_quiet_hours(
    maja: Acting, letter: Letter, house: House, written: datetime, sent: datetime
) -> None:
    wishes(maja, SMS, "20123456")
    clock.freeze(written)
    send(maja, letter)
    services.deliver_planned()
    clock.freeze(sent - timedelta(minutes=1))
    services.deliver_planned()
    assert house.texts == []
    clock.freeze(sent)
    services.deliver_planned()
    assert len(house.texts) == 1


def test_one_centre_is_away_and_the_other_takes_it(maja: Acting, letter: Letter, house: House) -> None:
    wishes(maja, SMS, "20123456")
    house.sms["a"].fault = SmsUnavailable("ConnectionRefusedError")
    for number in range(6):
        send(maja, letter, key=f"k{number}")
    for minutes in range(0, 60, 2):
        at(minutes / 60)
    assert [len(centre.sent) for centre in house.sms.values()] == [0, 6]
    tries = set(Attempt.objects.values_list("provider", "end"))
    assert ("a", "unavailable") in tries
    assert set(Delivery.objects.filter(way=Way.SMS).values_list("state", flat=True)) == {S.HANDED_OVER}


def test_after_doubt_it_is_never_sent_again(maja: Acting, letter: Letter, house: House) -> None:
    """Taken, and the answer was lost: neither the same centre nor the other gets it once more."""
    wishes(maja, SMS, "20123456")
    for centre in house.sms.values():
        centre.fault, centre.taken = SmsUnknown("no answer in time"), True
    message = send(maja, letter)
    services.deliver_planned()
    for centre in house.sms.values():
        centre.fault = None
    for minutes in range(5, 180, 5):
        at(minutes / 60)
    assert len(house.texts) == 1
    delivery = notice_of(message)
    assert (delivery.state, delivery.cause) == (S.FAILED, Cause.UNKNOWN_OUTCOME)
    assert delivery.tries.count() == 1


@pytest.mark.parametrize(("end", "state"), [(SmsEnd.DELIVERED, S.DELIVERED), (SmsEnd.FAILED, S.FAILED)])
def test_a_receipt_says_what_became_of_it(
    maja: Acting, letter: Letter, house: House, end: SmsEnd, state: DeliveryState
) -> None:
    wishes(maja, SMS, "20123456")
    for centre in house.sms.values():
        centre.end = end
    message = send(maja, letter)
    services.deliver_planned()
    assert services.listen_for_sms(0.1) == 1
    assert notice_of(message).state == state
    assert services.listen_for_sms(0.1) == 0


def test_two_centres_may_use_the_same_numbers(maja: Acting, letter: Letter, house: House) -> None:
    wishes(maja, SMS, "20123456")
    for centre in house.sms.values():
        centre.name = "same"
    first, second = send(maja, letter, key="1"), send(maja, letter, key="2")
    services.deliver_planned()
    names = {notice_of(one).transmission_id for one in (first, second)}
    assert len(names) == 2


def test_the_same_receipt_twice_is_one(maja: Acting, letter: Letter, house: House) -> None:
    wishes(maja, SMS, "20123456")
    send(maja, letter)
    services.deliver_planned()
    told: list[Any] = []
    for centre in house.sms.values():
        centre.listen(told.append, 0)
    for _ in range(3):
        sms_receipts.take_sms_receipt(told[0])
    assert Receipt.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "value", "fault", "cause"),
    [
        (SMS, "20123456", SmsRefused("0x0B", "no such number", number=True), Cause.BAD_NUMBER),
        (EMAIL, "x@mail.example", MailRefused("550", "5.1.1", address=True), Cause.BAD_MAIL_ADDRESS),
    ],
)
def test_an_address_that_does_not_work_is_not_tried_again(
    maja: Acting, letter: Letter, house: House, kind: NoticeKind, value: str, fault: Exception, cause: Cause
) -> None:
    wishes(maja, kind, value)
    for one in (*house.sms.values(), *house.mail.values()):
        one.fault = fault  # type: ignore[attr-defined]
    message = send(maja, letter)
    services.deliver_planned()
    assert notice_of(message).cause == cause
    assert NoticeAddress.objects.get().ended_at is not None
    send(maja, letter, key="next")
    services.deliver_planned()
    assert Delivery.objects.exclude(way=Way.INBOX).count() == 1


def test_one_taken_back_meanwhile_gets_nothing(maja: Acting, letter: Letter, house: House) -> None:
    wishes(maja, SMS, "20123456")
    clock.freeze(MONDAY_10 + timedelta(hours=10))  # in the evening
    message = send(maja, letter)
    services.deliver_planned()
    identity.remove_address(person_id=maja.party.id, kind=SMS, by=maja.actor)
    at(24)
    assert house.texts == []
    assert notice_of(message).cause == Cause.NO_ADDRESS


def test_a_notice_says_nothing_of_the_letter(maja: Acting, house: House) -> None:
    """Whatever the letter says, the notice is the same."""
    wishes(maja, SMS, "20123456")
    for number, words in enumerate(("Afslag på boligstøtte", "Du skylder 5.000 kr.", "010180-1234")):
        said = Letter(Text(words, words), (Block("text", Text(words, words)),))
        send(maja, said, key=f"k{number}")
    services.deliver_planned()
    assert len({text for _, text in house.texts}) == 1


def test_a_code_goes_to_the_next_centre_when_the_first_is_away(maja: Acting, house: House) -> None:
    for away, there in (("a", "b"), ("b", "a")):
        house.sms[away].fault, house.sms[there].fault = SmsUnavailable("down"), None
        services.send_code(kind=SMS, to="+4520123456", code="123456")
        assert house.sms[there].sent[-1][1].startswith("Din kode er 123456.")
    house.sms["a"].fault = house.sms["b"].fault = SmsUnavailable("down")
    with pytest.raises(services.CodeNotSent):
        services.send_code(kind=SMS, to="+4520123456", code="123456")


def test_a_code_to_nobody_is_told_at_once(maja: Acting, house: House) -> None:
    house.mail["m"].fault = MailRefused("550", "5.1.1", address=True)
    with pytest.raises(services.NotThere):
        services.send_code(kind=EMAIL, to="x@mail.example", code="123456")


def test_a_code_whose_answer_was_lost_counts_as_sent(maja: Acting, house: House) -> None:
    for centre in house.sms.values():
        centre.fault, centre.taken = SmsUnknown("no answer"), True
    services.send_code(kind=SMS, to="+4520123456", code="123456")
    assert len(house.texts) == 1


def test_nothing_is_offered_where_nothing_is_connected(lyngsoe: None, settings: Settings) -> None:
    settings.SMS, settings.SMTP = (), ()
    assert services.can_notify() == ()
    settings.SMTP, settings.MAIL_FROM = (Server("m", "smtp", "127.0.0.1", 1),), ""
    assert services.can_notify() == ()
    settings.MAIL_FROM = HOUSE
    assert services.can_notify() == (EMAIL,)


class _Post:
    """NemSMS is connected."""

    def providers(self) -> dict[str, int]:
        return {"post": 100}

    def pack(self, delivery: Delivery) -> hand_over.Packed:
        raise NotImplementedError

    def hand_over(self, delivery: Delivery, packed: hand_over.Packed, provider: str) -> hand_over.Handed:
        raise NotImplementedError


@pytest.mark.parametrize("nemsms", [True, False, None])
def test_a_reminder_goes_by_nemsms_to_who_has_it_and_other_notices_only_where_wished(
    maja: Acting, house: House, monkeypatch: pytest.MonkeyPatch, nemsms: bool | None
) -> None:
    monkeypatch.setitem(hand_over._carriers, Way.NEMSMS, _Post())
    wishes(maja, EMAIL, "maja@mail.example")
    wishes(maja, SMS, "20123456")
    Person.objects.filter(pk=maja.party.id).update(nemsms=nemsms)

    def ways(kind: MessageKind) -> list[Way]:
        return [rung.way for rung in notices.notices_for(maja.party, kind)]

    assert ways(MessageKind.REMINDER) == ([Way.NEMSMS] if nemsms else []) + [Way.SMS, Way.EMAIL]
    assert ways(MessageKind.DECISION) == [Way.SMS, Way.EMAIL]
