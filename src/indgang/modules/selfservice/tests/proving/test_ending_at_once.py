"""The holder and two clerks at the same moment: a licence ends once, money goes back once, and it is paid once."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction

from indgang.adapters.payments.fake import FakePayments
from indgang.kernel import clock
from indgang.modules.cases.models import Case
from indgang.modules.cases.tests.conftest import employee as hired
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages.models import Message
from indgang.modules.selfservice import services
from indgang.modules.selfservice.models import Payment, PaymentEvent, Proof, ProofEnd
from indgang.modules.selfservice.tests.conftest import NOW, Outside, begin
from indgang.modules.selfservice.tests.paying.conftest import Paying, house, paying_for, ways
from indgang.modules.selfservice.tests.paying.test_paying import _decided
from indgang.modules.selfservice.tests.proving.test_ending import paid, proof
from indgang.modules.selfservice.tests.test_at_once import at_once
from indgang.modules.selfservice.vocabulary import PaymentState

__all__ = ["begin", "house", "paying_for", "proof"]
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _needs_postgres() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time; this asks PostgreSQL.")


def test_it_ends_once_and_money_goes_back_once(proof: Proof, mads: Acting) -> None:
    payment = paid(proof)
    case, ole = Case.objects.get(), hired("Ole Damgård", "folkeregister")
    mine: Any = partial(services.end_own_licence, proof_id=proof.pk, why="moved", seen="4000", by=mads)
    theirs: Any = partial(
        services.end_licence_for,
        case_id=case.pk,
        proof_id=proof.pk,
        why="withdrawn",
        said="Ringede i dag",
        seen="4000",
        by=ole,
    )
    at_once([mine, theirs] * 3)
    assert ProofEnd.objects.count() == 1
    back = PaymentEvent.objects.filter(payment=payment, kind="asked_back")
    assert [event.amount for event in back] == [4_000]
    titles = [row.letter["title"]["da"] for row in Message.objects.all()]
    assert titles.count("Slut: Bopælsattest") == 1


def test_the_holder_is_reminded_once_by_two_workers(proof: Proof) -> None:
    clock.freeze(NOW + timedelta(days=100))
    at_once([services.remind_of_ends] * 4)
    titles = [row.letter["title"]["da"] for row in Message.objects.all()]
    assert titles.count("Slutter snart: Bopælsattest") == 1


def test_a_bill_that_is_paid_and_a_card_that_is_used_are_one_payment(
    mads: Acting, paying_for: Callable[..., Paying], outside: Outside, house: FakePayments
) -> None:
    draft = paying_for(mads).draft
    outside.addresses.down = True
    sent, case = draft.send(), Case.objects.get()
    _decided(case, "granted")
    page = services.pay_what_is_granted(submission_id=sent.id, by=mads, ways=ways)
    payment = Payment.objects.get(page=page)
    house.pay(payment.provider_id)
    ole = hired("Ole Damgård", "folkeregister")
    elsewhere: Any = partial(services.paid_elsewhere, case_id=case.pk, how="Kontant", by=ole)
    at_once([partial(services.settle, payment.pk), elsewhere, elsewhere])
    services.settle(payment.pk)
    states = sorted(Payment.objects.values_list("state", flat=True))
    assert states in (["charged"], ["elsewhere", "let_go"])


def test_staff_do_not_wait_for_a_worker_that_waits_for_them(
    mads: Acting, paying_for: Callable[..., Paying], outside: Outside, house: FakePayments
) -> None:
    """A worker that looks at a payment holds it, and then asks for what was sent, which staff hold."""
    draft = paying_for(mads).draft
    outside.addresses.down = True
    sent, case = draft.send(), Case.objects.get()
    _decided(case, "granted")
    services.pay_what_is_granted(submission_id=sent.id, by=mads, ways=ways)
    ole, held, written = hired("Ole Damgård", "folkeregister"), Event(), Event()

    def looks() -> bool:
        with transaction.atomic():
            Payment.objects.select_for_update().get(state=PaymentState.OPEN)
            held.set()
            return written.wait(5)

    def writes() -> bool:
        held.wait(5)
        services.paid_elsewhere(case_id=case.pk, how="Kontant", by=ole)
        written.set()
        return True

    assert at_once([looks, writes]) == [True, True]
