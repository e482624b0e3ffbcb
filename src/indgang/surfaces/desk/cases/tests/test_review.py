"""A citizen asked for a person: what staff see, and how they answer, in a browser without JavaScript."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from indgang.modules.cases import selectors, services
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.tests.conftest import finding
from indgang.modules.cases.vocabulary import CaseState
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages import selectors as messages

WHY = "Min datter flytter <ikke> med 🙂"


def _page(web: Client, address: str, status: int = 200, **posted: Any) -> str:
    answer = web.post(address, posted) if posted else web.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return unescape(answer.content.decode())


@pytest.fixture
def wish(open_case: Callable[..., CaseInfo], maja: Acting) -> CaseInfo:
    """The rules said yes, and Maja wants a person to look at it."""
    case = open_case(finding=finding("granted"))
    services.decide_automatically(case_id=case.id, outcome="granted")
    return services.ask_for_review(case_id=case.id, why=WHY, by=maja)


def _at(case: CaseInfo, rest: str = "") -> str:
    return f"/medarbejder/sag/{case.id}/{rest}"


def test_it_stands_on_the_work_list_with_its_date(web: Client, wish: CaseInfo) -> None:
    page = _page(web, "/medarbejder/")
    assert wish.number in page
    assert "Borgeren vil have et menneske til at se på svaret" in page
    assert "7 dage tilbage" in page


def test_the_case_page_says_what_is_wished_and_offers_the_two_ways(web: Client, wish: CaseInfo) -> None:
    page = _page(web, _at(wish))
    for part in (WHY, "har dit svar senest 11. maj 2026", "Afgørelsen gælder imens", "7 dage tilbage"):
        assert part in page, part
    assert _at(wish, "gaelder-stadig/") in page
    assert _at(wish, "genoptag/") in page
    assert "Opgaven er løst</button>" not in page
    assert "Opgaven er løst<span" not in page


def test_the_answer_reaches_the_citizen_and_the_list_is_empty(
    web: Client, wish: CaseInfo, maja: Acting, ole: EmployeeInfo
) -> None:
    assert WHY in _page(web, _at(wish, "gaelder-stadig/"))
    posted = {"text": "Reglerne er fulgt.", "seen_version": str(wish.version)}
    for _press in range(2):
        answer = web.post(_at(wish, "gaelder-stadig/"), posted)
        assert (answer.status_code, answer["Location"]) == (302, _at(wish))
    assert "Svaret er sendt." in _page(web, _at(wish))
    assert "Vi har set på svaret igen: Flytning" in [one.title.da for one in messages.inbox(maja.party)]
    assert wish.number not in _page(web, "/medarbejder/")
    assert web.get(_at(wish, "gaelder-stadig/")).status_code == 409


def test_an_empty_answer_says_what_to_do(web: Client, wish: CaseInfo) -> None:
    page = _page(web, _at(wish, "gaelder-stadig/"), 422, text=" ", seen_version=str(wish.version))
    assert "Skriv en tekst." in page


def test_somebody_who_was_first_leaves_the_words_standing(
    web: Client, wish: CaseInfo, lise: EmployeeInfo, ole: EmployeeInfo
) -> None:
    services.take(case_id=wish.id, by=lise)
    page = _page(web, _at(wish, "gaelder-stadig/"), 409, text="Reglerne…", seen_version=str(wish.version))
    assert "Reglerne…" in page
    assert "Fortsæt med din tekst" in page
    assert selectors.case_for_staff(wish.id, ole).review is not None


def test_the_case_is_opened_again_and_decided_anew(web: Client, wish: CaseInfo, ole: EmployeeInfo) -> None:
    due = {"due-day": "11", "due-month": "5", "due-year": "2026"}
    posted = {"reason": "En fejl", "seen_version": str(wish.version), **due}
    assert web.post(_at(wish, "genoptag/"), posted).status_code == 302
    case = selectors.case_for_staff(wish.id, ole)
    assert (case.info.state, case.review) == (CaseState.OPEN, None)


def test_a_decision_that_nobody_asked_about_is_not_on_the_list_and_has_no_such_page(
    web: Client, open_case: Callable[..., CaseInfo]
) -> None:
    case = open_case(finding=finding("granted"))
    services.decide_automatically(case_id=case.id, outcome="granted")
    assert case.number not in _page(web, "/medarbejder/")
    assert "vil have et menneske" not in _page(web, _at(case))
    assert web.get(_at(case, "gaelder-stadig/")).status_code == 409
