"""A drawn automatic answer, as a caseworker looks at it in a browser without JavaScript."""

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from indgang.kernel import generation
from indgang.modules.cases import selectors, services
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.tests.conftest import finding
from indgang.modules.identity.models import Parameter
from indgang.modules.identity.selectors import EmployeeInfo

LIST = "/medarbejder/stikproever/"
WHY = "Boligen er <et> sommerhus."


@pytest.fixture
def drawn(open_case: Callable[..., CaseInfo]) -> CaseInfo:
    Parameter.objects.filter(key="stikproeve.pct").update(value="100")
    generation.set_current(generation.current() + 1)
    case = open_case(finding=finding("granted"))
    services.decide_automatically(case_id=case.id, outcome="granted")
    return case


def _at(case: CaseInfo, rest: str = "") -> str:
    return f"/medarbejder/sag/{case.id}/{rest}"


def _page(web: Client, address: str, status: int = 200, **posted: Any) -> str:
    answer = web.post(address, posted) if posted else web.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return unescape(answer.content.decode())


def test_it_waits_on_the_list_the_work_list_and_the_case_and_names_no_citizen(
    web: Client, drawn: CaseInfo
) -> None:
    page = _page(web, LIST)
    assert drawn.number in page
    assert "100 ud af 100" in page
    assert "Maja" not in page
    assert "1 stikprøve venter på et menneske" in _page(web, "/medarbejder/")
    assert _at(drawn, "stikproeve/") in _page(web, _at(drawn))


def test_a_person_disagrees_says_why_and_it_is_counted(
    web: Client, drawn: CaseInfo, ole: EmployeeInfo
) -> None:
    assert "Adressen findes" in _page(web, _at(drawn, "stikproeve/"))
    page = _page(web, _at(drawn, "stikproeve/"), 422, agrees="disagree", reason="")
    assert "Skriv, hvorfor du er uenig." in page
    assert web.post(_at(drawn, "stikproeve/"), {"agrees": "disagree", "reason": WHY}).status_code == 302
    page = _page(web, _at(drawn))
    assert "Uenig i svaret" in page
    assert "Ingen stikprøver venter." in _page(web, LIST)
    assert WHY in _page(web, LIST)
    assert "<et> sommerhus" not in web.get(LIST).content.decode()
    assert web.get(_at(drawn, "stikproeve/")).status_code == 409
    assert selectors.samples(ole).figures[0].disagreed == 1


@pytest.mark.parametrize("agrees", ["", "x", "True"])
def test_one_says_yes_or_no(web: Client, drawn: CaseInfo, agrees: str) -> None:
    assert "Vælg, om du er enig." in _page(web, _at(drawn, "stikproeve/"), 422, agrees=agrees, reason=WHY)


def test_what_was_not_drawn_is_no_page_and_a_clerk_judges_nothing(
    web: Client,
    open_case: Callable[..., CaseInfo],
    as_staff: Callable[[EmployeeInfo], Client],
    maria: EmployeeInfo,
) -> None:
    case = open_case()
    assert web.get(_at(case, "stikproeve/")).status_code == 404
    assert as_staff(maria).get(LIST).status_code == 403


def test_without_the_share_the_page_says_so(web: Client, lyngsoe: object) -> None:
    Parameter.objects.filter(key="stikproeve.pct").update(value=None)
    generation.set_current(generation.current() + 1)
    assert "Kommunen har ikke sat" in _page(web, LIST)
