"""A licence is found by who has it, where they live and its number plate, as long as it holds."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from indgang.kernel import clock
from indgang.modules.identity.vocabulary import SYSTEM, Acting
from indgang.modules.selfservice import services
from indgang.modules.selfservice.rules.codes import LENGTH, SIGNS, code_for, code_of, in_groups
from indgang.modules.selfservice.selectors.licences import licence_of_plate, licences, plate_of
from indgang.modules.selfservice.services.proofs import CannotWithdraw
from indgang.modules.selfservice.tests.conftest import NOW
from indgang.modules.selfservice.tests.proving.conftest import SLUG, Order, proof_of
from indgang.modules.selfservice.vocabulary import ProofEndWhy

TODAY = date(2026, 11, 21)
HOME = "skonnertgade-4-st-tv"


def looked(by: Acting, address: str = HOME, day: date = TODAY) -> dict[str, Any]:
    return licences(solution=SLUG, party=by.party.key, submission=None, address=address, day=day)


@pytest.mark.django_db
@pytest.mark.usefixtures("licence")
def test_what_rules_ask(mads: Acting, sofie: Acting, order: Order) -> None:
    assert looked(mads) == {"mine": 0, "home": 0, "plates": []}
    sent = order(mads)
    last = {"until": "2026-12-21", "home_until": "2026-12-21"}
    assert looked(mads) == {"mine": 1, "home": 1, "plates": ["MADS"], **last}
    assert looked(sofie) == {"mine": 0, "home": 1, "plates": ["MADS"], "home_until": "2026-12-21"}
    assert looked(sofie, "birkevej-3") == {"mine": 0, "home": 0, "plates": []}
    assert looked(mads, day=TODAY + timedelta(days=31))["mine"] == 0
    again = licences(solution=SLUG, party="", submission=sent.id, address=HOME, day=TODAY)
    assert again == {"mine": 0, "home": 0, "plates": []}, "its own does not stand in its own way"
    services.end_proof(proof_id=proof_of(sent).pk, why=ProofEndWhy.MOVED, by=SYSTEM)
    assert looked(mads) == {"mine": 0, "home": 0, "plates": []}


@pytest.mark.django_db
@pytest.mark.usefixtures("licence")
def test_what_an_attendant_asks(mads: Acting, order: Order) -> None:
    assert not licence_of_plate("mads", day=TODAY).valid
    order(mads)
    found = licence_of_plate(" m-a ds", day=TODAY)
    assert (found.valid, found.zone, found.until) == (True, "da", TODAY + timedelta(days=30))
    assert not licence_of_plate("mads", zone="en", day=TODAY).valid
    assert not licence_of_plate("mads", day=TODAY - timedelta(days=1)).valid
    assert not licence_of_plate("mads", day=TODAY + timedelta(days=31)).valid
    assert not licence_of_plate("", day=TODAY).valid


@pytest.mark.django_db
@pytest.mark.usefixtures("licence")
def test_a_licence_is_not_given_up_as_a_certificate_is(mads: Acting, order: Order) -> None:
    proof = proof_of(order(mads))
    with pytest.raises(CannotWithdraw):
        services.withdraw_certificate(proof_id=proof.pk, by=mads)
    clock.freeze(NOW + timedelta(days=1))
    assert services.check_code(proof.code).info.holds  # type: ignore[union-attr]


@hypothesis_settings(max_examples=50)
@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_whole_code_or_none(typed: str) -> None:
    code = code_of(typed)
    assert code == "" or (len(code) == LENGTH and set(code) <= set(SIGNS))
    assert code_of(code) == code
    assert len(plate_of(typed)) <= 20


@hypothesis_settings(max_examples=50)
@given(st.text(max_size=16), st.integers(1, 3))
def test_a_code_is_read_back_as_it_was_written(number: str, sequence: int) -> None:
    code = code_for(number, sequence=sequence, key="k")
    assert code_of(in_groups(code).lower()) == code
    assert code != code_for(number, sequence=sequence + 1, key="k")
    assert code != code_for(number, sequence=sequence, key="another")
