"""Notices over a real SMS centre and a real mail server, each a process of its own."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import requests
from pytest_django import Settings
from simulators.mail.testing import Running as MailRunning
from simulators.mail.testing import running as mail_running
from simulators.smsc.testing import Running as SmsRunning
from simulators.smsc.testing import running as sms_running

from indgang.adapters.email.write import token_of
from indgang.kernel import clock
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import Acting, NoticeKind
from indgang.modules.messages import services
from indgang.modules.messages.models import Attempt, Inbound
from indgang.modules.messages.services import applying, notices, sms_receipts
from indgang.modules.messages.tests.test_notices import HOUSE, at, notice_of, send, wishes
from indgang.modules.messages.vocabulary import Cause, DeliveryState, Letter
from indgang.project.outside import Server

S = DeliveryState
SMS, EMAIL = NoticeKind.SMS, NoticeKind.EMAIL


@pytest.fixture
def smsc() -> Iterator[SmsRunning]:
    with sms_running() as process:
        yield process


@pytest.fixture
def mail() -> Iterator[MailRunning]:
    with mail_running() as process:
        yield process


def _server(name: str, text: str) -> Server:
    host, _, port = text.partition(":")
    return Server(name, name, host, int(port), user="indgang", password="hemmelig")


@pytest.mark.django_db(transaction=True)
def test_over_a_real_centre_with_its_receipt(
    maja: Acting, letter: Letter, smsc: SmsRunning, settings: Settings
) -> None:
    settings.SMS = (_server("smpp", smsc.address),)
    wishes(maja, SMS, "20123456")
    message = send(maja, letter)
    services.deliver_planned()
    [taken] = smsc.messages()
    assert taken["text"].startswith("Du har post fra Lyngsø Kommune.")
    assert smsc.until(lambda found: bool(found[0]["state"]))
    assert services.listen_for_sms(1) == 1
    assert notice_of(message).state == S.DELIVERED
    assert smsc.messages()[0]["told"] == 1


def test_a_listener_killed_before_its_commit_gets_the_receipt_again(
    maja: Acting, letter: Letter, smsc: SmsRunning, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SMS = (_server("smpp", smsc.address),)
    wishes(maja, SMS, "20123456")
    message = send(maja, letter)
    services.deliver_planned()
    real: Callable[..., Any] = applying.apply
    monkeypatch.setattr(sms_receipts, "apply", _dies)
    assert smsc.until(lambda found: bool(found[0]["state"]))
    with pytest.raises(RuntimeError, match="killed"):
        services.listen_for_sms(2)
    assert smsc.messages()[0]["told"] == 0
    monkeypatch.setattr(sms_receipts, "apply", real)
    assert services.listen_for_sms(1) == 1
    assert notice_of(message).state == S.DELIVERED


def _dies(*_: object, **__: object) -> None:
    raise RuntimeError("killed before the commit")


def test_over_a_real_mail_server(maja: Acting, letter: Letter, mail: MailRunning, settings: Settings) -> None:
    host, _, port = mail.address.partition(":")
    settings.SMTP, settings.MAIL_FROM = (Server("smtp", "smtp", host, int(port)),), HOUSE
    wishes(maja, EMAIL, "maja@mail.example")
    message = send(maja, letter)
    services.deliver_planned()
    [taken] = mail.messages()
    assert taken["box"] == "maja@mail.example"
    assert taken["subject"] == "Du har post fra Lyngsø Kommune"
    assert token_of(taken["return_path"]) == notice_of(message).uuid


def test_nobody_listens_for_receipts_without_a_centre(lyngsoe: None, settings: Settings) -> None:
    settings.SMS = ()
    assert services.listen_for_sms(60) == 0
    settings.SMS = (Server("gone", "smpp", "127.0.0.1", 1),)
    assert services.listen_for_sms(0.2) == 0


def test_one_centre_is_down_and_the_other_slow(
    maja: Acting, letter: Letter, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the one that is down did not take, the other takes; what the slow one took is never sent again."""
    monkeypatch.setattr(notices, "ANSWER_SECONDS", 1.0)
    with sms_running() as down, sms_running() as slow:
        one, two = _server("smpp", down.address), _server("smpp", slow.address)
        settings.SMS = (
            Server("down", "smpp", one.host, one.port, user=one.user, password=one.password),
            Server("slow", "smpp", two.host, two.port, user=two.user, password=two.password),
        )
        wishes(maja, SMS, "20123456")
        down.faults(down=True)
        slow.faults(slow_seconds=3, receipt_seconds=0)
        messages = [send(maja, letter, key=f"k{number}") for number in range(3)]
        for minutes in range(0, 30, 3):
            at(minutes / 60)
        assert len(slow.messages()) == 3
        doubts = Attempt.objects.filter(end="unknown")
        assert doubts.count() == 3
        assert {notice_of(one).state for one in messages} == {S.SENDING}
        down.faults()
        at(0.55)
        slow.until(lambda found: all(one["state"] for one in found))
        settings.SMS = settings.SMS[1:]
        services.listen_for_sms(2)
        at(2)
        assert down.messages() == []
        assert {notice_of(one).state for one in messages} == {S.DELIVERED}


