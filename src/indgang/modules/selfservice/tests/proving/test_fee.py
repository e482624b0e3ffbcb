"""A certificate with a fee is paid as the last step, and given at once."""

from collections.abc import Callable

import pytest
from pytest_django import Settings

from indgang.adapters.payments.fake import FakePayments
from indgang.kernel import generation
from indgang.modules.identity.models import Parameter
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Payment, Proof
from indgang.modules.selfservice.selectors import houses
from indgang.modules.selfservice.services import paying, payment_steps
from indgang.modules.selfservice.services.payment_rows import PayFirst
from indgang.modules.selfservice.tests.paying.conftest import SETTINGS, ways
from indgang.modules.selfservice.tests.proving.conftest import Order, fill
from indgang.modules.selfservice.vocabulary import PaymentState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("certificate")]
House = Callable[[str], FakePayments]


@pytest.fixture
def house(certificate: None, monkeypatch: pytest.MonkeyPatch, settings: Settings) -> House:
    """A payment house in memory, and a fee in kroner."""

    def with_fee(kroner: str) -> FakePayments:
        found = FakePayments()
        for module in (houses, paying, payment_steps):
            monkeypatch.setattr(module, "payment_house", lambda: found)
        settings.PAYMENT = SETTINGS
        Parameter.objects.filter(key="bopaelsattest.gebyr_kr").update(value=kroner)
        generation.set_current(generation.current() + 1)
        return found

    return with_fee


def test_it_is_paid_and_given_at_once(mads: Acting, house: House) -> None:
    pays = house("75")
    draft = fill(mads)
    found = selectors.to_pay(draft.draft_id, mads)
    assert found is not None
    assert (found.amount.da, found.now) == ("75 kr.", True)
    with pytest.raises(PayFirst):
        draft.send()
    page = services.begin_payment(draft_id=draft.draft_id, by=mads, seen_revision=draft.revision, ways=ways)
    payment = Payment.objects.get(page=page)
    pays.pay(payment.provider_id)
    assert services.settle(payment.pk) is PaymentState.CHARGED
    assert Proof.objects.get().submission_id == Payment.objects.get().submission_id


def test_no_fee_is_no_payment_and_no_word_of_one(mads: Acting, house: House, order: Order) -> None:
    house("0")
    found = selectors.to_pay(fill(mads).draft_id, mads)
    assert found is not None
    assert (found.amount.da, found.now) == ("", False)
    assert order(mads).outcome == "granted"
    assert Proof.objects.count() == 1


def test_what_can_only_be_a_no_costs_nothing(mads: Acting, house: House, order: Order) -> None:
    house("75")
    assert order(mads, about="other", who_else="Min nabo").outcome == "prepared_refusal"
    assert not Payment.objects.exists()


def test_a_fee_that_is_not_known_makes_a_case(mads: Acting, house: House, order: Order) -> None:
    house("75")
    Parameter.objects.filter(key="bopaelsattest.gebyr_kr").delete()
    generation.set_current(generation.current() + 1)
    assert order(mads).outcome == "case"
