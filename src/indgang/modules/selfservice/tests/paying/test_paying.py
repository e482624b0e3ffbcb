"""A draft is paid for: reserve, send, let the rules grant, charge; and everything that can come between."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from indgang.adapters.payments.fake import FakePayments
from indgang.adapters.payments.types import PaymentRefused, PaymentUnknown
from indgang.kernel import clock
from indgang.modules.audit.models import Event
from indgang.modules.cases import services as cases
from indgang.modules.cases.models import Case, Task
from indgang.modules.cases.tests.conftest import employee as hired
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages.models import Message
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Payment, PaymentEvent, Submission
from indgang.modules.selfservice.schema.folder import read_source
from indgang.modules.selfservice.services import PayFirst, payment_steps
from indgang.modules.selfservice.tests.conftest import FLYTNING, Filling, Outside
from indgang.modules.selfservice.tests.paying.conftest import Paying, load, state, ways, with_price
from indgang.modules.selfservice.vocabulary import PaymentState as S

pytestmark = pytest.mark.django_db
Pay = Callable[..., Paying]


def events_of(payment: Payment) -> list[str]:
    return list(PaymentEvent.objects.filter(payment=payment).order_by("pk").values_list("kind", flat=True))


def test_what_is_paid_is_sent_granted_and_then_taken(mads: Acting, paying_for: Pay) -> None:
    paying = paying_for(mads)
    payment = paying.pays()
    assert services.settle(payment.pk) is S.CHARGED
    at = paying.house.standing(payment.provider_id)
    assert (at.charged, at.held) == (20_000, 0)
    sent = Submission.objects.get()
    assert (sent.finding["outcome"], Payment.objects.get().submission_id) == ("granted", sent.pk)
    assert events_of(payment) == ["begun", "opened", "reserved", "charged"]
    assert not Payment.objects.filter(due_at__isnull=False)
    traced = Event.objects.filter(party=mads.party.key).values_list("action", flat=True)
    assert {"payment_reserved", "payment_charged"} <= set(traced)


def test_it_says_what_it_costs_first_and_at_the_end(mads: Acting, paying_for: Pay) -> None:
    paying = paying_for(mads)
    assert selectors.price_first("flytning").da == "Det koster 200 kr."
    shown = selectors.to_pay(paying.draft.draft_id, mads)
    assert shown is not None
    assert (shown.amount.da, shown.now, shown.before) == ("200 kr.", True, None)
    services.settle(paying.pays().pk)
    receipt = selectors.paid_on(Submission.objects.get().pk)
    assert receipt is not None
    assert [(one.amount.da, one.said.da) for one in receipt.payments] == [("200 kr.", "Betalt")]
    assert receipt.note.da == "Gem kvitteringen."


def test_nobody_gets_past_the_payment(mads: Acting, paying_for: Pay) -> None:
    paying = paying_for(mads)
    with pytest.raises(PayFirst):
        paying.draft.send()
    assert not Submission.objects.exists()


def test_what_was_given_up_is_gone_on_with_and_closed_in_time(mads: Acting, paying_for: Pay) -> None:
    paying = paying_for(mads)
    payment = paying.opens()
    assert services.settle(payment.pk) is S.OPEN
    assert paying.opens().pk == payment.pk
    clock.freeze(clock.now() + timedelta(hours=2))
    services.look_after_payments()
    assert state(payment) is S.CLOSED
    with pytest.raises(PaymentRefused):
        paying.house.pay(payment.provider_id)
    assert not Submission.objects.exists()


def test_who_closed_the_browser_gets_what_they_paid_for(mads: Acting, paying_for: Pay) -> None:
    payment = paying_for(mads).pays()
    clock.freeze(clock.now() + timedelta(minutes=3))
    assert services.look_after_payments() == 1
    assert state(payment) is S.CHARGED
    assert Submission.objects.get().actor == mads.actor.key


def test_the_second_payment_for_the_same_thing_is_given_back(mads: Acting, paying_for: Pay) -> None:
    paying = paying_for(mads)
    first = paying.pays()
    Payment.objects.filter(pk=first.pk).update(made_at=clock.now() - timedelta(minutes=30))
    second = paying.pays()
    assert second.pk != first.pk
    assert services.settle(second.pk) is S.CHARGED
    assert services.settle(first.pk) is S.LET_GO
    assert paying.house.standing(first.provider_id).cancelled == 20_000
    assert Submission.objects.count() == 1
    assert Message.objects.filter(letter__title__da="Dine penge er givet fri").count() == 1


def test_a_draft_that_was_changed_meanwhile_is_not_sent_and_the_money_goes_back(
    mads: Acting, paying_for: Pay
) -> None:
    paying = paying_for(mads)
    payment = paying.pays()
    paying.draft.step("kontakt", {"protection": "no", "phone": "", "email": "m@x.dk"})
    assert services.settle(payment.pk) is S.LET_GO
    assert Payment.objects.get().why == "changed"
    assert not Submission.objects.exists()
    shown = selectors.to_pay(paying.draft.draft_id, mads)
    assert shown is not None
    assert shown.before is not None
    assert shown.before.state is S.LET_GO
    assert services.settle(paying.pays().pk) is S.CHARGED


def test_a_price_that_changed_meanwhile_is_not_taken(
    mads: Acting, paying_for: Pay, monkeypatch: pytest.MonkeyPatch
) -> None:
    payment = paying_for(mads).pays()
    Payment.objects.update(amount=19_900)
    monkeypatch.setattr(FakePayments, "standing", _as_if(FakePayments.standing, 19_900))
    assert services.settle(payment.pk) is S.LET_GO
    assert Payment.objects.get().why == "changed"
    assert not Submission.objects.exists()


def _as_if(real: Callable[..., object], amount: int) -> Callable[..., object]:
    return lambda self, name: replace(real(self, name), reserved=amount)  # type: ignore[type-var]


def test_a_deleted_draft_gives_its_money_back(mads: Acting, paying_for: Pay) -> None:
    paying = paying_for(mads)
    payment = paying.pays()
    services.delete_draft(draft_id=paying.draft.draft_id, by=mads)
    assert services.settle(payment.pk) is S.LET_GO
    assert Payment.objects.get().why == "gone"


def test_what_a_person_must_decide_waits_and_is_taken_when_it_is_granted(
    mads: Acting, paying_for: Pay, outside: Outside
) -> None:
    paying = paying_for(mads)
    payment = paying.pays()
    outside.addresses.down = True
    assert services.settle(payment.pk) is S.RESERVED
    assert events_of(payment)[-1] == "kept"
    case = Case.objects.get()
    _decided(case, "granted")
    assert state(payment) is S.TO_CHARGE
    assert services.settle(payment.pk) is S.CHARGED


def _decided(case: Case, outcome: str) -> None:
    ole = hired("Ole Damgård", "folkeregister")
    cases.take(case_id=case.pk, by=ole)
    case.refresh_from_db()
    cases.decide(
        case_id=case.pk,
        outcome=outcome,
        reasons="Vi har set på det. CPR-lovens § 6.",
        by=ole,
        seen_version=case.version,
        no_hearing="Borgeren kender det hele." if outcome != "granted" else "",
    )


def test_what_is_refused_costs_nothing(mads: Acting, paying_for: Pay, outside: Outside) -> None:
    payment = paying_for(mads).pays()
    outside.addresses.down = True
    services.settle(payment.pk)
    _decided(Case.objects.get(), "refused")
    assert services.settle(payment.pk) is S.LET_GO
    assert Payment.objects.get().why == "refused"


def test_what_is_withdrawn_costs_nothing(mads: Acting, paying_for: Pay, outside: Outside) -> None:
    payment = paying_for(mads).pays()
    outside.addresses.down = True
    services.settle(payment.pk)
    cases.withdraw(case_id=Case.objects.get().pk, why="", by=mads)
    assert services.settle(payment.pk) is S.LET_GO
    assert Payment.objects.get().why == "withdrawn"


def test_what_costs_nothing_is_sent_as_it_is(mads: Acting, paying_for: Pay) -> None:
    load(with_price(read_source(FLYTNING), _price("kr(0)")))
    paying = paying_for(mads)
    with pytest.raises(services.NothingToPay):
        paying.opens()
    assert paying.draft.send().outcome == "granted"


def _price(amount: str) -> str:
    return f"\npayment: {{amount: '{amount}', label: {{da: A, en: A}}, price: {{da: B, en: B}}}}\n"


def test_a_price_that_is_not_known_makes_a_case(mads: Acting, paying_for: Pay, outside: Outside) -> None:
    load(with_price(read_source(FLYTNING), _price("my_doctor.open ? kr(1) : kr(2)")))
    paying = paying_for(mads)
    outside.doctors.down = True
    sent = paying.draft.send()
    assert sent.outcome == "case"
    assert selectors.replay(sent.id).same


def test_a_house_that_is_down_loses_nothing(mads: Acting, paying_for: Pay) -> None:
    paying = paying_for(mads)
    paying.house.down = True
    with pytest.raises(services.PaymentDown):
        paying.opens()
    paying.house.down = False
    payment = paying.pays()
    paying.house.down = True
    assert services.settle(payment.pk) is S.OPEN
    paying.house.down = False
    assert services.settle(payment.pk) is S.CHARGED
    clock.freeze(clock.now() + timedelta(hours=3))
    services.look_after_payments()
    assert sorted(Payment.objects.values_list("state", flat=True)) == ["charged", "closed"]


def test_a_charge_without_an_answer_is_said_again_and_taken_once(
    mads: Acting, paying_for: Pay, monkeypatch: pytest.MonkeyPatch
) -> None:
    paying = paying_for(mads)
    payment = paying.pays()
    real = FakePayments.charge

    def cut(self: FakePayments, name: str, amount: int, *, key: str) -> str:
        real(self, name, amount, key=key)
        raise PaymentUnknown("cut")

    monkeypatch.setattr(FakePayments, "charge", cut)
    assert services.settle(payment.pk) is S.TO_CHARGE
    monkeypatch.setattr(FakePayments, "charge", real)
    clock.freeze(clock.now() + timedelta(minutes=2))
    services.look_after_payments()
    assert state(payment) is S.CHARGED
    assert paying.house.standing(payment.provider_id).charged == 20_000


def test_a_house_that_says_no_to_the_charge_is_a_task_for_somebody(
    mads: Acting, paying_for: Pay, monkeypatch: pytest.MonkeyPatch
) -> None:
    payment = paying_for(mads).pays()

    def refuse(self: FakePayments, name: str, amount: int, *, key: str) -> str:
        raise PaymentRefused("402")

    monkeypatch.setattr(FakePayments, "charge", refuse)
    assert services.settle(payment.pk) is S.STUCK
    assert Task.objects.filter(title__da="Se på en betaling, der ikke gik igennem").count() == 1


def test_a_notice_before_the_answer_and_twice_changes_nothing_but_once(mads: Acting, paying_for: Pay) -> None:
    paying = paying_for(mads)
    payment = paying.pays()
    Payment.objects.update(state="begun", provider_id="", page="")
    for _ in range(2):
        assert services.take_notice(payment_id=payment.pk, notice="n1", provider_id=payment.provider_id)
    assert events_of(payment).count("notice") == 1
    assert services.settle(payment.pk) is S.CHARGED
    assert services.settle(payment.pk) is S.CHARGED
    assert Submission.objects.count() == 1
    assert not services.take_notice(payment_id=payment.pk, notice="n2", provider_id="f" * 32)


def test_a_notice_about_another_order_moves_no_money(mads: Acting, paying_for: Pay) -> None:
    paying = paying_for(mads)
    other = paying.pays()
    Payment.objects.filter(pk=other.pk).update(revision=0)
    mine = paying.opens()
    Payment.objects.filter(pk=mine.pk).update(state="begun", provider_id="", page="")
    Payment.objects.filter(pk=other.pk).update(provider_id="")
    assert services.take_notice(payment_id=mine.pk, notice="n1", provider_id=other.provider_id)
    assert services.settle(mine.pk) is S.STUCK
    assert not Submission.objects.exists()


def test_staff_give_money_back_once_and_the_citizen_is_told(mads: Acting, paying_for: Pay) -> None:
    paying = paying_for(mads)
    payment = paying.pays()
    services.settle(payment.pk)
    case, ole = Case.objects.get(), hired("Ole Damgård", "folkeregister")
    for _ in range(2):
        services.give_back(
            case_id=case.pk,
            payment_id=payment.pk,
            amount=5_000,
            seen_left=20_000,
            why="Betalt for meget",
            by=ole,
        )
    assert services.settle(payment.pk) is S.CHARGED
    shown = selectors.payments_of_case(case.pk, ole)
    assert shown is not None
    assert [one.left for one in shown.payments] == [15_000]
    with pytest.raises(cases.BadInput):
        services.give_back(
            case_id=case.pk, payment_id=payment.pk, amount=15_001, seen_left=15_000, why="x", by=ole
        )
    services.give_back(
        case_id=case.pk, payment_id=payment.pk, amount=15_000, seen_left=15_000, why="Resten", by=ole
    )
    assert services.settle(payment.pk) is S.REFUNDED
    assert paying.house.standing(payment.provider_id).refunded == 20_000
    assert Message.objects.filter(letter__title__da="Du får penge tilbage").count() == 2


def test_what_a_person_grants_unpaid_is_paid_afterwards_and_once(
    mads: Acting, paying_for: Pay, outside: Outside
) -> None:
    paying = paying_for(mads)
    outside.addresses.down = True
    sent = paying.draft.send()
    assert selectors.owed_on(sent.id).da == "200 kr."
    with pytest.raises(services.NothingToPay):  # nobody has said yes
        services.pay_what_is_granted(submission_id=sent.id, by=mads, ways=ways)
    _decided(Case.objects.get(), "granted")
    assert Message.objects.filter(letter__title__da="Betal for at blive færdig").count() == 1
    pages = {services.pay_what_is_granted(submission_id=sent.id, by=mads, ways=ways) for _ in range(2)}
    first = Payment.objects.get(page=pages.pop())
    assert not pages
    Payment.objects.filter(pk=first.pk).update(made_at=clock.now() - timedelta(minutes=30))
    second = Payment.objects.get(page=services.pay_what_is_granted(submission_id=sent.id, by=mads, ways=ways))
    for one in (first, second):
        paying.house.pay(one.provider_id)
    assert services.settle(second.pk) is S.CHARGED
    assert services.settle(first.pk) is S.LET_GO
    assert selectors.owed_on(sent.id).da == ""
    with pytest.raises(services.NothingToPay):
        services.pay_what_is_granted(submission_id=sent.id, by=mads, ways=ways)


def test_a_payment_that_breaks_holds_up_no_other(
    mads: Acting, sofie: Acting, paying_for: Pay, monkeypatch: pytest.MonkeyPatch
) -> None:
    paying = paying_for(mads)
    broken = paying.pays()
    other = Paying(Filling(sofie, services.begin(solution="flytning", by=sofie).id), paying.house)
    Payment.objects.filter(pk=broken.pk).update(due_at=clock.now() - timedelta(minutes=1))
    well = Payment.objects.create(
        draft_id=other.draft.draft_id,
        solution="flytning",
        revision=0,
        amount=20_000,
        label={"da": "A", "en": "A"},
        due_at=clock.now(),
        made_at=clock.now() - timedelta(hours=2),
        changed_at=clock.now(),
    )

    def breaks(**_given: object) -> None:
        raise RuntimeError("broken")

    monkeypatch.setattr(payment_steps, "submit", breaks)
    assert services.look_after_payments() == 2
    assert (state(broken), state(well)) == (S.RESERVED, S.CLOSED)
    assert Payment.objects.get(pk=broken.pk).due_at > clock.now()  # type: ignore[operator]
