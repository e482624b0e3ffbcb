"""A licence ends before its time, once: what is left of what was paid is given back, and the holder hears of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from indgang.kernel import clock, generation
from indgang.kernel.errors import NotYours
from indgang.modules.cases.models import Case, Task
from indgang.modules.cases.services import BadInput, NotAllowed
from indgang.modules.cases.tests.conftest import employee as hired
from indgang.modules.identity.models import Parameter
from indgang.modules.identity.vocabulary import Acting, Role
from indgang.modules.messages.models import Message
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Payment, PaymentEvent, Proof, ProofEnd, Submission
from indgang.modules.selfservice.selectors.endings import ending_of
from indgang.modules.selfservice.services import ending, licence_news
from indgang.modules.selfservice.tests.conftest import NOW, Filling, Outside
from indgang.modules.selfservice.tests.proving.conftest import LICENCE, Order, load, proof_of
from indgang.modules.selfservice.vocabulary import PaymentState, ProofEndWhy

pytestmark = pytest.mark.django_db
ENDS = """\
  ends:
    text: { da: "Du får hele uger tilbage af {code_days}.", en: "You get whole weeks back." }
    refund: "kr(10) * min(100, (today + 30 - today) / 7)"
    replaces: "abroad"
    moved: yes
    remind: [legalisation, min_age]
    renew: { da: "Bestil en ny.", en: "Order a new one." }
