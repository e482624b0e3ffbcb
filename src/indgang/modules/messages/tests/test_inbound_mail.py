"""Plain e-mail: shown to a person, never believed, answered once, and never in a circle."""

from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings

from indgang.adapters.email.fake import FakeMail
from indgang.adapters.email.read import read_mail
from indgang.adapters.email.types import MailUnavailable, MailUnknown
from indgang.adapters.email.write import message_id_of, token_address
from indgang.kernel import clock
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import NoticeAddress
from indgang.modules.identity.vocabulary import SYSTEM, Acting, NoticeKind
from indgang.modules.messages import services
from indgang.modules.messages.models import Delivery, Inbound, Message
from indgang.modules.messages.rules.mailcheck import Loop
from indgang.modules.messages.rules.routing import Why
from indgang.modules.messages.services import notices
from indgang.modules.messages.services.inbound.answering import send_answer, text_of_answer
from indgang.modules.messages.services.inbound.contents import content_of
from indgang.modules.messages.tests.coming_in import NOW, comes, mail, points
from indgang.modules.messages.vocabulary import (
    DeliveryState,
    InboundSource,
    InboundState,
    Letter,
    MessageKind,
    Way,
)
from indgang.project.outside import Server

US = "post@lyngsoe.example"
CASE = "case:0192f5f0-0000-7000-8000-000000000001"