def test_taken_without_an_answer_and_without_a_receipt_is_told_as_unknown(
    maja: Acting, letter: Letter, smsc: SmsRunning, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(notices, "ANSWER_SECONDS", 0.5)
    settings.SMS = (_server("smpp", smsc.address),)
    smsc.faults(hang_up=True, receipt="lost")
    wishes(maja, SMS, "20123456")
    message = send(maja, letter)
    for minutes in range(0, 90, 5):
        at(minutes / 60)
    services.listen_for_sms(0.5)
    assert len(smsc.messages()) == 1
    delivery = notice_of(message)
    assert (delivery.state, delivery.cause) == (S.FAILED, Cause.UNKNOWN_OUTCOME)


@pytest.fixture
def both_ways(settings: Settings) -> Iterator[MailRunning]:
    """A mail server that takes our e-mail and has a mailbox for us."""
    with mail_running(more={"MAIL_IMAP_ACCOUNT": "post:word"}) as process:
        host, _, port = process.address.partition(":")
        settings.SMTP, settings.MAIL_FROM = (Server("m", "smtp", host, int(port)),), HOUSE
        host, _, port = process.imap.partition(":")
        settings.IMAP = (Server("m", "imap", host, int(port), user="post", password="word"),)
        yield process


def fetched() -> int:
    [box] = services.mailboxes()
    with box:
        taken = services.empty_mailbox(box)
    clock.freeze(clock.now() + timedelta(minutes=10))  # the worker died, and the routine finds it
    services.understand_stored()
    return taken


def test_an_answer_to_a_notice_is_shown_to_the_unit_with_the_case_it_may_be_about(
    maja: Acting, letter: Letter, both_ways: MailRunning
) -> None:
    wishes(maja, EMAIL, "maja@mail.example")
    send(maja, letter, case_key="case:1", unit="folkeregister")
    services.deliver_planned()
    [taken] = both_ways.messages()
    form = {"fra": "maja@mail.example", "til": taken["reply_to"], "emne": "SV", "tekst": "Tak"}
    assert requests.post(f"{both_ways.pages}skriv", data=form, timeout=5).status_code == 200
    assert fetched() == 1
    assert fetched() == 0
    inbound = Inbound.objects.get()
    assert (inbound.state, inbound.case_key, inbound.unit) == ("queued", "case:1", "folkeregister")
    assert inbound.message is None  # an e-mail is no proof of who wrote it


def test_a_notice_that_comes_back_ends_its_address(
    maja: Acting, letter: Letter, both_ways: MailRunning
) -> None:
    wishes(maja, EMAIL, "maja@mail.example")
    both_ways.faults(bounce=["maja@mail.example"])
    message = send(maja, letter)
    services.deliver_planned()
    assert notice_of(message).state == S.HANDED_OVER
    assert both_ways.until(lambda found: bool(found))
    assert fetched() == 1
    delivery = notice_of(message)
    assert (delivery.state, delivery.cause) == (S.FAILED, Cause.BAD_MAIL_ADDRESS)
    assert identity.notice_value(person_id=maja.party.id, kind=EMAIL) == ""
