"""A full grant gives a certificate, which tells those who have its code no more than it must."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.modules.audit.models import Event
from indgang.modules.cases import selectors as cases
from indgang.modules.cases import services as casework
from indgang.modules.cases.models import Case, Task
from indgang.modules.cases.tests.conftest import employee as hired
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import SYSTEM, Acting, Ground
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.models import Payment, PaymentEvent, Proof, ProofEnd, Submission
from indgang.modules.selfservice.services import proofs
from indgang.modules.selfservice.services.proofs import make
from indgang.modules.selfservice.tests.conftest import NOW, Outside, People
from indgang.modules.selfservice.tests.proving.conftest import Order, fill, proof_of
from indgang.modules.selfservice.vocabulary import ProofEndWhy, ProofState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("certificate")]


def shown(code: str) -> dict[str, str]:
    found = services.check_code(code)
    assert found is not None
    return {row.id: "; ".join(line.da for line in row.lines) for row in found.rows}


def test_a_grant_gives_a_certificate_with_a_code_that_the_letter_names(mads: Acting, order: Order) -> None:
    sent = order(mads)
    assert sent.outcome == "granted"
    [info] = selectors.proofs_of(mads)
    assert (info.state, str(info.title), info.service_id) == (
        ProofState.VALID,
        "Bopælsattest",
        "bopaelsattest",
    )
    assert info.valid_until == info.valid_from + timedelta(days=180)
    decision = cases.decision_of(sent.case_id, mads.party)  # type: ignore[arg-type]
    assert decision is not None
    items = [item.da for block in decision.letter.blocks for item in block.items]
    assert f"Kode: {info.code}" in items
    rows = {row.id: row.lines[0].da for row in selectors.proof(info.id, mads).rows}
    assert rows == {
        "name": "Mads Brinklund",
        "born": "17. april 1998",
        "address": "Skonnertgade 4, st. tv, 9999 Lyngsø",
        "moved_in": "1. september 2022",
    }


def test_who_has_the_code_sees_only_what_is_open(mads: Acting, order: Order) -> None:
    code = proof_of(order(mads)).code
    assert shown(code) == {
        "name": "Mads Brinklund",
        "address": "Skonnertgade 4, st. tv, 9999 Lyngsø",
        "moved_in": "1. september 2022",
    }
    typed = f" {code[:4].lower()}-{code[4:8]} {code[8:]} ".replace("0", "o").replace("1", "l")
    assert shown(typed) == shown(code)


@pytest.mark.parametrize(
    "typed", ["", "ABC", "A" * 12, "U" * 12, "x" * 5000, "0000-0000-000\x00", "ÆØÅ-1234-5678-9"]
)
def test_a_code_that_nobody_has_says_nothing(typed: str) -> None:
    assert services.check_code(typed) is None


def test_the_paper_is_in_the_language_that_was_chosen_with_the_addresses_of_before(
    mads: Acting, order: Order
) -> None:
    proof = proof_of(order(mads, language="en", content="history", from_day="1998-04-17"))
    assert proof.language == "en"
    rows = {row["id"]: [line["en"] for line in row["lines"]] for row in proof.rows}
    assert rows["past"] == [
        "Tranehøjen 12, 9999 Lyngsø, from 15 August 2019 to 31 August 2022",
        "Lodsgangen 29, 9999 Lyngsø, from 17 April 1998 to 14 August 2019",
    ]


def test_the_family_is_named_and_nobody_else(sofie: Acting, order: Order) -> None:
    code = proof_of(order(sofie, content="family")).code
    assert shown(code)["family"] == "Jonas Havgaard; Emil Havgaard; Ida Havgaard"


def test_a_parent_has_one_about_a_child_of_theirs(sofie: Acting, order: Order) -> None:
    proof = proof_of(order(sofie, about="child", child="emil"))
    assert proof.rows[0]["lines"][0]["da"] == "Emil Havgaard"
    assert str(proof.person_id) == sofie.party.id


def test_a_hidden_address_stands_on_the_paper_alone(person: People, order: Order) -> None:
    nanna = person("nanna")
    proof = proof_of(order(nanna))
    assert "Kanalstræde" in str(selectors.proof(proof.pk, nanna).rows)
    found = services.check_code(proof.code)
    assert found is not None
    assert set(shown(proof.code)) == {"name"}
    assert found.hidden


def test_an_address_that_becomes_hidden_later_is_hidden_from_then_on(mads: Acting, order: Order) -> None:
    code = proof_of(order(mads)).code
    identity.note_protection(person_id=mads.party.id, protected=True)
    assert set(shown(code)) == {"name"}


def test_it_ends_on_its_day_and_then_says_no_more(mads: Acting, order: Order) -> None:
    code = proof_of(order(mads)).code
    clock.freeze(NOW + timedelta(days=180))
    assert shown(code)
    clock.freeze(NOW + timedelta(days=181))
    found = services.check_code(code)
    assert found is not None
    assert (found.info.state, found.rows) == (ProofState.EXPIRED, ())


def test_a_withdrawn_one_is_told_as_such_and_stays_so(mads: Acting, order: Order) -> None:
    proof = proof_of(order(mads))
    for _press in range(2):
        services.withdraw_certificate(proof_id=proof.pk, by=mads)
    found = services.check_code(proof.code)
    assert found is not None
    assert (found.info.state, found.info.why, found.rows) == (
        ProofState.WITHDRAWN,
        ProofEndWhy.WITHDRAWN,
        (),
    )
    assert ProofEnd.objects.count() == 1
    actions = list(
        Event.objects.filter(object=f"proof:{proof.pk}").order_by("pk").values_list("action", flat=True)
    )
    assert actions == ["proof_made", "proof_ended"]


def test_nobody_sees_or_ends_what_is_anothers(mads: Acting, sofie: Acting, order: Order) -> None:
    proof = proof_of(order(mads))
    assert selectors.proofs_of(sofie) == []
    with pytest.raises(NotYours):
        selectors.proof(proof.pk, sofie)
    with pytest.raises(NotYours):
        services.withdraw_certificate(proof_id=proof.pk, by=sofie)


def test_who_acts_for_another_sees_what_they_ordered_and_no_more(person: People, order: Order) -> None:
    order(person("inger"))
    helper = person("bente", for_="inger", ground=Ground.MANDATE, mandate="m-1")
    assert selectors.proofs_of(helper) == []


def test_a_silent_register_gives_no_certificate(mads: Acting, outside: Outside) -> None:
    draft = fill(mads)
    outside.cpr.down = True
    assert draft.send().outcome == "case"
    assert not Proof.objects.exists()


def test_what_a_person_grants_gives_one_when_the_register_answers_again(
    mads: Acting, outside: Outside
) -> None:
    draft = fill(mads)
    outside.cpr.down = True
    sent = draft.send()
    assert proofs.make_later.func(str(sent.id), 1) == "nothing", "nobody has granted it"
    granted_by_hand()
    assert not Proof.objects.exists()
    assert proofs.make_later.func(str(sent.id), proofs.TRIES) == "later"
    assert Task.objects.filter(title__da__startswith="Et register har ikke svaret").count() == 1
    assert proofs.make_later.func(str(sent.id), proofs.MOST_TRIES) == "given up"
    outside.cpr.down = False
    assert proofs.make_later.func(str(sent.id), 1) == "made"
    assert proofs.make_later.func(str(sent.id), 1) == "made"
    assert shown(proof_of(sent).code)["name"] == "Mads Brinklund"


def test_what_is_given_back_before_the_register_answers_gives_none(mads: Acting, outside: Outside) -> None:
    draft = fill(mads)
    outside.cpr.down = True
    sent = draft.send()
    granted_by_hand()
    submission = Submission.objects.get(pk=sent.id)
    payment = Payment.objects.create(
        draft=submission.draft,
        submission=submission,
        solution=submission.draft.solution,
        revision=0,
        amount=20_000,
        label={"da": "A", "en": "A"},
        state="to_refund",
        made_at=clock.now(),
        changed_at=clock.now(),
    )
    PaymentEvent.objects.create(
        payment=payment, kind="asked_back", amount=20_000, actor="system", at=clock.now()
    )
    outside.cpr.down = False
    assert proofs.make_later.func(str(sent.id), 1) == "nothing"
    assert not Proof.objects.exists()


def granted_by_hand() -> None:
    """A caseworker says yes to the only case there is."""
    ole, case = hired("Ole Damgård", "folkeregister"), Case.objects.get()
    casework.take(case_id=case.pk, by=ole)
    case.refresh_from_db()
    casework.decide(
        case_id=case.pk,
        outcome="granted",
        reasons="",
        by=ole,
        seen_version=case.version,
        no_hearing="Alt er med.",
    )


def test_what_a_person_grants_gives_one_at_once_when_all_is_known(mads: Acting, order: Order) -> None:
    sent = order(mads, home_wrong="yes", home_right="Jeg flyttede ind i august")
    assert (sent.outcome, Proof.objects.count()) == ("case", 0)
    granted_by_hand()
    assert shown(proof_of(sent).code)["name"] == "Mads Brinklund"


def test_it_is_made_once_and_again_only_when_it_has_ended(mads: Acting, order: Order) -> None:
    submission = Submission.objects.get(pk=order(mads).id)
    first = make(submission)
    assert first == make(submission)
    assert services.end_proofs_of(submission_id=submission.pk, why=ProofEndWhy.WITHDRAWN, by=SYSTEM) == 1
    second = make(submission)
    assert second is not None
    assert first is not None
    assert (second.sequence, second.code == first.code) == (2, False)


def test_a_decision_that_is_changed_takes_it_back(mads: Acting, order: Order) -> None:
    sent = order(mads)
    proofs.decided(str(sent.id), granted=False)
    assert services.check_code(proof_of(sent).code).info.state is ProofState.WITHDRAWN  # type: ignore[union-attr]


def test_a_no_gives_nothing(mads: Acting, order: Order) -> None:
    sent = order(mads, about="other", who_else="Min nabo")
    assert sent.outcome == "prepared_refusal"
    assert not Proof.objects.exists()
    assert Case.objects.get().finding["outcome"] == "prepared_refusal"


def test_the_database_lets_nobody_change_one(mads: Acting, order: Order) -> None:
    proof = proof_of(order(mads))
    with pytest.raises(DatabaseError), transaction.atomic():
        Proof.objects.filter(pk=proof.pk).update(code="0" * 12)


def test_a_decision_that_gave_one_replays_identically(mads: Acting, order: Order) -> None:
    replay = selectors.replay(order(mads).id)
    assert replay.again == replay.stored
