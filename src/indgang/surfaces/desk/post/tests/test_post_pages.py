"""What did not arrive, as a browser without JavaScript sees it."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indgang.kernel import clock
from indgang.modules.audit.models import Event
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.tests.conftest import NOW, employee
from indgang.modules.identity.models import Person
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Role
from indgang.modules.messages import services
from indgang.modules.messages.models import Delivery, Ladder
from indgang.modules.messages.vocabulary import Cause, LadderState, Way
from indgang.surfaces.desk.post.tests.conftest import missed

Browser = Callable[[EmployeeInfo], Client]
LIST = "/medarbejder/post/"


def page(web: Client, address: str, status: int = 200, **posted: Any) -> str:
    answer = web.post(address, posted) if posted else web.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return unescape(answer.content.decode())


def test_the_list_says_which_letter_why_and_what_to_do(web: Client, failed: UUID, case: CaseInfo) -> None:
    clock.freeze(NOW + timedelta(days=3))
    html = page(web, LIST)
    for part in (
        *("1 brev er ikke nået frem.", "Maja Holm", case.number, "Vi kender ingen adresse.", "3 dage"),
        *("Slå adressen op, og send igen", "Folkeregisteret"),
    ):
        assert part in html, part
    assert "6104850001" not in html


def test_an_empty_list_says_what_would_stand_there(web: Client, letter: UUID) -> None:
    assert "Alle breve er nået frem" in page(web, LIST)


@pytest.mark.parametrize("query", ["?side=99", "?side=x", "?enhed=nowhere"])
def test_a_strange_address_shows_the_list(web: Client, failed: UUID, query: str) -> None:
    assert "1 brev er ikke nået frem." in page(web, LIST + query)


def test_only_who_looks_after_the_letter_sees_it(
    as_staff: Browser, failed: UUID, maria: EmployeeInfo, lise: EmployeeInfo, tina: EmployeeInfo
) -> None:
    assert as_staff(maria).get(LIST).status_code == 403
    for other in (lise, tina):  # of another unit, of another department
        browser = as_staff(other)
        assert "Alle breve er nået frem" in page(browser, LIST)
        page(browser, f"{LIST}{failed}/", 404)
        page(browser, f"{LIST}{failed}/fortalt/", 404, hvordan="Jeg ringede.")
    head = employee("Vera Lund", "borgerservice", Role.SUPERVISOR)
    assert "Maja Holm" in page(as_staff(head), LIST)


def test_a_protected_citizen_has_no_name_there(web: Client, failed: UUID, maja: Acting) -> None:
    Person.objects.filter(pk=maja.party.id).update(protected=True)
    for address in (LIST, f"{LIST}{failed}/"):
        html = page(web, address)
        assert "Beskyttet" in html
        assert "Maja Holm" not in html


def test_the_letters_page_has_its_way_and_never_its_text(web: Client, failed: UUID, maja: Acting) -> None:
    html = page(web, f"{LIST}{failed}/")
    assert "Brevet er ikke nået frem. Vi kender ingen adresse." in html
    assert "CPR-lovens § 6" not in html
    assert "Læs brevet på sagen" in html
    assert Event.objects.filter(action="letter_trace_seen", party=maja.party.key).count() == 1


def test_told_in_another_way_needs_words_and_keeps_them(web: Client, failed: UUID) -> None:
    address = f"{LIST}{failed}/fortalt/"
    assert "Skriv, hvordan de fik besked." in page(web, address, 422, hvordan=" ")
    long = "Jeg ringede. " * 50
    assert long.strip()[:60] in page(web, address, 422, hvordan=long)
    assert Ladder.objects.get(pk=failed).state == LadderState.FAILED
    web.post(address, {"hvordan": "Jeg ringede og læste det op."})
    row = Ladder.objects.get(pk=failed)
    assert (row.state, row.solved_why) == (LadderState.TOLD, "Jeg ringede og læste det op.")
    html = page(web, f"{LIST}{failed}/")
    assert "En medarbejder gav beskeden på en anden måde 4. maj 2026." in html
    assert "Jeg ringede og læste det op." in html
    assert "Hvad kan du gøre?" not in html
    assert "Alle breve er nået frem" in page(web, LIST)


def test_a_button_sends_it_as_a_letter_and_leads_back_to_the_case(
    web: Client, failed: UUID, case: CaseInfo
) -> None:
    back = f"/medarbejder/sag/{case.id}/brev/{failed}/"
    html = page(web, back)
    assert f'action="{LIST}{failed}/som-brev/"' in html
    answer = web.post(f"{LIST}{failed}/som-brev/", {"naeste": back})
    assert answer["Location"] == back
    assert Ladder.objects.get(pk=failed).state == LadderState.CLIMBING
    assert Delivery.objects.filter(message=failed, way__in=[Way.LETTER, Way.PRINT]).exists()


def test_try_again_is_offered_when_it_helps(web: Client, letter: UUID) -> None:
    missed(letter, Cause.UNAVAILABLE)
    assert f"{LIST}{letter}/igen/" in page(web, f"{LIST}{letter}/")
    web.post(f"{LIST}{letter}/igen/", {"naeste": "https://evil.example/"})
    assert Ladder.objects.get(pk=letter).state == LadderState.CLIMBING


def test_a_deed_never_leads_to_another_site(web: Client, failed: UUID) -> None:
    answer = web.post(f"{LIST}{failed}/som-brev/", {"naeste": "https://evil.example/"})
    assert answer["Location"] == f"{LIST}{failed}/"


@pytest.mark.parametrize("deed", ["igen", "som-brev", "fortalt"])
def test_a_deed_is_never_done_by_looking(web: Client, failed: UUID, deed: str) -> None:
    assert web.get(f"{LIST}{failed}/{deed}/").status_code == 405


def test_a_letter_that_arrived_meanwhile_is_left_alone(web: Client, letter: UUID) -> None:
    services.deliver_planned()
    for deed in ("igen", "som-brev"):
        assert web.post(f"{LIST}{letter}/{deed}/").status_code == 409
    assert web.post(f"{LIST}{letter}/fortalt/", {"hvordan": "Jeg ringede."}).status_code == 409


def test_the_case_shows_the_way_of_its_letter_and_a_task_leads_there(
    web: Client, as_staff: Browser, letter: UUID, case: CaseInfo, lise: EmployeeInfo
) -> None:
    address = f"/medarbejder/sag/{case.id}/brev/{letter}/"
    assert "Se brevets vej" in page(web, address)
    assert "Hvad kan du gøre?" not in page(web, address)
    missed(letter, Cause.NO_ADDRESS)
    assert "Hvad kan du gøre?" in page(web, address)
    assert "Hvad kan du gøre?" not in page(as_staff(lise), address), "she looks after another unit's letters"


def test_the_pages_ask_so_many_times_and_no_more(
    web: Client, failed: UUID, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    page(web, LIST)
    # session, account with employee; letters to many, how many, which, the trail
    with django_assert_num_queries(6):
        web.get(LIST)
    # session, account with employee; the letter, the trail; message, deliveries, attempts, receipts; in reach
    with django_assert_num_queries(9):
        web.get(f"{LIST}{failed}/")
