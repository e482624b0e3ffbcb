"""From the summary to the payment page and back."""

from collections.abc import Callable
from typing import Any

import pytest

from indgang.adapters.payments.fake import FakePayments
from indgang.modules.cases import services as cases
from indgang.modules.cases.models import Case
from indgang.modules.cases.tests.conftest import employee as hired
from indgang.modules.selfservice.models import Draft, Payment, Submission
from indgang.modules.selfservice.tests.conftest import Outside
from indgang.surfaces.portal.forms.tests.browser import Page
from indgang.surfaces.portal.forms.tests.conftest import Visitor

pytestmark = pytest.mark.django_db
Visit = Callable[[str], Visitor]


@pytest.fixture(autouse=True)
def all_addresses(settings: Any, portal_alone: None) -> None:
    """The payment house is told an address of the doors for machines."""
    settings.ROOT_URLCONF = "indgang.project.urls"


def summary(visitor: Visitor, draft: str) -> Page:
    return visitor.get(f"/kladde/{draft}/kontroller/")


def to_pay(visitor: Visitor, draft: str) -> Payment:
    """Press the button of the summary; the payment that the browser is sent to."""
    answer = visitor.send(summary(visitor, draft).form(), follow=False)
    return Payment.objects.get(page=answer.response["Location"])


def back(payment: Payment) -> str:
    return f"/kladde/{payment.draft_id}/betaling/{payment.pk}/"


def test_the_price_stands_first_and_on_the_button(visit: Visit, house: FakePayments) -> None:
    mads = visit("mads")
    assert "Det koster 200 kr." in mads.get("/selvbetjening/flytning/").text
    page = summary(mads, mads.filled())
    assert "Betal 200 kr. og send" in page.text
    assert page.html.count('class="button button-primary"') == 1


def test_mads_pays_and_gets_his_answer_with_the_price(visit: Visit, house: FakePayments) -> None:
    mads = visit("mads")
    payment = to_pay(mads, mads.filled())
    house.pay(payment.provider_id)
    receipt = mads.get(back(payment))
    assert receipt.address == f"/kvittering/{Submission.objects.get().pk}/"
    assert "Vi har godkendt flytningen." in receipt.text
    assert "200 kr." in receipt.html
    assert "Gem kvitteringen." in receipt.html
    assert mads.get(back(payment)).address == receipt.address
    assert Submission.objects.count() == 1


def test_an_address_alone_pays_nothing(visit: Visit, house: FakePayments) -> None:
    mads = visit("mads")
    payment = to_pay(mads, mads.filled())
    page = mads.get(back(payment))
    assert "Du har ikke betalt endnu" in page.text
    assert not Submission.objects.exists()
    answer = mads.get(back(payment) + "afbrudt/")
    assert answer.address == f"/kladde/{payment.draft_id}/kontroller/"
    assert "Dine svar er gemt" in answer.text
    assert "Skonnertgade 4" in answer.text
    assert to_pay(mads, str(payment.draft_id)).pk == payment.pk


def test_somebody_else_sees_no_payment_of_mads(visit: Visit, house: FakePayments) -> None:
    mads, sofie = visit("mads"), visit("sofie")
    payment = to_pay(mads, mads.filled())
    house.pay(payment.provider_id)
    assert sofie.get(back(payment)).status == 404
    assert sofie.client.post(f"/kladde/{payment.draft_id}/betal/", {"_revision": "8"}).status_code == 404
    assert not Submission.objects.exists()


def test_what_was_changed_meanwhile_is_told_and_can_be_paid_again(visit: Visit, house: FakePayments) -> None:
    mads = visit("mads")
    payment = to_pay(mads, mads.filled())
    mads.fill(str(payment.draft_id), "kontakt", email="m@example.dk")
    house.pay(payment.provider_id)
    page = mads.get(back(payment))
    assert "Dine penge er givet fri" in page.text
    assert "Noget blev ændret" in page.text
    assert "Pengene er givet fri" in summary(mads, str(payment.draft_id)).text
    again = to_pay(mads, str(payment.draft_id))
    house.pay(again.provider_id)
    assert "/kvittering/" in mads.get(back(again)).address


def test_two_windows_lead_to_one_payment_and_an_old_window_to_none(visit: Visit, house: FakePayments) -> None:
    mads = visit("mads")
    draft = mads.filled()
    first, second = summary(mads, draft).form(), summary(mads, draft).form()
    pages = {mads.send(form, follow=False).response["Location"] for form in (first, second)}
    assert len(pages) == 1
    mads.fill(draft, "kontakt", email="m@example.dk")
    assert mads.send(first).status == 409
    assert Draft.objects.get().state == "open"


def test_while_the_house_is_down_nothing_is_lost(visit: Visit, house: FakePayments) -> None:
    mads = visit("mads")
    draft = mads.filled()
    house.down = True
    page = mads.send(summary(mads, draft).form())
    assert page.status == 503
    assert "Du kan ikke betale lige nu" in page.text
    house.down = False
    assert to_pay(mads, draft).state == "open"


def test_nobody_pays_for_what_a_person_must_look_at(
    visit: Visit, house: FakePayments, outside: Outside
) -> None:
    mads = visit("mads")
    draft = mads.filled()
    outside.addresses.down = True
    page = mads.send(summary(mads, draft).form())
    assert "Du skal ikke betale nu" in page.text
    receipt = mads.send(page.form())
    assert "/kvittering/" in receipt.address
    assert Submission.objects.get().finding["outcome"] == "case"
    assert not Payment.objects.exists()


def test_send_alone_does_not_get_past_the_payment(visit: Visit, house: FakePayments) -> None:
    mads = visit("mads")
    form = summary(mads, mads.filled()).form()
    form.action = form.action.replace("/betal/", "/send/")
    page = mads.send(form)
    assert "Det skal betales først" in page.text
    assert page.form().action.endswith("/betal/")
    assert not Submission.objects.exists()


def test_what_a_person_said_yes_to_is_paid_on_the_receipt(
    visit: Visit, house: FakePayments, outside: Outside
) -> None:
    mads = visit("mads")
    draft = mads.filled()
    outside.addresses.down = True
    receipt = mads.send(mads.send(summary(mads, draft).form()).form())
    assert "Betal 200 kr." not in receipt.text
    case, ole = Case.objects.get(), hired("Ole Damgård", "folkeregister")
    cases.take(case_id=case.pk, by=ole)
    version = Case.objects.get().version
    cases.decide(case_id=case.pk, outcome="granted", reasons="CPR-lovens § 6.", by=ole, seen_version=version)
    page = mads.get(receipt.address)
    assert "Du mangler at betale" in page.text
    form = next(form for form in page.forms if form.action.endswith("/betal/"))
    payment = Payment.objects.get(page=mads.send(form, follow=False).response["Location"])
    assert visit("sofie").send(form).status == 404
    house.pay(payment.provider_id)
    page = mads.get(back(payment))
    assert page.address == receipt.address
    assert "Du mangler at betale" not in page.text
    assert Payment.objects.get().state == "charged"
