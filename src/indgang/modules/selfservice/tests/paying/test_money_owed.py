"""Money that is owed one way or the other is moved: for what staff wrote in, and for each time it was asked back."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from indgang.adapters.payments.fake import FakePayments
from indgang.kernel import clock
from indgang.modules.audit.models import Event
from indgang.modules.cases import services as cases
from indgang.modules.cases.models import Case, Task
from indgang.modules.cases.tests.conftest import employee as hired
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import services
from indgang.modules.selfservice.models import Payment, PaymentEvent
from indgang.modules.selfservice.schema.folder import read_source
from indgang.modules.selfservice.tests.conftest import FLYTNING, Outside
from indgang.modules.selfservice.tests.paying.conftest import Paying, load, ways, with_price
from indgang.modules.selfservice.tests.paying.test_paying import _decided, _price
from indgang.modules.selfservice.tests.written_in import Meets, write_in
from indgang.modules.selfservice.vocabulary import PaymentState as S

pytestmark = pytest.mark.django_db
Pay = Callable[..., Paying]


def test_what_staff_wrote_in_is_paid_by_the_citizen_when_it_is_granted(
    mads: Acting, maria: EmployeeInfo, meets: Meets, house: FakePayments, outside: Outside
) -> None:
    draft = write_in(meets(maria, mads), maria).all()
    outside.addresses.down = True
    sent = draft.send()
    _decided(Case.objects.get(), "granted")
    payment = Payment.objects.get(
        page=services.pay_what_is_granted(submission_id=sent.id, by=mads, ways=ways)
    )
    house.pay(payment.provider_id)
    assert services.settle(payment.pk) is S.CHARGED
    reserved = Event.objects.get(action="payment_reserved")
    assert (reserved.actor, reserved.party) == (mads.actor.key, mads.party.key)


def test_two_sums_asked_back_while_the_house_is_down_are_both_given(mads: Acting, paying_for: Pay) -> None:
    paying = paying_for(mads)
    payment = paying.pays()
    services.settle(payment.pk)
    case, ole = Case.objects.get(), hired("Ole Damgård", "folkeregister")
    paying.house.down = True
    for amount, left in ((5_000, 20_000), (3_000, 15_000)):
        services.give_back(
            case_id=case.pk, payment_id=payment.pk, amount=amount, seen_left=left, why="For meget", by=ole
        )
    assert services.settle(payment.pk) is S.TO_REFUND
    paying.house.down = False
    assert services.settle(payment.pk) is S.CHARGED
    assert paying.house.standing(payment.provider_id).refunded == 8_000
    given = PaymentEvent.objects.filter(payment=payment, kind="refunded").order_by("pk")
    assert list(given.values_list("amount", flat=True)) == [5_000, 3_000]
    assert not Payment.objects.filter(due_at__isnull=False)


def test_a_house_that_does_not_know_the_payment_breaks_no_page(mads: Acting, paying_for: Pay) -> None:
    payment = paying_for(mads).opens()
    Payment.objects.filter(pk=payment.pk).update(provider_id="unknown")
    assert services.settle(payment.pk) is S.OPEN
    assert Payment.objects.get().attempts == 1


def test_what_is_granted_without_a_known_price_is_collected_by_somebody(
    mads: Acting, paying_for: Pay, outside: Outside
) -> None:
    load(with_price(read_source(FLYTNING), _price("my_doctor.open ? kr(1) : kr(2)")))
    draft = paying_for(mads).draft
    outside.doctors.down = True
    draft.send()
    _decided(Case.objects.get(), "granted")
    assert Task.objects.filter(title__da__startswith="Find prisen").count() == 1


def _reopened(case: Case) -> None:
    case.refresh_from_db()
    cases.reopen(
        case_id=case.pk,
        reason="Vi tog fejl af adressen",
        due=clock.today() + timedelta(days=7),
        by=hired("Ole Damgård", "folkeregister"),
        seen_version=case.version,
    )


def test_what_was_taken_for_an_answer_that_became_a_no_is_looked_at(mads: Acting, paying_for: Pay) -> None:
    payment = paying_for(mads).pays()
    assert services.settle(payment.pk) is S.CHARGED
    _reopened(Case.objects.get())
    _decided(Case.objects.get(), "refused")
    assert Task.objects.filter(title__da__startswith="Se, om der skal penge tilbage").count() == 1


def test_what_is_paid_late_is_not_taken_when_it_has_become_a_no(
    mads: Acting, paying_for: Pay, outside: Outside
) -> None:
    paying = paying_for(mads)
    outside.addresses.down = True
    sent = paying.draft.send()
    _decided(Case.objects.get(), "granted")
    page = services.pay_what_is_granted(submission_id=sent.id, by=mads, ways=ways)
    payment = Payment.objects.get(page=page)
    _reopened(Case.objects.get())
    _decided(Case.objects.get(), "refused")
    paying.house.pay(payment.provider_id)
    assert services.settle(payment.pk) is S.LET_GO


def test_what_staff_wrote_is_not_in_the_trail_and_no_cpr_number_anywhere(
    mads: Acting, paying_for: Pay
) -> None:
    payment = paying_for(mads).pays()
    services.settle(payment.pk)
    services.give_back(
        case_id=Case.objects.get().pk,
        payment_id=payment.pk,
        amount=20_000,
        seen_left=20_000,
        why="Ringede om 010190-1234",
        by=hired("Ole Damgård", "folkeregister"),
    )
    assert Event.objects.get(action="payment_asked_back").detail == {"ore": 20_000}
    kept = PaymentEvent.objects.get(payment=payment, kind="asked_back").why
    assert kept.startswith("Ringede om")
    assert "1234" not in kept
