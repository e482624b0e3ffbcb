"""The work list as a page."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from indgang.modules.cases import services
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Account
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Role

LIST = "/medarbejder/"
Open = Callable[..., CaseInfo]
Browser = Callable[[EmployeeInfo], Client]


def _page(web: Client, address: str = LIST) -> str:
    answer = web.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_row_says_what_from_whom_until_when_and_why(web: Client, case: CaseInfo) -> None:
    page = _page(web)
    for part in (
        "26-000001",
        "Flytning",
        "Maja Holm",
        "2 dage tilbage",
        "Du anmeldte mere end 5 dage for sent",
    ):
        assert part in page
    assert f"/medarbejder/sag/{case.id}/" in page


def test_the_words_of_a_deadline(web: Client, open_case: Open) -> None:
    for i, day in enumerate((3, 4, 5), start=1):
        open_case(key=f"k{i}", due=date(2026, 5, day))
    page = _page(web)
    for words in ("1 dag for sent", "Sidste dag i dag", "1 dag tilbage"):
        assert words in page


def test_an_empty_list_says_so(web: Client) -> None:
    assert "Du er i bund" in _page(web)


def test_a_filter_that_finds_nothing_offers_the_whole_list(web: Client, case: CaseInfo) -> None:
    page = _page(web, f"{LIST}?mine=ja")
    assert "Ingen sager passer til dit valg" in page
    assert "Vis alle åbne sager" in page


@pytest.mark.parametrize(
    "query", ["tilstand=%F0%9F%99%82", "side=0", "side=99999999999", "side=x", "mine=maybe"]
)
def test_a_bad_address_still_gives_the_list(web: Client, case: CaseInfo, query: str) -> None:
    assert "26-000001" in _page(web, f"{LIST}?{query}")


def test_another_departments_list_is_empty(as_staff: Browser, tina: EmployeeInfo, case: CaseInfo) -> None:
    assert "26-000001" not in _page(as_staff(tina), f"{LIST}?hele=ja")


def test_a_long_list_has_pages_and_at_most_eight_queries(
    web: Client, open_case: Open, django_assert_max_num_queries: Any
) -> None:
    for i in range(30):
        open_case(key=f"k{i}")
    _page(web)
    with django_assert_max_num_queries(8):
        page = _page(web, f"{LIST}?side=2")
    assert "26-000030" in page
    assert "30 sager" in page


def test_mine_are_marked(web: Client, ole: EmployeeInfo, case: CaseInfo) -> None:
    services.take(case_id=case.id, by=ole)
    assert "26-000001" in _page(web, f"{LIST}?mine=ja")


def test_english_staff_read_english(web: Client, case: CaseInfo) -> None:
    answer = web.get("/en/medarbejder/")
    assert 'lang="en"' in answer.content.decode()
    assert "Moving" in answer.content.decode()


def test_without_a_login_one_is_sent_to_the_staff_login(plain_pages: None, lyngsoe: object) -> None:
    answer = Client().get(LIST)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/medarbejder/login/?next=")


def test_a_citizen_finds_no_such_page(plain_pages: None, maja: Acting) -> None:
    account = Account.objects.create(person_id=maja.party.id)
    browser = Client()
    browser.force_login(account, backend="indgang.surfaces.portal.login.backend.CitizenBackend")
    assert browser.get(LIST).status_code == 404


def test_a_strategist_has_no_right(plain_pages: None, lyngsoe: object) -> None:
    account = identity.account_for_staff(
        subject="j", name="Jakob Elmegård", roles=[Role.STRATEGIST], unit="borgerservice"
    )
    browser = Client()
    browser.force_login(account, backend="indgang.surfaces.desk.login.backend.StaffBackend")
    assert browser.get(LIST).status_code == 403
