"""What a citizen meets on their own pages."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.audit.models import Event
from indgang.modules.cases import selectors as cases
from indgang.modules.cases import services as casework
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Account, Mandate
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.messages import selectors as messages
from indgang.modules.messages import services as messaging
from indgang.modules.selfservice.selectors.views import DraftInfo
from indgang.modules.selfservice.vocabulary import DraftState
from indgang.surfaces.portal.mypage.tests.conftest import NOW, acting

LogIn = Callable[..., Client]
Opened = Callable[..., CaseInfo]


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    return str(answer.content.decode())


def asked(case: CaseInfo, per: EmployeeInfo) -> str:
    """Per asks for the lease. Returns the message's id."""
    message_id = casework.ask(
        case_id=case.id, question="Send os lejekontrakten.", reply_by=date(2026, 12, 9), by=per,
        seen_version=case.version,
    )  # fmt: skip
    return str(message_id)


def draft(account: Account, *, days: int = 20, service: str = "flytning-indland") -> DraftInfo:
    return DraftInfo(
        uuid4(), "flytning", service, Text("Meld flytning"), "Anna Lund", "Anna Lund", "hvor",
        Text("Hvor flytter du hen?"), 2, 5, 3, NOW, NOW + timedelta(days=days), DraftState.OPEN,
    )  # fmt: skip


def test_somebody_without_anything_is_told_that_nothing_waits(anna: Account, logged_in: LogIn) -> None:
    html = page(logged_in(anna), "/min-side/")
    assert "Hej Anna" in html
    assert "Du skal ikke gøre noget lige nu" in html
    assert "Du har ingen sager hos os" in html


def test_a_case_stands_with_the_sentence_that_says_what_happens_now(
    anna: Account, opened: Opened, logged_in: LogIn
) -> None:
    case = opened(anna)
    html = page(logged_in(anna), "/min-side/")
    assert case.status.da in html
    assert "10. december 2026" in case.status.da
    assert case.number in html


def test_a_question_from_us_comes_first_with_its_date(
    anna: Account, per: EmployeeInfo, opened: Opened, logged_in: LogIn
) -> None:
    message_id = asked(opened(anna), per)
    html = page(logged_in(anna), "/min-side/")
    to_do = html.split("Dine sager")[0]
    assert "Senest 9. december 2026" in to_do
    assert f'href="/min-side/besked/{message_id}/"' in to_do


def test_a_question_whose_date_has_passed_is_still_to_do(
    anna: Account, per: EmployeeInfo, opened: Opened, logged_in: LogIn
) -> None:
    asked(opened(anna), per)
    clock.freeze(NOW + timedelta(days=8))
    assert "Fristen var 9. december 2026" in page(logged_in(anna), "/min-side/")


def test_an_answer_reaches_the_case_and_is_no_longer_to_do(
    anna: Account, per: EmployeeInfo, opened: Opened, logged_in: LogIn
) -> None:
    message_id = asked(opened(anna), per)
    browser = logged_in(anna)
    answer = browser.post(f"/min-side/besked/{message_id}/", {"svar": "Her er den."}, follow=True)
    assert "Vi har fået dit svar" in answer.content.decode()
    assert "Her er den." in answer.content.decode()
    assert "Senest 9. december" not in page(browser, "/min-side/").split("Dine sager")[0]
    browser.post(f"/min-side/besked/{message_id}/", {"svar": "Her er den."})
    assert len(messages.message(message_id, party=acting(anna).party).replies) == 1


def test_an_empty_answer_says_what_to_do_and_keeps_the_page(
    anna: Account, per: EmployeeInfo, opened: Opened, logged_in: LogIn
) -> None:
    message_id = asked(opened(anna), per)
    answer = logged_in(anna).post(f"/min-side/besked/{message_id}/", {"svar": "  "})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert '<a href="#f-svar" class="function-link">Skriv dit svar, før du sender det.</a>' in html
    assert 'aria-describedby="f-svar-error' in html


