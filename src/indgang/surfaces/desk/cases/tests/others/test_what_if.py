"""What if an answer or a fact had been another, in a browser without JavaScript; and the decision once more."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client

from indgang.modules.audit.models import Event
from indgang.modules.cases.models import Case, Decision
from indgang.modules.cases.vocabulary import Finding
from indgang.modules.identity import services as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors
from indgang.modules.selfservice.selectors import Changes
from indgang.modules.selfservice.tests.conftest import Filling
from indgang.surfaces.desk.cases.tests.others.test_others import ole

__all__ = ["ole"]

pytestmark = pytest.mark.django_db
Begin = Callable[[Acting], Filling]
People = Callable[..., Acting]


@pytest.fixture
def granted(person: People, begin: Begin) -> Case:
    begin(person("mads")).all().send()
    return Case.objects.get()


def _page(client: Client, case: Case, expected: int = 200, /, **posted: Any) -> str:
    address = f"/medarbejder/sag/{case.pk}/hvad-nu-hvis/"
    answer = client.post(address, posted) if posted else client.get(address)
    assert answer.status_code == expected, answer.content.decode()[:2000]
    return unescape(answer.content.decode())


def _rows() -> dict[str, int]:
    """How many rows every table has, but for the trail, sessions and accounts that a request touches."""
    kept = ("audit.event", "sessions.session")
    every = (model for model in apps.get_models() if model._meta.label_lower not in kept)
    return {model._meta.label: _count(model) for model in every}


def _count(model: type[models.Model]) -> int:
    return int(model._default_manager.count())


def test_the_page_begins_with_what_was_answered_and_what_the_registers_said(
    client: Client, ole: EmployeeInfo, granted: Case
) -> None:
    page = _page(client, granted)
    for part in (
        "Hvad nu hvis?",
        "Svarene",
        "Skonnertgade 4, 2. th",
        "Hvem der står på den nye adresse",
        "CPR",
    ):
        assert part in page, part
    assert "Det ville reglerne sige" not in page


def test_another_answer_flips_rules_and_the_outcome(client: Client, ole: EmployeeInfo, granted: Case) -> None:
    page = _page(client, granted, _shown="relation", relation="lodger")
    for part in ("En medarbejder skal se på det", "Du har hele boligen", "Før: Passer. Nu: Passer ikke."):
        assert part in page, part
    same = _page(client, granted, _shown="relation", relation="tenant")
    assert "Ingen regler skiftede." in same
    assert "Det er det samme, som de fandt før." in same


def test_another_fact_flips_rules_and_an_empty_one_is_not_known(
    client: Client, ole: EmployeeInfo, granted: Case
) -> None:
    page = _page(client, granted, **{"fact-residents-others": "3"})
    assert "Ingen andre på adressen" in page
    assert "Før: Passer. Nu: Passer ikke." in page
    assert "Før: Passer. Nu: Ikke kendt." in _page(client, granted, **{"fact-residents-others": ""})
    assert "Det kan vi ikke læse." in _page(client, granted, **{"fact-residents-others": "mange"})


def test_another_day_is_another_deadline(client: Client, ole: EmployeeInfo, granted: Case) -> None:
    day = {"dagen-day": "1", "dagen-month": "2", "dagen-year": "2027"}
    assert "Inden fristen" in _page(client, granted, **day)
    bad = _page(client, granted, 422, **{**day, "dagen-day": "31"})
    assert "Skriv en dato med dag, måned og år." in bad


def test_a_new_address_has_no_dwelling_until_somebody_types_one(
    client: Client, ole: EmployeeInfo, granted: Case
) -> None:
    page = _page(client, granted, **{"_shown": "new_address", "new_address-text": "Birkevej 3"})
    assert "Nu: Ikke kendt." in page
    kept = {"_shown": "new_address", "new_address": "skonnertgade-4-2-th", "new_address-text": ""}
    assert "Ingen regler skiftede." in _page(client, granted, **kept)


@pytest.mark.parametrize(
    "posted",
    [
        {"_shown": "no_such", "no_such": "x"},
        {"_shown": "relation", "relation": "\x00"},
        {"_shown": "who", "who": ["mads"] * 200},
        {"_shown": "co_name", "co_name": "🙂" * 30_000},
        {"fact-no-such": "1", "fact-residents-9-others": "1", "fact-household-1-age": "9" * 40},
        {"fact-me-age": "NaN", "fact-household-1-age": "-1", "fact-dwelling-rooms": "1e400"},
        {"dagen-day": "", "dagen-month": "", "dagen-year": ""},
    ],
    ids=["unknown key", "null", "many ticks", "long", "unknown fact", "no numbers", "no day"],
)
def test_nonsense_is_no_error(
    client: Client, ole: EmployeeInfo, granted: Case, posted: dict[str, Any]
) -> None:
    answer = client.post(f"/medarbejder/sag/{granted.pk}/hvad-nu-hvis/", posted)
    assert answer.status_code in (200, 422)


def test_nothing_is_stored_and_the_look_is_in_the_trail(
    client: Client, ole: EmployeeInfo, granted: Case
) -> None:
    _page(client, granted)
    before, state = _rows(), Case.objects.values().get()
    seen = Event.objects.filter(action="case_seen", purpose="hvad nu hvis")
    looks = seen.count()
    _page(client, granted, _shown="relation", relation="lodger")
    assert _rows() == before
    assert Case.objects.values().get() == state
    assert seen.count() == looks + 1


def test_a_protected_case_is_taken_first(
    client: Client, ole: EmployeeInfo, granted: Case, person: People
) -> None:
    identity.update_from_register(person_id=person("mads").party.id, exempt=False, protected=True)
    _page(client, granted, 409)


def test_a_case_that_no_solution_sent_has_no_such_page(
    client: Client, ole: EmployeeInfo, granted: Case
) -> None:
    Case.objects.update(key="paper:1")
    _page(client, granted, 404)
    assert selectors.base_of_case("submission:1") is None
    assert selectors.base_of_case("submission:00000000-0000-0000-0000-000000000000") is None


def test_the_case_says_that_the_decision_comes_out_the_same(
    client: Client, ole: EmployeeInfo, granted: Case
) -> None:
    page = unescape(client.get(f"/medarbejder/sag/{granted.pk}/").content.decode())
    assert "Vi har regnet afgørelsen igen: samme svar" in page
    assert f"/medarbejder/sag/{granted.pk}/hvad-nu-hvis/" in page


def test_a_decision_that_came_out_otherwise_would_be_told(granted: Case) -> None:
    decision = Decision.objects.get()
    found = Finding.of(decision.finding)
    assert selectors.same_again(decision.rule_version, decision.inputs, found) is True
    assert selectors.same_again("no such version", decision.inputs, found) is None
    assert selectors.same_again(decision.rule_version, {}, found) is None
    late = {**decision.inputs, "today": "2027-11-21"}
    assert selectors.same_again(decision.rule_version, late, found) is False


def test_what_if_nothing_changes_is_what_was_found(granted: Case) -> None:
    found = selectors.what_if(selectors.base_of_case(granted.key), Changes())
    assert found.before == found.after
    assert found.flipped == ()
    assert found.errors == ()
    assert [one.title.da for one in found.follow_ups]