"""
REFUND = '    refund: "kr(10) * min(100, (today + 30 - today) / 7)"\n'


def with_ends(*changes: tuple[str, str]) -> None:
    """The licence of the other tests, with a way to end. Reminders are 230 and 15 days before, by parameters of the
    certificate that stand in for others.
    """
    ends = ENDS
    for before, after in changes:
        assert before in ends
        ends = ends.replace(before, after)
    load(
        LICENCE[0],
        ('  valid_until: "code_until"\n', '  valid_until: "today + 300"\n'),
        (
            "  verify: [",
            f"{ends}  marks: {{ plate: home.ref, zone: language, address: home.address }}\n  verify: [",
        ),
    )


@pytest.fixture
def proof(lyngsoe: object, mads: Acting, outside: Outside, order: Order) -> Proof:
    with_ends()
    return proof_of(order(mads))


def paid(proof: Proof, amount: int = 20_000, state: PaymentState = PaymentState.CHARGED) -> Payment:
    sent = Submission.objects.get(pk=proof.submission_id)
    return Payment.objects.create(
        draft=sent.draft,
        submission=sent,
        solution=proof.solution,
        revision=0,
        amount=amount,
        label={"da": "A", "en": "A"},
        state=state.value,
        charge_id="c",
        made_at=clock.now(),
        changed_at=clock.now(),
    )


def end(proof: Proof, by: Acting, why: str = "withdrawn") -> None:
    found = selectors.ending(proof.pk, by)
    services.end_own_licence(proof_id=proof.pk, why=why, seen=found.seen if found else "0", by=by)


def letters() -> list[str]:
    return [row.letter["title"]["da"] for row in Message.objects.order_by("pk")]


def last_letter() -> str:
    return str(Message.objects.order_by("-pk").values_list("letter", flat=True)[0])


def asked_back(payment: Payment) -> list[int]:
    rows = PaymentEvent.objects.filter(payment=payment, kind="asked_back").order_by("pk")
    return list(rows.values_list("amount", flat=True))


def test_the_holder_ends_it_and_gets_the_rest_back_once(proof: Proof, mads: Acting) -> None:
    payment = paid(proof)
    found = selectors.ending(proof.pk, mads)
    assert found is not None
    assert (found.refund, found.back.da, found.text.da) == (
        4_000,
        "40 kr.",
        "Du får hele uger tilbage af 180.",
    )
    for _press in range(2):
        services.end_own_licence(proof_id=proof.pk, why="moved", seen="4000", by=mads)
    assert asked_back(payment) == [4_000]
    payment.refresh_from_db()
    assert payment.state == PaymentState.TO_REFUND
    assert ProofEnd.objects.get().why == ProofEndWhy.MOVED
    assert letters().count("Slut: Bopælsattest") == 1
    assert "Du får 40 kr. tilbage" in last_letter()
    assert selectors.ending(proof.pk, mads) is None


def test_never_more_than_is_left_of_what_was_paid(proof: Proof, mads: Acting) -> None:
    payment = paid(proof, 5_000)
    PaymentEvent.objects.create(
        payment=payment, kind="asked_back", amount=3_000, actor="system", at=clock.now()
    )
    end(proof, mads)
    assert asked_back(payment) == [3_000, 2_000]


def test_what_was_paid_elsewhere_is_a_task(proof: Proof, mads: Acting) -> None:
    paid(proof, state=PaymentState.ELSEWHERE)
    end(proof, mads)
    assert Task.objects.filter(title__da__startswith="Giv 40 kr. tilbage").count() == 1
    assert "En medarbejder ser på" in last_letter()


def test_what_is_not_known_is_looked_at_by_a_person(
    lyngsoe: object, mads: Acting, outside: Outside, order: Order
) -> None:
    with_ends((REFUND, '    refund: "kr(home.past.size() / (from_day - from_day))"\n'))
    proof = proof_of(order(mads))
    paid(proof)
    found = selectors.ending(proof.pk, mads)
    assert found is not None
    assert (found.refund, found.seen) == (None, "unknown")
    end(proof, mads)
    assert Task.objects.filter(title__da__startswith="Find ud af, om der skal penge tilbage").count() == 1


def test_nothing_paid_is_nothing_back(proof: Proof, mads: Acting) -> None:
    end(proof, mads)
    assert "tilbage" not in last_letter().replace("Har du ikke bedt om det", "")
    assert not any("tilbage" in row.title["da"] for row in Task.objects.all())


def test_a_page_that_showed_another_amount_ends_nothing(proof: Proof, mads: Acting) -> None:
    paid(proof)
    with pytest.raises(services.RefundChanged):
        services.end_own_licence(proof_id=proof.pk, why="withdrawn", seen="100", by=mads)
    with pytest.raises(BadInput):
        services.end_own_licence(proof_id=proof.pk, why="replaced", seen="4000", by=mads)
    assert not ProofEnd.objects.exists()


def test_nobody_ends_anothers(proof: Proof, sofie: Acting) -> None:
    with pytest.raises(NotYours):
        end(proof, sofie)


def test_without_words_in_the_solution_it_is_not_ended_here(
    lyngsoe: object, mads: Acting, outside: Outside, order: Order
) -> None:
    load(*LICENCE)
    proof = proof_of(order(mads))
    assert selectors.ending(proof.pk, mads) is None
    with pytest.raises(services.CannotEnd):
        end(proof, mads)


# --- staff -----------------------------------------------------------------------------------------------------


def for_the_holder(proof: Proof, said: str, role: Role = Role.CASEWORKER) -> None:
    by = hired("Ole Damgård", "folkeregister", role)
    services.end_licence_for(
        case_id=Case.objects.get().pk, proof_id=proof.pk, why="withdrawn", said=said, seen="0", by=by
    )


def test_staff_end_it_when_they_are_asked_to_and_say_how(proof: Proof) -> None:
    for _press in range(2):
        for_the_holder(proof, "Ringede i dag fra 010190-1234")
    kept = ProofEnd.objects.get()
    assert kept.note.startswith("Ringede i dag")
    assert "1234" not in kept.note
    assert kept.by.startswith("employee:")
    assert letters().count("Slut: Bopælsattest") == 1


@pytest.mark.parametrize("said", ["", "  ", "x" * 501])
def test_staff_must_say_how_they_were_asked(proof: Proof, said: str) -> None:
    with pytest.raises(BadInput):
        for_the_holder(proof, said)


def test_who_may_not_handle_the_case_ends_nothing(proof: Proof) -> None:
    with pytest.raises((NotAllowed, NotYours)):
        for_the_holder(proof, "Ringede", Role.CLERK)
    assert not ProofEnd.objects.exists()


# --- a new one in its place ------------------------------------------------------------------------------------


def test_a_new_one_takes_its_place_and_the_rest_is_given_back(
    proof: Proof, mads: Acting, order: Order
) -> None:
    payment = paid(proof)
    order(mads, abroad="yes", delivery="code")
    old = ProofEnd.objects.get()
    assert (old.proof_id, old.why) == (proof.pk, ProofEndWhy.REPLACED)
    assert asked_back(payment) == [4_000]
    assert services.end_replaced() == 0


def test_the_old_one_holds_until_the_new_one_begins(
    lyngsoe: object, mads: Acting, outside: Outside, order: Order
) -> None:
    with_ends()
    old = proof_of(order(mads))
    new = proof_of(order(mads, content="family"))
    later = Proof.objects.create(**_copy(new, replaces=old.pk, valid_from=NOW.date() + timedelta(days=10)))
    assert services.end_replaced() == 0
    clock.freeze(NOW + timedelta(days=10))
    assert services.end_replaced() == 1
    assert services.end_replaced() == 0
    assert ProofEnd.objects.get().proof_id == old.pk
    assert later.replaces == old.pk


def test_one_that_cannot_be_ended_holds_up_no_other_and_what_is_over_is_left_alone(
    lyngsoe: object, mads: Acting, outside: Outside, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_ends()
    old = [proof_of(order(mads, content="family")) for _ in range(2)]
    new = proof_of(order(mads, content="family"))
    begins = NOW.date() + timedelta(days=10)
    for number, row in enumerate(old):
        code = f"7K3M9QXT2HP{number}"
        Proof.objects.create(
            **_copy(
                new,
                replaces=row.pk,
                valid_from=begins + timedelta(days=number),
                sequence=7 + number,
                code=code,
            )
        )
    broken, end_old = old[1].pk, ending.end_old
    tried = []

    def end(row: Proof) -> bool:
        tried.append(row.replaces)
        if row.replaces == broken:
            raise RuntimeError("nobody foresaw this one")
        return end_old(row)

    monkeypatch.setattr(ending, "end_old", end)
    clock.freeze(NOW + timedelta(days=11))
    assert services.end_replaced() == 1
    assert ProofEnd.objects.get().proof_id == old[0].pk
    tried.clear()
    clock.freeze(NOW + timedelta(days=301 + 11))
    Proof.objects.create(
        **_copy(new, replaces=broken, valid_from=clock.today(), sequence=9, code="7K3M9QXT2HP9")
    )
    assert services.end_replaced() == 0
    assert tried == [], "the old one ran out by itself"


def _copy(row: Proof, **changes: Any) -> dict[str, Any]:
    names = [field.attname for field in Proof._meta.concrete_fields if field.name != "id"]
    values = {name: getattr(row, name) for name in names}
    return {**values, "code": "7K3M9QXT2HPA", "sequence": row.sequence + 1, **changes}


# --- told in time ----------------------------------------------------------------------------------------------


def test_the_holder_is_reminded_once_for_each_day_of_the_solution(proof: Proof) -> None:
    told = []
    for day in (0, 69, 70, 71, 284, 285, 286, 301):
        clock.freeze(NOW + timedelta(days=day))
        told += [day] * (services.remind_of_ends() + services.remind_of_ends())
    assert told == [70, 285]
    assert letters().count("Slutter snart: Bopælsattest") == 2
    assert "Bestil en ny." in last_letter()


def test_who_is_reminded_late_is_reminded_once(proof: Proof) -> None:
    clock.freeze(NOW + timedelta(days=290))
    assert services.remind_of_ends() == 1
    assert services.remind_of_ends() == 0


def test_many_short_ones_do_not_keep_a_long_one_waiting(
    proof: Proof, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.freeze(NOW + timedelta(days=290))
    Proof.objects.create(**_copy(proof, valid_from=clock.today(), valid_until=clock.today(), plate="XX99999"))
    monkeypatch.setattr(licence_news, "AT_ONCE", 1)
    assert [services.remind_of_ends() for _minute in range(3)] == [0, 1, 0]
    assert letters().count("Slutter snart: Bopælsattest") == 1


def test_what_has_ended_is_not_reminded_of(proof: Proof, mads: Acting) -> None:
    end(proof, mads)
    clock.freeze(NOW + timedelta(days=100))
    assert services.remind_of_ends() == 0


def test_who_has_a_new_one_for_the_same_plate_is_not_reminded_of_the_old(proof: Proof) -> None:
    last = NOW.date() + timedelta(days=600)
    Proof.objects.create(**_copy(proof, valid_from=NOW.date() + timedelta(days=301), valid_until=last))
    clock.freeze(NOW + timedelta(days=100))
    assert services.remind_of_ends() == 0


def test_without_the_parameter_nobody_is_reminded(proof: Proof) -> None:
    Parameter.objects.filter(key__startswith="bopaelsattest.").delete()
    generation.set_current(generation.current() + 1)
    clock.freeze(NOW + timedelta(days=299))
    assert services.remind_of_ends() == 0


def test_who_moves_is_told_that_the_licence_does_not_and_so_are_staff(
    proof: Proof, mads: Acting, begin: Callable[[Acting], Filling]
) -> None:
    sent = begin(mads).all().send()
    assert sent.outcome == "granted"
    for _again in range(2):
        licence_news.follow_move.func(str(sent.id), 1)
    assert letters().count("Du flytter: se på Bopælsattest") == 1
    assert Task.objects.filter(title__da__startswith="Indehaveren flytter").count() == 1
    assert not ProofEnd.objects.exists()


def test_who_stays_is_told_nothing(proof: Proof, sofie: Acting, begin: Callable[[Acting], Filling]) -> None:
    sent = begin(sofie).all(who=["sofie"]).send()
    licence_news.follow_move.func(str(sent.id), 1)
    assert not any(title.startswith("Du flytter") for title in letters())


def test_a_silent_register_is_asked_again(
    proof: Proof, mads: Acting, outside: Outside, begin: Callable[[Acting], Filling]
) -> None:
    sent = begin(mads).all().send()
    outside.cpr.down = True
    assert licence_news.follow_move.func(str(sent.id), 1) == "later"
    assert licence_news.follow_move.func(str(sent.id), licence_news.TRIES) == "given up"
    outside.cpr.down = False
    assert licence_news.follow_move.func(str(sent.id), 2) == "1"
    assert ending_of(proof) is not None