def test_a_draft_shows_how_much_is_left_and_where_it_goes_on(
    anna: Account, drafts: list[DraftInfo], logged_in: LogIn
) -> None:
    one = draft(anna)
    drafts.append(one)
    html = page(logged_in(anna), "/min-side/")
    assert "Du er færdig med 2 af 5 trin. Næste: Hvor flytter du hen?" in html
    assert f'href="/kladde/{one.id}/hvor/"' in html
    assert "Det skal du gøre nu" in html
    assert "bliver snart slettet" not in html


def test_a_draft_that_is_deleted_within_a_week_is_something_to_do(
    anna: Account, drafts: list[DraftInfo], logged_in: LogIn
) -> None:
    drafts.append(draft(anna, days=5))
    assert "Din kladde bliver snart slettet." in page(logged_in(anna), "/min-side/")


def test_a_decision_shows_the_result_the_reason_and_where_the_fact_came_from(
    anna: Account, opened: Opened, logged_in: LogIn
) -> None:
    case = opened(anna)
    casework.decide_automatically(case_id=case.id, outcome="granted")
    html = page(logged_in(anna), f"/min-side/sag/{case.id}/")
    order = [
        html.index(word)
        for word in ("Vi har flyttet dig.", "Hvad sker der nu?", "Hvorfor?", "Det er der sket")
    ]
    assert order == sorted(order)
    for said in ("Du flytter til en ledig bolig.", "CPR-loven § 12", "Birkevej 40", "Du skrev det"):
        assert said in html
    assert "fordi reglerne er helt klare" in html
    assert "Er du uenig?" not in html, "a full grant carries no complaint guidance"


def test_a_refusal_names_the_caseworker_and_says_how_to_complain_until_when(
    anna: Account, per: EmployeeInfo, opened: Opened, logged_in: LogIn
) -> None:
    case = opened(anna)
    casework.take(case_id=case.id, by=per)
    seen = cases.case_for_staff(case.id, per).info.version
    decided = casework.decide(
        case_id=case.id, outcome="refused", by=per, seen_version=seen,
        reasons="Boligen er ikke godkendt til beboelse. Derfor kan du ikke melde flytning til den, jf. CPR-loven § 12.",
    )  # fmt: skip
    html = page(logged_in(anna), f"/min-side/sag/{case.id}/")
    assert "Per Dam i Folkeregisteret" in html
    assert "Boligen er ikke godkendt" in html
    assert decided.complaint is not None
    assert "Er du uenig?" in html
    assert decided.complaint.body in html


def test_another_persons_case_and_message_look_as_if_they_were_not_there(
    anna: Account, bo: Account, per: EmployeeInfo, opened: Opened, logged_in: LogIn
) -> None:
    case = opened(bo)
    message_id = asked(case, per)
    browser = logged_in(anna)
    for path in (f"sag/{case.id}/", f"besked/{message_id}/", f"besked/{message_id}/brev.pdf"):
        assert browser.get(f"/min-side/{path}").status_code == 404
    assert browser.post(f"/min-side/besked/{message_id}/", {"svar": "x"}).status_code == 404
    assert Event.objects.filter(action="refused_not_yours").count() == 4


def test_a_limited_mandate_shows_the_one_matter_and_nothing_else(
    anna: Account, bo: Account, mandate: Mandate, per: EmployeeInfo, opened: Opened, logged_in: LogIn
) -> None:
    covered, other = opened(bo), opened(bo, key="k2", service="friplads")
    about_covered, about_other = asked(covered, per), asked(other, per)
    browser = logged_in(anna, acting=str(mandate.pk))
    html = page(browser, "/min-side/")
    assert "Min side for Bo Friis" in html
    assert covered.number in html
    assert other.number not in html
    assert about_covered in html
    assert about_other not in html
    assert browser.get(f"/min-side/sag/{other.id}/").status_code == 404
    assert browser.get(f"/min-side/besked/{about_other}/").status_code == 404
    assert browser.get("/min-side/hvem-har-set/").status_code == 404


