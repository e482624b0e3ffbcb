"""Asking for a person, saying how easy it was, and who may act for me: in a browser without JavaScript."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from indgang.kernel.text import Text
from indgang.modules.cases import selectors as cases
from indgang.modules.cases import services as casework
from indgang.modules.cases.models import Case, Task
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.models import Measurement
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Account, Mandate
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Ground
from indgang.surfaces.portal.mypage.tests.conftest import acting

LogIn = Callable[..., Client]
Opened = Callable[..., CaseInfo]


@pytest.fixture
def granted(anna: Account, opened: Opened) -> CaseInfo:
    """Anna's case, which the rules decided, with the journey that it belongs to."""
    case = opened(anna)
    journey = contacts.journey_for(by=acting(anna), service_id=case.service_id)
    Case.objects.filter(pk=case.id).update(journey=journey.id)
    casework.decide_automatically(case_id=case.id, outcome="granted")
    return replace(case, journey_id=journey.id)


def _at(case: CaseInfo, rest: str = "") -> str:
    return f"/min-side/sag/{case.id}/{rest}"


def _text(answer: Any, status: int = 200) -> str:
    assert answer.status_code == status, answer.status_code
    return unescape(answer.content.decode())


def test_one_asks_for_a_person_and_reads_when_one_hears(
    anna: Account, granted: CaseInfo, per: EmployeeInfo, logged_in: LogIn
) -> None:
    browser = logged_in(anna)
    assert "Bed et menneske om at se på det" in _text(browser.get(_at(granted)))
    answer = browser.post(_at(granted, "menneske/"), {"hvorfor": "Datoen er forkert 🙂"}, follow=True)
    assert answer.redirect_chain == [(_at(granted), 302)]
    html = _text(answer)
    for part in (
        "Vi har fået dit ønske",
        "Det gælder stadig. En medarbejder ser på svaret og skriver til dig senest 10. december 2026.",
        "Du bad et menneske se på svaret",
        "Du har bedt et menneske om at se på svaret.",
    ):
        assert part in html, part
    assert "Bed et menneske om at se på det" not in html
    assert "10. december 2026" in _text(browser.get("/min-side/"))
    review = cases.case_for_staff(granted.id, per).review
    assert review is not None
    assert review.why == ("Datoen er forkert 🙂",)


def test_asking_twice_makes_one_task(anna: Account, granted: CaseInfo, logged_in: LogIn) -> None:
    browser = logged_in(anna)
    for _press in range(2):
        assert browser.post(_at(granted, "menneske/"), {"hvorfor": "Se på det"}).status_code == 302
    assert Task.objects.count() == 1


def test_what_is_too_long_stands_in_the_field_with_what_to_do(
    anna: Account, granted: CaseInfo, logged_in: LogIn
) -> None:
    long = "å" * 10_001
    html = _text(logged_in(anna).post(_at(granted, "menneske/"), {"hvorfor": long}), 422)
    assert long in html
    assert (
        '<a href="#f-hvorfor" class="function-link">Teksten er for lang. Skriv højst 10.000 tegn.</a>' in html
    )
    assert 'id="menneske" open' in html
    assert not Task.objects.exists()


def test_nul_and_an_empty_field_are_a_wish_without_words(
    anna: Account, granted: CaseInfo, per: EmployeeInfo, logged_in: LogIn
) -> None:
    assert logged_in(anna).post(_at(granted, "menneske/"), {"hvorfor": "\x00 "}).status_code == 302
    review = cases.case_for_staff(granted.id, per).review
    assert review is not None
    assert review.why == ()


@pytest.mark.parametrize("rest", ["menneske/", "let/"])
def test_another_persons_case_looks_as_if_it_were_not_there(
    bo: Account, granted: CaseInfo, logged_in: LogIn, rest: str
) -> None:
    browser = logged_in(bo)
    posted = {"hvorfor": "x", "ease": "easy"}
    assert browser.post(_at(granted, rest), posted).status_code == 404
    assert browser.post(f"/min-side/sag/{uuid4()}/{rest}", posted).status_code == 404
    assert browser.get(_at(granted, rest)).status_code == 405
    assert not Task.objects.exists()
    assert not Measurement.objects.filter(kind="satisfaction").exists()


