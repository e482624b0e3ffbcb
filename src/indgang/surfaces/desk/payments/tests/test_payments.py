"""What staff see of a payment, and how money is given back."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from indgang.adapters.payments.fake import FakePayments
from indgang.modules.cases.models import Case
from indgang.modules.cases.tests.conftest import employee as hired
from indgang.modules.identity.models import Account
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Role
from indgang.modules.selfservice import services
from indgang.modules.selfservice.models import Payment, Submission
from indgang.modules.selfservice.tests.conftest import (
    Outside,
    begin,
    lyngsoe,
    mads,
    outside,
    person,
    the_21st_of_november,
)
from indgang.modules.selfservice.tests.paying.conftest import Paying, house, paying_for, ways
from indgang.modules.selfservice.tests.paying.test_paying import _decided
from indgang.modules.selfservice.vocabulary import PaymentState
from indgang.surfaces.desk.payments.views import ore_of

__all__ = ["begin", "house", "lyngsoe", "mads", "outside", "paying_for", "person", "the_21st_of_november"]
pytestmark = pytest.mark.django_db


def logged_in(employee: EmployeeInfo) -> Client:
    client = Client()
    account = Account.objects.get(employee__pk=employee.id)
    client.force_login(account, "indgang.surfaces.desk.login.backend.StaffBackend")
    return client


@pytest.fixture
def paid(mads: Acting, paying_for: Callable[..., Paying], settings: Any) -> Payment:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    payment = paying_for(mads).pays()
    services.settle(payment.pk)
    return payment


def test_a_caseworker_sees_it_and_gives_some_back_once(paid: Payment, house: FakePayments) -> None:
    ole = logged_in(hired("Ole Damgård", "folkeregister"))
    case = Case.objects.get()
    address = f"/medarbejder/sag/{case.pk}/betaling/"
    assert address in ole.get(f"/medarbejder/sag/{case.pk}/").content.decode()
    page = ole.get(address).content.decode()
    for words in ("200 kr.: Betalt", "Beløbet blev trukket: 200 kr.", paid.provider_id, 'value="20000"'):
        assert words in page
    data = {"amount": "50", "why": "Betalt for meget", "seen_left": "20000"}
    for _ in range(2):
        assert ole.post(f"{address}{paid.pk}/tilbage/", data).status_code == 302
    services.settle(paid.pk)
    assert house.standing(paid.provider_id).refunded == 5_000
    page = ole.get(address).content.decode()
    assert "Penge blev sendt tilbage: 50 kr." in page
    assert "Betalt for meget" in page


@pytest.mark.parametrize(
    ("amount", "why"),
    [("", "x"), ("200,01", "x"), ("-1", "x"), ("nan", "x"), ("1e9", "x"), ("0,001", "x"), ("50", "")],
)
def test_bad_input_keeps_what_was_typed_and_gives_nothing(
    paid: Payment, house: FakePayments, amount: str, why: str
) -> None:
    ole = logged_in(hired("Ole Damgård", "folkeregister"))
    address = f"/medarbejder/sag/{Case.objects.get().pk}/betaling/{paid.pk}/tilbage/"
    answer = ole.post(address, {"amount": amount, "why": why, "seen_left": "20000"})
    assert answer.status_code == 422
    assert amount in answer.content.decode()
    services.settle(paid.pk)
    assert house.standing(paid.provider_id).refunded == 0


def test_a_clerk_gives_nothing_back(paid: Payment) -> None:
    clerk = logged_in(hired("Maria Kongshøj", "borgerservice", Role.CLERK))
    address = f"/medarbejder/sag/{Case.objects.get().pk}/betaling/{paid.pk}/tilbage/"
    assert clerk.post(address, {"amount": "50", "why": "x", "seen_left": "20000"}).status_code == 403


@pytest.mark.parametrize(
    ("typed", "ore"),
    [
        ("200", 20_000),
        ("1.234,50 kr.", 123_450),
        ("1234.5", 123_450),
        ("kr", None),
        ("1,2,3", None),
        ("0,005", None),
        ("1e999999", None),
    ],
)
def test_kroner_are_read_as_people_write_them(typed: str, ore: int | None) -> None:
    assert ore_of(typed) == ore


@pytest.fixture
def unpaid(mads: Acting, paying_for: Callable[..., Paying], outside: Outside, settings: Any) -> Case:
    """Granted by a person, and not paid."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    draft = paying_for(mads).draft
    outside.addresses.down = True
    draft.send()
    case = Case.objects.get()
    _decided(case, "granted")
    return case


def test_a_bill_is_sent_instead_and_staff_write_down_that_it_is_paid(unpaid: Case) -> None:
    ole = logged_in(hired("Ole Damgård", "folkeregister"))
    address = f"/medarbejder/sag/{unpaid.pk}/betaling/"
    page = ole.get(address).content.decode()
    assert "Der mangler 200 kr." in page
    assert ole.post(f"{address}regning/").status_code == 302
    page = ole.get(address).content.decode()
    assert "Regning på 200 kr." in page
    assert "Send en regning i stedet" not in page
    bad = ole.post(f"{address}betalt/", {"how": "x" * 201})
    assert bad.status_code == 422
    assert "x" * 201 in bad.content.decode()
    assert ole.post(f"{address}betalt/", {"how": "Regning 4711"}).status_code == 302
    page = ole.get(address).content.decode()
    assert "200 kr.: Betalt på en anden måde" in page
    assert "Regning 4711" in page
    assert "betalt/" not in page


def test_what_was_paid_online_meanwhile_is_neither_billed_nor_written_down_twice(
    unpaid: Case, mads: Acting, house: FakePayments
) -> None:
    ole = logged_in(hired("Ole Damgård", "folkeregister"))
    address = f"/medarbejder/sag/{unpaid.pk}/betaling/"
    sent = Submission.objects.get().pk
    page = services.pay_what_is_granted(submission_id=sent, by=mads, ways=ways)
    payment = Payment.objects.get(page=page)
    house.pay(payment.provider_id)
    services.settle(payment.pk)
    late = ole.post(f"{address}betalt/", {"how": "Kontant i Borgerservice"})
    assert late.status_code == 422
    for words in ("betalt på nettet imens", "Kontant i Borgerservice"):
        assert words in late.content.decode()
    assert "sender vi ingen regning" in ole.post(f"{address}regning/", follow=True).content.decode()
    assert Payment.objects.get().state == PaymentState.CHARGED


def test_a_clerk_writes_down_no_payment(unpaid: Case) -> None:
    clerk = logged_in(hired("Maria Kongshøj", "borgerservice", Role.CLERK))
    for deed in ("regning", "betalt"):
        address = f"/medarbejder/sag/{unpaid.pk}/betaling/{deed}/"
        assert clerk.post(address, {"how": "x"}).status_code == 403