@pytest.fixture
def server(lyngsoe: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> FakeMail:
    points()
    fake = FakeMail("m")
    settings.SMTP = (Server("m", "smtp", "127.0.0.1", 1),)
    settings.MAIL_FROM = US
    monkeypatch.setattr(notices, "mail_server", lambda name, **_: fake)
    return fake


@pytest.fixture
def told(maja: Acting, letter: Letter, server: FakeMail) -> Delivery:
    """Maja asked for e-mail, and a notice about her case has left the house."""
    _, code = identity.offer_address(
        person_id=maja.party.id, kind=NoticeKind.EMAIL, value="maja@post.example", by=maja.actor
    )
    identity.confirm_address(person_id=maja.party.id, kind=NoticeKind.EMAIL, code=code, by=maja.actor)
    message_id = services.send(
        to=maja.party, letter=letter, kind=MessageKind.NOTICE, by=SYSTEM, key="q1", case_key=CASE, unit="folkeregister"
    )  # fmt: skip
    return Delivery.objects.create(
        message_id=message_id,
        way=Way.EMAIL,
        planned_at=NOW,
    )


def arrives(raw: bytes) -> Inbound:
    return comes(raw, InboundSource.EMAIL, read_mail(raw).message_id)


def test_a_mail_waits_for_a_person_and_says_that_nothing_is_proven(server: FakeMail) -> None:
    row = arrives(mail("Jeg flytter.", "Subject: Flytning\r\n"))
    assert (row.state, row.why, row.unit) == (InboundState.QUEUED, Why.NOT_PROVEN, "borgerservice")
    assert (row.subject, row.person_id, row.message_id) == ("Flytning", None, None)
    found = content_of(row)
    assert found is not None
    assert (found.text, found.address) == ("Jeg flytter.", "maja@post.example")


def test_an_answer_to_our_notice_names_the_case_it_may_belong_to(told: Delivery) -> None:
    head = f"In-Reply-To: {message_id_of(told.uuid, US)}\r\n"
    row = arrives(mail("Tak", head))
    assert (row.state, row.why, row.case_key, row.unit) == ("queued", Why.NOT_PROVEN, CASE, "folkeregister")
    assert not Message.objects.filter(direction="in").exists()


def test_the_token_in_the_address_names_the_case_too(told: Delivery) -> None:
    raw = mail("Tak").replace(b"To: post@lyngsoe.example", f"To: {token_address(US, told.uuid)}".encode())
    assert arrives(raw).case_key == CASE


def test_a_cpr_number_is_hidden_and_the_answer_says_so_and_quotes_nothing(server: FakeMail) -> None:
    row = arrives(mail("Mit nummer er 610485-0001.", "Subject: cpr 6104850001\r\n"))
    assert row.has_cpr
    assert row.subject == "cpr [cpr]"
    found = content_of(row)
    assert found is not None
    assert found.text == "Mit nummer er [cpr]."
    send_answer.call(str(row.pk), 1)
    ((to, answer),) = server.sent
    assert to == "maja@post.example"
    said = read_mail(answer)
    assert "Der står et cpr-nummer i din mail" in said.text
    assert "610485" not in answer.decode()
    assert said.headers["auto-submitted"] == "auto-replied"
    assert said.headers["x-loop"] == US
    assert said.answers[0].endswith("@post.example>")


def test_the_automatic_answer_is_easy_to_read_and_names_digital_post() -> None:
    text = text_of_answer("Lyngsø Kommune", has_cpr=True)
    danish = text.partition("Hello")[0]
    words = danish.split()
    long_ones = [word for word in words if len(word.strip(".,?")) > 6]
    sentences = danish.count(".") + danish.count("?") + 2
    assert len(words) / sentences + 100 * len(long_ones) / len(words) < 35
    assert "Digital Post" in danish


def test_our_own_answer_that_comes_back_is_a_machines(server: FakeMail) -> None:
    row = arrives(mail())
    send_answer.call(str(row.pk), 1)
    back = arrives(server.sent[0][1])
    assert (back.state, back.why) == (InboundState.IGNORED, Why.LOOP)
    assert not back.auto_answered


def test_two_machines_that_answer_each_other_stop(server: FakeMail) -> None:
    """A machine that hides what it is gets three answers, and no more."""
    answered = [arrives(mail(f"Ikke til stede {number}")).auto_answered for number in range(6)]
    assert answered == [True] * 3 + [False] * 3


def test_the_next_day_it_may_get_three_again(server: FakeMail) -> None:
    for number in range(4):
        arrives(mail(f"{number}"))
    clock.freeze(clock.now() + timedelta(hours=25))
    assert arrives(mail("i morgen")).auto_answered


def test_more_than_twenty_an_hour_is_a_machine(server: FakeMail) -> None:
    found = [arrives(mail(f"{number}")) for number in range(22)]
    assert [one.state for one in found] == ["queued"] * 20 + ["ignored"] * 2
    assert found[-1].problem == Loop.TOO_MANY
    assert arrives(mail("en anden", sender="bo@post.example")).state == "queued"


@pytest.mark.parametrize(
    "head", ["Auto-Submitted: auto-replied\r\n", "List-Id: <x>\r\n", "Return-Path: <>\r\n"]
)
def test_a_machines_mail_is_kept_and_answered_by_nobody(server: FakeMail, head: str) -> None:
    row = arrives(mail("Jeg er på ferie", head))
    assert (row.state, row.auto_answered, row.ended_at is not None) == ("ignored", False, True)


def test_without_a_mail_server_nobody_is_answered(server: FakeMail, settings: Settings) -> None:
    settings.SMTP = ()
    assert not arrives(mail()).auto_answered


def test_an_answer_that_no_server_took_is_tried_again_and_one_of_doubt_never(server: FakeMail) -> None:
    row = arrives(mail())
    server.fault = MailUnavailable("away")
    assert send_answer.call(str(row.pk), 1) == "later"
    assert send_answer.call(str(row.pk), 3) == "given up"
    server.fault, server.taken = MailUnknown("?"), True
    assert send_answer.call(str(row.pk), 1) == "unknown"
    assert len(server.sent) == 1


def bounce(about: Delivery, status: str = "5.1.1", whom: str = "maja@post.example") -> bytes:
    action = "failed" if status.startswith("5") else "delayed"
    return (
        f"From: MAILER-DAEMON@mx.example\r\nReturn-Path: <>\r\nTo: {token_address(US, about.uuid)}\r\n"
        "Content-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n"
        "--r\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\n"
        f"Final-Recipient: rfc822; {whom}\r\nAction: {action}\r\nStatus: {status}\r\n\r\n--r--\r\n"
    ).encode()


def left_the_house(told: Delivery) -> None:
    rows = Delivery.objects.filter(pk=told.pk)
    rows.update(state=DeliveryState.SENDING, came_from="planned", claim=told.uuid)
    rows.update(state=DeliveryState.HANDED_OVER, came_from="sending", handed_over_at=NOW)


def test_a_mail_that_came_back_fails_and_its_address_gets_no_more(told: Delivery, maja: Acting) -> None:
    left_the_house(told)
    row = arrives(bounce(told))
    assert (row.source, row.state, row.why) == (InboundSource.BOUNCE, "ignored", Why.BOUNCE)
    told.refresh_from_db()
    assert (told.state, told.cause) == (DeliveryState.FAILED, "bad_mail_address")
    assert NoticeAddress.objects.get().ended_at is not None


def test_a_mail_that_is_only_late_changes_nothing(told: Delivery) -> None:
    left_the_house(told)
    assert arrives(bounce(told, "4.4.1")).problem == "not yet"
    told.refresh_from_db()
    assert told.state == DeliveryState.HANDED_OVER
    assert NoticeAddress.objects.get().ended_at is None


def test_an_address_that_was_exchanged_meanwhile_is_kept(told: Delivery) -> None:
    left_the_house(told)
    arrives(bounce(told, whom="gammel@post.example"))
    assert NoticeAddress.objects.get().ended_at is None


def test_a_report_about_somebody_elses_mail_changes_nothing(server: FakeMail, told: Delivery) -> None:
    left_the_house(told)
    other = Delivery(uuid=told.message_id)
    assert arrives(bounce(other)).problem == "not ours"
    told.refresh_from_db()
    assert told.state == DeliveryState.HANDED_OVER


def test_what_is_no_mail_lies_with_a_unit(server: FakeMail) -> None:
    row = comes(b"\x00\x01", InboundSource.EMAIL)
    assert (row.state, row.why) == ("queued", Why.CANNOT_READ)


def test_a_mail_in_strange_shape_is_shown_all_the_same(server: FakeMail) -> None:
    row = arrives(mail("x" * 30_000, "Subject: \u202e=?utf-8?b?not-base64?=\r\n"))
    found: Any = content_of(row)
    assert found.text.endswith("Resten står i originalen.")
