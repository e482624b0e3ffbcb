"""What stands beside and below a contact: what is kept while one does something else, takers, companies, wishes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from indgang.modules.audit.models import Event
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.tests.conftest import employee
from indgang.modules.catalogue.models import Service
from indgang.modules.contacts import selectors
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.models import Contact, RunningContact
from indgang.modules.contacts.selectors import Running
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Company
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Need, Role
from indgang.modules.selfservice.tests.handed_over import hand_over
from indgang.surfaces.desk.contacts.tests.test_contact_pages import (
    Staff,
    choose,
    found,
    suggested,
    text_of,
    url,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def noted(
    desk: Client, begun: Running, maja: Acting, open_case: Callable[..., CaseInfo]
) -> tuple[CaseInfo, dict[str, Any]]:
    """A contact about Maja's case, and what its form would send when a clerk has typed a little."""
    matter = contacts.journey_for(by=maja, service_id="flytning-indland")
    case = open_case(journey_id=matter.id)
    choose(desk, begun, "Maja Holm")
    desk.post(url(begun, "emne/flytning-indland/"))
    typed = suggested(desk.get(url(begun)))
    return case, {**typed, "website_first": "no", "minutes": "4,5", f"note-{case.id}": "Ringede om sit svar"}


def test_what_is_typed_at_the_end_is_there_after_something_else_is_done(
    desk: Client, begun: Running, noted: tuple[CaseInfo, dict[str, Any]]
) -> None:
    case, typed = noted
    assert desk.post(url(begun, "husk/"), typed, headers={"X-Jot": "1"}).status_code == 204
    row = RunningContact.objects.get()
    assert row.jotted == {"website_first": "no", "minutes": "4,5", f"note-{case.id}": "Ringede om sit svar"}
    desk.post(url(begun, "id/"), {"how": "control_questions"})
    page = desk.post(url(begun, "find/"), {"person_name": "M"})
    assert page.status_code == 422
    sent = suggested(page)
    assert (sent["website_first"], sent["minutes"]) == ("no", "4,5")
    assert "Ringede om sit svar</textarea>" in page.content.decode()
    desk.post(url(begun, "luk/"), {**sent, f"note-{case.id}": "Ringede om sit svar"})
    row.refresh_from_db()
    assert row.jotted == {}
    assert Contact.objects.get().minutes == 4.5


def test_without_a_script_a_button_keeps_it_and_shows_the_page(
    desk: Client, begun: Running, noted: tuple[CaseInfo, dict[str, Any]]
) -> None:
    _case, typed = noted
    page = desk.get(url(begun)).content.decode()
    assert f'<noscript><button class="button button-secondary" formaction="{url(begun, "husk/")}"' in page
    assert desk.post(url(begun, "husk/"), {**typed, "level": "guidance"})["Location"] == url(begun) + "#luk"
    again = desk.get(url(begun))
    assert suggested(again)["level"] == "guidance"
    assert '<details class="fold" open><summary>Ret det foreslåede' in again.content.decode()


def test_a_suggestion_that_nobody_changed_goes_on_following_what_is_done(
    desk: Client, begun: Running
) -> None:
    desk.post(url(begun, "husk/"), {**suggested(desk.get(url(begun))), "minutes": "2"})
    desk.post(url(begun, "vejledning/flytning-indland/"))
    sent = suggested(desk.get(url(begun)))
    assert (sent["service"], sent["level"], sent["minutes"]) == ("flytning-indland", "guidance", "2")


def test_nobody_else_writes_into_a_contact_and_a_book_is_not_kept(
    begun: Running, desk: Client, freddy: EmployeeInfo, as_staff: Staff
) -> None:
    assert as_staff(freddy).post(url(begun, "husk/"), {"minutes": "3"}).status_code == 404
    assert desk.post(url(begun, "husk/"), {"note-x": "a" * 100_001}).status_code == 400
    assert RunningContact.objects.get().jotted == {}


def test_it_is_handed_to_a_colleague_by_name_with_what_was_typed(
    desk: Client, begun: Running, maria: EmployeeInfo, freddy: EmployeeInfo, as_staff: Staff
) -> None:
    sara = employee("Sara Skov", "borgerservice", Role.CLERK)
    ida = employee("Ida Lund", "borgerservice", Role.CLERK)
    assert "Sara Skov" not in text_of(desk.get(url(begun)))
    page = text_of(desk.get(url(begun) + "?del=stil-videre"))
    assert "Sara Skov (Borgerservice)" in page
    assert "Maria Kongshøj (Borgerservice)" not in page
    assert "Freddy Holt" not in page
    desk.post(url(begun, "husk/"), {**suggested(desk.get(url(begun))), "minutes": "7"})
    wrong = {"unit": f"kontaktcenter/{sara.id}", "why": "Kender sagen"}
    assert desk.post(url(begun, "stil-videre/"), wrong).status_code == 422
    desk.post(url(begun, "stil-videre/"), {"unit": f"borgerservice/{sara.id}", "why": "Kender sagen"})
    assert selectors.desk_of(ida).waiting == ()
    assert as_staff(ida).post(url(begun, "tag/")).status_code == 404
    browser = as_staff(sara)
    assert "Fra Maria Kongshøj" in text_of(browser.get("/medarbejder/henvendelser/"))
    browser.post(url(begun, "tag/"))
    assert suggested(browser.get(url(begun)))["minutes"] == "7"