def test_a_helper_sees_only_the_drafts_that_the_mandate_covers(
    anna: Account, mandate: Mandate, drafts: list[DraftInfo], logged_in: LogIn
) -> None:
    covered, other = draft(anna), draft(anna, service="friplads")
    drafts.extend([covered, other])
    html = page(logged_in(anna, acting=str(mandate.pk)), "/min-side/")
    assert str(covered.id) in html
    assert str(other.id) not in html


def test_one_switches_whom_to_act_for_and_leaves_what_belongs_to_the_other(
    anna: Account, mandate: Mandate, logged_in: LogIn
) -> None:
    browser = logged_in(anna)
    answer = browser.post(
        "/min-side/handl-for/", {"option": str(mandate.pk), "next": f"/kladde/{uuid4()}/hvor/"}
    )
    assert answer["Location"] == "/min-side/"
    assert "Min side for Bo Friis" in page(browser, "/min-side/")
    assert Event.objects.filter(action="act_for_chosen", object=f"mandate:{mandate.pk}").exists()
    back = browser.post("/min-side/handl-for/", {"option": "self", "next": "/ydelse/pas/"})
    assert back["Location"] == "/ydelse/pas/"
    assert "Hej Anna" in page(browser, "/min-side/")


@pytest.mark.parametrize("bad", ["//ond.example/", "https://ond.example/", "javascript:alert(1)", ""])
def test_switching_never_leads_to_another_site(anna: Account, bad: str, logged_in: LogIn) -> None:
    answer = logged_in(anna).post("/min-side/handl-for/", {"option": "self", "next": bad})
    assert answer["Location"] == "/min-side/"


def test_nobody_switches_to_a_party_they_have_no_ground_for(
    anna: Account, bo: Account, mandate: Mandate, logged_in: LogIn
) -> None:
    assert logged_in(bo).post("/min-side/handl-for/", {"option": str(mandate.pk)}).status_code == 403


def test_one_can_see_who_looked_but_not_the_name_of_staff(
    anna: Account, per: EmployeeInfo, opened: Opened, logged_in: LogIn
) -> None:
    case = opened(anna)
    cases.case_for_staff(case.id, per)
    audit.record(action="secret_step", actor="system", party=acting(anna).party.key)
    html = page(logged_in(anna), "/min-side/hvem-har-set/")
    assert "En medarbejder i Folkeregisteret" in html
    assert "Så din sag" in html
    assert "Per Dam" not in html
    assert "secret_step" not in html


def test_the_same_look_of_one_day_is_one_line_that_says_how_often(
    anna: Account, per: EmployeeInfo, opened: Opened, logged_in: LogIn
) -> None:
    case = opened(anna)
    for minutes in (0, 5, 20):
        clock.freeze(NOW + timedelta(minutes=minutes))
        audit.record(
            action="case_seen", actor=per.actor.key, object=f"case:{case.id}", party=acting(anna).party.key,
            purpose="sagsbehandling",
        )  # fmt: skip
    clock.freeze(NOW + timedelta(days=1))
    audit.record(
        action="case_seen", actor=per.actor.key, party=acting(anna).party.key, purpose="sagsbehandling"
    )
    html = page(logged_in(anna), "/min-side/hvem-har-set/")
    assert html.count("Formål: sagsbehandling") == 2
    assert "3 gange, senest 3. december 2026 kl.\u00a011.02" in html
    assert ">4. december 2026 kl.\u00a010.42<" in html


@pytest.mark.parametrize(("rights", "status"), [(("submit",), 200), (("view",), 404)])
def test_who_may_not_act_for_the_company_does_not_see_its_trail(
    lyngsoe: None, rights: tuple[str, ...], status: int, logged_in: LogIn
) -> None:
    account = identity.account_for_citizen(
        subject="henrik",
        name="Henrik Lund",
        cpr="0101801234",
        company=("99994436", "Lyngsø El"),
        rights=rights,
    )
    mandate = Mandate.objects.get(giver_company__cvr="99994436")
    browser = logged_in(account, company="99994436", acting=str(mandate.pk))
    assert browser.get("/min-side/hvem-har-set/").status_code == status
    assert ("hvem-har-set" in page(browser, "/min-side/")) is (status == 200)


