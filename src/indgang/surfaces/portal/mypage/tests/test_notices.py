"""A short notice when there is something to read: on my own page, without JavaScript."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from indgang.adapters.email.fake import FakeMail
from indgang.adapters.email.types import MailUnavailable
from indgang.adapters.sms.fake import FakeSms
from indgang.adapters.sms.types import SmsRefused, SmsUnavailable
from indgang.kernel import clock
from indgang.modules.identity import selectors as identity
from indgang.modules.identity import services as identity_deeds
from indgang.modules.identity.models import Account, Mandate, NoticeAddress
from indgang.modules.identity.vocabulary import SYSTEM, NoticeKind
from indgang.modules.messages.services import notices
from indgang.project.outside import Server
from indgang.surfaces.portal.mypage.tests.conftest import NOW

LogIn = Callable[..., Client]
PAGE = "/min-side/besked-til-mig/"
NUMBER = {"slags": "sms", "goer": "tilfoej", "nummer": "20 12 34 56"}


@pytest.fixture
def sms(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> FakeSms:
    made = FakeSms("a")
    settings.SMS, settings.SMTP = (Server("a", "smpp", "127.0.0.1", 1),), ()
    monkeypatch.setattr(notices, "sms_centre", lambda name, **_: made)
    return made


@pytest.fixture
def mail(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> FakeMail:
    made = FakeMail("m")
    settings.SMS, settings.SMTP = (), (Server("m", "smtp", "127.0.0.1", 1),)
    settings.MAIL_FROM = "post@lyngsoe.example"
    monkeypatch.setattr(notices, "mail_server", lambda name, **_: made)
    return made


def code_in(sms: FakeSms) -> str:
    return next(word.strip(".") for word in sms.sent[-1][1].split() if word.strip(".").isdigit())


def page(browser: Client, data: dict[str, str] | None = None, **more: Any) -> str:
    answer = browser.post(PAGE, data, follow=True) if data else browser.get(PAGE)
    assert answer.status_code == more.get("status", 200)
    return unescape(answer.content.decode())


def kinds(account: Account) -> tuple[NoticeKind, ...]:
    assert account.person_id is not None
    return identity.notice_kinds(account.person_id)


def test_i_tell_my_number_prove_it_and_take_it_back(anna: Account, logged_in: LogIn, sms: FakeSms) -> None:
    browser = logged_in(anna)
    assert PAGE in page_of_mine(browser)
    assert "Vi har sendt en kode til 20 12 34 56" in page(browser, NUMBER)
    assert kinds(anna) == ()
    html = page(browser, {"slags": "sms", "goer": "kode", "kode-sms": code_in(sms)})
    assert "Nu får du besked" in html
    assert "I brug" in html
    assert kinds(anna) == (NoticeKind.SMS,)
    html = page(browser, {"slags": "sms", "goer": "fjern"})
    assert "Den er fjernet" in html
    assert kinds(anna) == ()
    assert "Den er fjernet" not in page(browser, {"slags": "sms", "goer": "fjern"})  # another tab


def page_of_mine(browser: Client) -> str:
    return browser.get("/min-side/").content.decode()


def test_what_is_no_number_stays_in_the_field(anna: Account, logged_in: LogIn, sms: FakeSms) -> None:
    html = page(logged_in(anna), {**NUMBER, "nummer": "2012 <34>"}, status=422)
    assert 'value="2012 <34>"' in html
    assert "Skriv et dansk mobilnummer med otte cifre" in html
    assert not NoticeAddress.objects.exists()
    assert sms.sent == []


def test_a_wrong_code_stays_in_the_field_and_says_what_to_do(
    anna: Account, logged_in: LogIn, sms: FakeSms
) -> None:
    browser = logged_in(anna)
    page(browser, NUMBER)
    wrong = "000000" if code_in(sms) != "000000" else "111111"
    html = page(browser, {"slags": "sms", "goer": "kode", "kode-sms": wrong}, status=422)
    assert f'value="{wrong}"' in html
    assert "Koden passer ikke" in html
    assert kinds(anna) == ()


def test_an_old_code_is_replaced_by_a_new_one(anna: Account, logged_in: LogIn, sms: FakeSms) -> None:
    browser = logged_in(anna)
    page(browser, NUMBER)
    old = code_in(sms)
    clock.freeze(NOW + timedelta(minutes=16))
    assert "gælder ikke mere" in page(browser)
    page(browser, {"slags": "sms", "goer": "kode", "kode-sms": old}, status=422)
    page(browser, {"slags": "sms", "goer": "igen"})
    assert "Nu får du besked" in page(browser, {"slags": "sms", "goer": "kode", "kode-sms": code_in(sms)})


def test_nobody_there_takes_it_back_and_keeps_what_was_typed(
    anna: Account, logged_in: LogIn, sms: FakeSms
) -> None:
    sms.fault = SmsRefused("0x0B", "no", number=True)
    html = page(logged_in(anna), NUMBER, status=422)
    assert 'value="20 12 34 56"' in html
    assert "Vi kan ikke sende dertil" in html
    assert not NoticeAddress.objects.filter(ended_at=None).exists()


def test_a_centre_that_is_away_is_told_and_a_new_code_can_be_asked_for(
    anna: Account, logged_in: LogIn, sms: FakeSms
) -> None:
    browser = logged_in(anna)
    sms.fault = SmsUnavailable("down")
    assert "Vi kunne ikke sende koden lige nu" in page(browser, NUMBER, status=503)
    sms.fault = None
    page(browser, {"slags": "sms", "goer": "igen"})
    page(browser, {"slags": "sms", "goer": "kode", "kode-sms": code_in(sms)})
    assert kinds(anna) == (NoticeKind.SMS,)


def test_the_sixth_code_of_a_day_is_refused(anna: Account, logged_in: LogIn, sms: FakeSms) -> None:
    browser = logged_in(anna)
    page(browser, NUMBER)
    for _ in range(4):
        page(browser, {"slags": "sms", "goer": "igen"})
    assert "Du har bedt om for mange koder" in page(browser, {"slags": "sms", "goer": "igen"}, status=429)
    assert len(sms.sent) == 5


def test_an_address_that_stopped_working_is_told(anna: Account, logged_in: LogIn, mail: FakeMail) -> None:
    browser = logged_in(anna)
    page(browser, {"slags": "email", "goer": "tilfoej", "mail": "anna@mail.example"})
    assert anna.person_id is not None
    identity_deeds.give_up_address(person_id=anna.person_id, kind=NoticeKind.EMAIL, why="bounced", by=SYSTEM)
    html = page(browser)
    assert "Den virkede ikke" in html
    assert "anna@mail.example" in html


def test_an_e_mail_that_cannot_leave_is_told(anna: Account, logged_in: LogIn, mail: FakeMail) -> None:
    mail.fault = MailUnavailable("down")
    html = page(
        logged_in(anna), {"slags": "email", "goer": "tilfoej", "mail": "anna@mail.example"}, status=503
    )
    assert "Vi kunne ikke sende koden lige nu" in html


@pytest.mark.parametrize(
    "data",
    [
        {"slags": "fax", "goer": "tilfoej"},
        {"slags": "email", "goer": "tilfoej", "mail": "a@b.dk"},
        {"x": "1"},
    ],
)
def test_what_the_page_does_not_offer_changes_nothing(
    anna: Account, logged_in: LogIn, sms: FakeSms, data: dict[str, str]
) -> None:
    page(logged_in(anna), data)
    assert not NoticeAddress.objects.exists()


def test_who_acts_for_me_neither_sees_nor_changes_it(
    anna: Account, bo: Account, mandate: Mandate, logged_in: LogIn, sms: FakeSms
) -> None:
    key = next(
        one.key for one in identity.acting_options(str(anna.person_id)) if one.acting.for_somebody_else
    )
    browser = logged_in(anna, acting=key)
    assert PAGE not in page_of_mine(browser)
    assert browser.get(PAGE).status_code == 404
    assert browser.post(PAGE, NUMBER).status_code == 404
    assert not NoticeAddress.objects.exists()


def test_where_nothing_can_be_sent_nothing_is_offered(
    anna: Account, logged_in: LogIn, settings: Settings
) -> None:
    settings.SMS, settings.SMTP = (), ()
    browser = logged_in(anna)
    assert PAGE not in page_of_mine(browser)
    assert "Kommunen sender ikke SMS og e-mail endnu." in page(browser)