def test_what_was_wrong_in_handing_over_is_shown_with_the_colleagues(desk: Client, begun: Running) -> None:
    employee("Sara Skov", "borgerservice", Role.CLERK)
    page = text_of(desk.post(url(begun, "stil-videre/"), {"unit": "kontaktcenter", "why": ""}))
    assert "Skriv kort, hvorfor" in page
    assert "Sara Skov (Borgerservice)" in page


@pytest.mark.parametrize("typed", ["99994436", "DK 99 99 44 36", "havnens bageri", "Bageri"])
def test_a_company_is_found_and_its_contact_counts_as_a_companys(
    desk: Client, begun: Running, typed: str
) -> None:
    company = Company.objects.create(cvr="99994436", name="Havnens Bageri ApS")
    result = desk.post(url(begun, "find/"), {"company": typed})
    assert "Havnens Bageri ApS CVR 99994436" in text_of(result)
    desk.post(url(begun, "hvem/"), {"found": found(result)})
    page = desk.get(url(begun))
    assert "Havnens Bageri ApS" in text_of(page)
    assert "Adresse" not in text_of(page)
    assert Event.objects.filter(action="company_found", party=f"company:{company.pk}").count() == 1
    desk.post(url(begun, "luk/"), suggested(page))
    assert Contact.objects.get().audience == "company"


def test_a_company_takes_a_whole_number_or_enough_of_a_name(desk: Client, begun: Running) -> None:
    for number in range(6):
        Company.objects.create(cvr=f"9999000{number}", name=f"Byens Frisør {number}")
    for typed in ("9999", "B", "Byens Frisør"):
        answer = desk.post(url(begun, "find/"), {"company": typed})
        assert answer.status_code == 422
        assert "Skriv et CVR-nummer med 8 tal, eller mere af virksomhedens navn." in text_of(answer)
        assert f'value="{typed}"' in answer.content.decode()
    nobody = desk.post(url(begun, "find/"), {"company": "88888888"})
    assert "Vi fandt ingen." in text_of(nobody)


def test_three_questions_in_one_call_are_one_row_with_three_subjects(desk: Client, begun: Running) -> None:
    opened = ("personlig-assistance", "flytning-indland")
    for service in opened:
        desk.post(url(begun, f"vejledning/{service}/"))
    page = desk.get(url(begun))
    assert "Talte I også om" in text_of(page)
    sent = suggested(page)
    assert (sent["service"], sent["subjects"]) == ("flytning-indland", "personlig-assistance")
    desk.post(url(begun, "luk/"), sent)
    row = Contact.objects.get()
    assert (row.service, row.subjects) == ("flytning-indland", ["flytning-indland", "personlig-assistance"])
    assert (row.level, row.kind) == ("guidance", "information")


def test_how_the_citizen_wishes_to_be_helped_stands_where_they_stand(
    desk: Client, begun: Running, maja: Acting, maria: EmployeeInfo
) -> None:
    identity.declare_need(person_id=maja.party.id, need=Need.LARGE_PRINT, by=maria.actor)
    assert "Sådan vil de gerne have hjælp" not in text_of(desk.get(url(begun)))
    choose(desk, begun, "Maja Holm")
    page = desk.get(url(begun))
    assert "Stor skrift i breve" in text_of(page)
    assert f"henvendelse/{begun.id}/" in page.context["needs_url"]


def test_the_page_says_what_the_rules_wait_for_but_not_of_a_hidden_address(
    desk: Client, begun: Running, noted: tuple[CaseInfo, dict[str, Any]], open_case: Callable[..., CaseInfo]
) -> None:
    case, _typed = noted
    page = text_of(desk.get(url(begun)))
    assert f"Sag {case.number} kan afgøres nu af en sagsbehandler." in page
    assert "Det mangler: hvorfor det er sent." in page
    from indgang.modules.cases.models import Case

    Case.objects.filter(pk=case.id).update(protected=True)
    assert "Det mangler: hvorfor det er sent." not in text_of(desk.get(url(begun)))


def test_a_letter_is_not_asked_whether_it_tried_the_website(desk: Client, maria: EmployeeInfo) -> None:
    desk.post("/medarbejder/henvendelse/ny/", {"way": "letter"})
    letter = selectors.running_of(maria)[0]
    page = desk.get(url(letter))
    assert "Havde du prøvet hjemmesiden først?" not in text_of(page)
    assert desk.post(url(letter, "luk/"), suggested(page)).status_code == 302


def test_the_page_asks_little(desk: Client, begun: Running, noted: tuple[CaseInfo, dict[str, Any]]) -> None:
    desk.get(url(begun))
    for address, limit in (
        (url(begun), 14),
        ("/medarbejder/henvendelser/", 4),
        ("/medarbejder/tilbageringer/", 6),
    ):
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(address).status_code == 200
        assert len(asked) <= limit, [query["sql"][:90] for query in asked.captured_queries]


def test_staff_are_told_how_to_help_in_the_national_solution(desk: Client, begun: Running) -> None:
    hand_over()
    Service.objects.filter(id="flytning-indland").update(solution="flytning")
    desk.post(url(begun, "vejledning/flytning-indland/"))
    html = desk.get(url(begun)).content.decode()
    for words in ("Hjælp dem i Flytning på borger.dk", "Skriv den nye adresse.", "www.borger.dk"):
        assert words in html
    assert "/videre/" not in html  # what staff look at is no contact