def test_why_somebody_looked_is_told_in_the_readers_language(
    anna: Account, per: EmployeeInfo, opened: Opened, logged_in: LogIn
) -> None:
    cases.case_for_staff(opened(anna).id, per)
    for purpose in ("afgørelse: der-er-ingen-løsning", "et nyt formål"):
        audit.record(action="cpr_used", actor="system", party=acting(anna).party.key, purpose=purpose)
    browser = logged_in(anna)
    assert "Formål: sagsbehandling" in page(browser, "/min-side/hvem-har-set/")
    html = page(browser, "/en/min-side/hvem-har-set/")
    assert "Purpose: handling the case" in html
    assert "Purpose: decision: der-er-ingen-løsning" in html
    assert "Purpose: et nyt formål" in html


def test_a_letter_that_is_being_made_says_so_and_looks_again(
    anna: Account, per: EmployeeInfo, opened: Opened, logged_in: LogIn
) -> None:
    message_id = asked(opened(anna), per)
    answer = logged_in(anna).get(f"/min-side/besked/{message_id}/brev.pdf")
    assert answer.status_code == 202
    assert answer["Refresh"] == "3"
    assert "Brevet er på vej" in answer.content.decode()


def test_a_letter_whose_file_is_away_is_told_in_words(
    anna: Account, per: EmployeeInfo, opened: Opened, logged_in: LogIn, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    message_id = asked(opened(anna), per)
    messaging.deliver_planned()
    for path in tmp_path.rglob("*"):
        if path.is_file():
            path.unlink()
    assert logged_in(anna).get(f"/min-side/besked/{message_id}/brev.pdf").status_code == 202


def test_a_letter_that_is_made_is_the_file_itself(
    anna: Account,
    per: EmployeeInfo,
    opened: Opened,
    logged_in: LogIn,
    settings: Settings,
    tmp_path: Path,
) -> None:
    settings.DATA_DIR = tmp_path
    message_id = asked(opened(anna), per)
    messaging.deliver_planned()
    answer = logged_in(anna).get(f"/min-side/besked/{message_id}/brev.pdf")
    assert answer.status_code == 200
    content = answer.getvalue()
    if answer["Content-Type"] == "application/pdf":
        assert content.startswith(b"%PDF-")
        assert "inline" in answer["Content-Disposition"]
    else:  # a machine without Pango writes the letter as a page, which is downloaded
        assert b"lejekontrakten" in content
        assert "attachment" in answer["Content-Disposition"]
    assert "no-store" in answer["Cache-Control"]


def test_reading_a_message_marks_it_read(
    anna: Account, per: EmployeeInfo, opened: Opened, logged_in: LogIn
) -> None:
    message_id = asked(opened(anna), per)
    browser = logged_in(anna)
    assert ">Ulæst</span>" in page(browser, "/min-side/")
    page(browser, f"/min-side/besked/{message_id}/")
    assert ">Ulæst</span>" not in page(browser, "/min-side/")


def test_my_page_costs_a_known_number_of_queries(
    anna: Account, per: EmployeeInfo, opened: Opened, logged_in: LogIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:  # fmt: skip
    for n in range(3):
        asked(opened(anna, key=f"k{n}"), per)
    browser = logged_in(anna)
    browser.get("/min-side/")
    # session, account with person; mandates held and given; cases; messages, deliveries, replies; where one is asked;
    # certificates and licences
    with django_assert_num_queries(10):
        browser.get("/min-side/")


def test_my_page_is_never_left_in_the_browser_for_the_next_person(anna: Account, logged_in: LogIn) -> None:
    assert "no-store" in logged_in(anna).get("/min-side/")["Cache-Control"]


def test_my_page_is_there_in_english(anna: Account, opened: Opened, logged_in: LogIn) -> None:
    case = opened(anna)
    assert case.status.en in page(logged_in(anna), "/en/min-side/")
