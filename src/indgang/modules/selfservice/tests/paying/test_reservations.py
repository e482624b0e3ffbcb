"""Money is not kept reserved for ever, and whoever is granted something pays online or by a bill, never both."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from indgang.adapters.payments.fake import FakePayments
from indgang.kernel import clock, generation
from indgang.modules.cases.models import Case, Task
from indgang.modules.cases.services import BadInput, WrongState
from indgang.modules.cases.tests.conftest import employee as hired
from indgang.modules.identity.models import Parameter, Person
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages.models import Message
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Payment
from indgang.modules.selfservice.services import proofs
from indgang.modules.selfservice.tests.conftest import NOW, Outside
from indgang.modules.selfservice.tests.paying.conftest import Paying, state, ways
from indgang.modules.selfservice.tests.paying.test_money_owed import _reopened
from indgang.modules.selfservice.tests.paying.test_paying import _decided
from indgang.modules.selfservice.vocabulary import PaymentState as S
from indgang.modules.selfservice.vocabulary import PaymentWhy

pytestmark = pytest.mark.django_db
Pay = Callable[..., Paying]


def tasks(open_only: bool = True) -> list[str]:
    rows = Task.objects.order_by("pk")
    return [row.title["da"] for row in (rows.filter(state="open") if open_only else rows)]


def letters() -> list[str]:
    return [row.letter["title"]["da"] for row in Message.objects.order_by("pk")]


@pytest.fixture
def held(mads: Acting, paying_for: Pay, outside: Outside) -> Payment:
    """Paid while the rules would grant, and sent after a register fell silent: a person must decide."""
    payment = paying_for(mads).pays()
    outside.addresses.down = True
    services.settle(payment.pk)
    assert state(payment) is S.RESERVED
    return payment


def test_staff_are_warned_once_while_there_is_time(held: Payment) -> None:
    clock.freeze(NOW + timedelta(days=3, hours=23))
    assert services.look_after_reservations() == 0
    clock.freeze(NOW + timedelta(days=4, minutes=1))
    assert services.look_after_reservations() == 1
    assert services.look_after_reservations() == 0
    assert "Afgør sagen senest 27. november 2026: så længe er borgerens penge reserveret" in tasks()
    assert state(held) is S.RESERVED


def test_in_the_end_it_is_let_go_and_told_and_the_case_goes_on(held: Payment, house: FakePayments) -> None:
    for day in (5, 7):
        clock.freeze(NOW + timedelta(days=day))
        services.look_after_reservations()
    assert services.look_after_reservations() == 0
    assert services.settle(held.pk) is S.LET_GO
    assert house.standing(held.provider_id).held == 0
    held.refresh_from_db()
    assert held.why == PaymentWhy.TOO_LONG
    assert "Dine penge er givet fri" in letters()
    assert [one for one in tasks() if "reserveret" in one] == []
    assert [one for one in tasks() if "givet fri" in one] != []
    _decided(Case.objects.get(), "granted")
    assert letters().count("Betal for at blive færdig") == 1
    assert selectors.owed_on(held.submission_id or "").da == "200 kr."


def test_a_decision_comes_before_the_clock(held: Payment) -> None:
    _decided(Case.objects.get(), "granted")
    clock.freeze(NOW + timedelta(days=40))
    assert services.look_after_reservations() == 0
    assert services.settle(held.pk) is S.CHARGED


def test_without_the_parameter_it_is_kept(held: Payment) -> None:
    Parameter.objects.filter(key="betaling.reservation_dage").delete()
    generation.set_current(generation.current() + 1)
    clock.freeze(NOW + timedelta(days=90))
    assert services.look_after_reservations() == 0
    assert state(held) is S.RESERVED


# --- a bill ----------------------------------------------------------------------------------------------------


def granted(mads: Acting, paying_for: Pay, outside: Outside) -> tuple[str, Case, EmployeeInfo]:
    """Granted by a person, and not paid."""
    draft = paying_for(mads).draft
    outside.addresses.down = True
    sent = draft.send()
    case = Case.objects.get()
    _decided(case, "granted")
    return str(sent.id), case, hired("Ole Damgård", "folkeregister")


def test_who_can_pay_online_is_asked_to_and_somebody_sees_whether_they_did(
    mads: Acting, paying_for: Pay, outside: Outside, house: FakePayments
) -> None:
    sent, _case, _ole = granted(mads, paying_for, outside)
    assert letters().count("Betal for at blive færdig") == 1
    assert "Du får en regning" not in letters()
    task = Task.objects.get(title__da__startswith="Ja, men der mangler 200 kr.")
    assert task.due == (NOW + timedelta(days=14)).date()
    payment = Payment.objects.get(page=services.pay_what_is_granted(submission_id=sent, by=mads, ways=ways))
    house.pay(payment.provider_id)
    assert services.settle(payment.pk) is S.CHARGED
    task.refresh_from_db()
    assert task.state == "done"


def test_who_is_exempt_gets_a_bill_and_is_not_asked_to_pay_online(
    mads: Acting, paying_for: Pay, outside: Outside
) -> None:
    Person.objects.filter(pk=mads.party.id).update(exempt=True, exempt_at=NOW)
    sent, _case, _ole = granted(mads, paying_for, outside)
    assert letters().count("Du får en regning") == 1
    assert "Betal for at blive færdig" not in letters()
    assert selectors.owed_on(sent).da == ""
    assert [one for one in tasks() if one.startswith("Send en regning på 200 kr.")] != []


def test_a_bill_instead_ends_the_payment_online(mads: Acting, paying_for: Pay, outside: Outside) -> None:
    sent, case, ole = granted(mads, paying_for, outside)
    for _press in range(2):
        services.bill_instead(case_id=case.pk, by=ole)
    assert Payment.objects.get().state == S.BILLED
    assert letters().count("Du får en regning") == 1
    assert selectors.owed_on(sent).da == ""
    with pytest.raises(services.NothingToPay):
        services.pay_what_is_granted(submission_id=sent, by=mads, ways=ways)
    assert [one for one in tasks() if "mangler" in one] == []


def test_what_is_paid_elsewhere_gives_what_was_granted_once(
    mads: Acting, paying_for: Pay, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, case, ole = granted(mads, paying_for, outside)
    given: list[str] = []
    monkeypatch.setattr(proofs, "decided", lambda sent, *, granted: given.append(sent))
    services.bill_instead(case_id=case.pk, by=ole)
    assert given == []
    for _press in range(2):
        services.paid_elsewhere(case_id=case.pk, how="Regning 4711", by=ole)
    assert given == [sent]
    payment = Payment.objects.get()
    assert (payment.state, payment.amount) == (S.ELSEWHERE, 20_000)
    assert [one for one in tasks() if "regning" in one] == []
    found = selectors.payments_of_case(case.pk, ole)
    assert found is not None
    assert "Regning 4711" in str(found)


def test_who_pays_online_after_all_gets_that_back(
    mads: Acting, paying_for: Pay, outside: Outside, house: FakePayments
) -> None:
    sent, case, ole = granted(mads, paying_for, outside)
    page = services.pay_what_is_granted(submission_id=sent, by=mads, ways=ways)
    payment = Payment.objects.get(page=page)
    services.paid_elsewhere(case_id=case.pk, how="Kontant", by=ole)
    house.pay(payment.provider_id)
    assert services.settle(payment.pk) is S.LET_GO
    assert Payment.objects.get(pk=payment.pk).why == PaymentWhy.TWICE


@pytest.mark.parametrize("how", ["", "   ", "x" * 201])
def test_how_must_be_said(mads: Acting, paying_for: Pay, outside: Outside, how: str) -> None:
    _sent, case, ole = granted(mads, paying_for, outside)
    with pytest.raises(BadInput):
        services.paid_elsewhere(case_id=case.pk, how=how, by=ole)


def test_nothing_is_billed_that_is_not_granted(mads: Acting, paying_for: Pay, outside: Outside) -> None:
    draft = paying_for(mads).draft
    outside.addresses.down = True
    draft.send()
    ole, case = hired("Ole Damgård", "folkeregister"), Case.objects.get()
    with pytest.raises(WrongState):
        services.bill_instead(case_id=case.pk, by=ole)
    with pytest.raises(WrongState):
        services.paid_elsewhere(case_id=case.pk, how="Kontant", by=ole)
    assert not Payment.objects.exists()


def test_a_yes_that_becomes_a_no_and_a_yes_again_is_paid_for_before_anything_is_given(
    mads: Acting, paying_for: Pay, outside: Outside, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[bool] = []
    monkeypatch.setattr(proofs, "follow_decision", lambda _sent, _at, *, granted: given.append(granted))
    sent, case, ole = granted(mads, paying_for, outside)
    services.bill_instead(case_id=case.pk, by=ole)
    _reopened(case)
    _decided(Case.objects.get(), "granted")
    assert given == [], "the bill is not paid"
    _reopened(Case.objects.get())
    _decided(Case.objects.get(), "refused")
    assert given == [False]
    assert [one for one in tasks() if one.startswith("Send en regning")] == []
    assert [one for one in tasks() if one.startswith("Stop regningen")] != []
    clock.freeze(NOW + timedelta(days=3))
    _reopened(Case.objects.get())
    _decided(Case.objects.get(), "granted")
    assert given == [False]
    assert selectors.owed_on(sent).da == "200 kr."
    assert letters().count("Betal for at blive færdig") == 2
    assert [one for one in tasks() if "mangler 200 kr." in one] != []