@pytest.mark.parametrize("rest", ["menneske/", "let/"])
def test_a_mandate_for_something_else_does_not_reach_it(
    anna: Account, bo: Account, mandate: Mandate, opened: Opened, logged_in: LogIn, rest: str
) -> None:
    other = opened(bo, service="friplads")
    casework.decide_automatically(case_id=other.id, outcome="granted")
    browser = logged_in(anna, acting=str(mandate.pk))
    assert browser.post(_at(other, rest), {"hvorfor": "x", "ease": "easy"}).status_code == 404
    assert not Task.objects.exists()


def test_a_decision_by_a_person_is_not_asked_about(
    anna: Account, per: EmployeeInfo, opened: Opened, logged_in: LogIn
) -> None:
    case = opened(anna)
    casework.decide(case_id=case.id, outcome="granted", reasons="", by=per, seen_version=case.version)
    browser = logged_in(anna)
    assert "Bed et menneske" not in _text(browser.get(_at(case)))
    answer = browser.post(_at(case, "menneske/"), {"hvorfor": "x"})
    assert "Et menneske har allerede set på sagen" in _text(answer, answer.status_code)
    assert answer.status_code == 409
    assert not Task.objects.exists()


@pytest.mark.parametrize("bad", ["//ond.example/", "https://ond.example/", "javascript:alert(1)"])
def test_asking_never_leads_to_another_site(
    anna: Account, granted: CaseInfo, logged_in: LogIn, bad: str
) -> None:
    answer = logged_in(anna).post(_at(granted, "menneske/"), {"next": bad})
    assert answer["Location"] == _at(granted)


def test_how_easy_it_was_is_asked_once_where_the_decision_is_read(
    anna: Account, granted: CaseInfo, logged_in: LogIn
) -> None:
    browser = logged_in(anna)
    assert "Hvor let var det?" in _text(browser.get(_at(granted)))
    html = _text(browser.post(_at(granted, "let/"), {"ease": "hard"}, follow=True))
    assert "Tak. Dit svar" in html
    assert "Hvor let var det?" not in html
    browser.post(_at(granted, "let/"), {"ease": "easy"})
    row = Measurement.objects.get(kind="satisfaction")
    assert (row.subject_key, row.journey, row.service) == ("hard", granted.journey_id, "flytning-indland")


@pytest.mark.parametrize("answer", ["", "wonderful", "easy\x00", "å" * 10_000])
def test_what_is_no_answer_is_not_kept(
    anna: Account, granted: CaseInfo, logged_in: LogIn, answer: str
) -> None:
    assert logged_in(anna).post(_at(granted, "let/"), {"ease": answer}).status_code == 404
    assert not Measurement.objects.filter(kind="satisfaction").exists()


def test_nobody_is_asked_before_the_answer_or_without_a_journey(
    anna: Account, opened: Opened, logged_in: LogIn
) -> None:
    case = opened(anna)
    browser = logged_in(anna)
    assert "Hvor let var det?" not in _text(browser.get(_at(case)))
    casework.decide_automatically(case_id=case.id, outcome="granted")
    assert "Hvor let var det?" not in _text(browser.get(_at(case)))


def test_one_sees_who_may_act_for_oneself_in_what_and_until_when(
    anna: Account, bo: Account, mandate: Mandate, logged_in: LogIn
) -> None:
    assert anna.person is not None
    for basis, begins, ends in (
        ("Fuldmagt om alt", date(2027, 1, 1), date(2027, 6, 30)),
        ("Gammel fuldmagt", date(2020, 1, 2), date(2026, 12, 2)),
    ):
        identity.give_mandate(
            holder=anna.person,
            giver_person=bo.person,
            ground=Ground.MANDATE,
            scope=["*"],
            channels=["self_service"],
            valid_from=begins,
            valid_to=ends,
            basis=Text(basis, basis),
        )
    html = _text(logged_in(bo).get("/min-side/"))
    given = html.split("De kan handle for dig")[1].split("</section>")[0]
    for part in (
        *("Anna Lund", "Fuldmagt fra Bo Friis", "flytning-indland", "Uden slutdato"),
        *("Fuldmagt om alt", "Alt hos kommunen", "Fra 1. januar 2027", "Til og med 30. juni 2027"),
    ):
        assert part in given, part
    assert "Gammel fuldmagt" not in html


def test_nobody_else_sees_who_may_act(anna: Account, bo: Account, mandate: Mandate, logged_in: LogIn) -> None:
    browser = logged_in(anna)
    assert "De kan handle for dig" not in _text(browser.get("/min-side/"))
    browser.post("/min-side/handl-for/", {"option": str(mandate.pk)})
    html = _text(browser.get("/min-side/"))
    assert "Min side for Bo Friis" in html
    assert "De kan handle for dig" not in html
