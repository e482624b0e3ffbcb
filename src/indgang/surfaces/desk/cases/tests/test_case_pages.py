"""The page of a case, and what can be done on it, as a browser without JavaScript does it."""

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from indgang.adapters.letters.html_press import HtmlPress
from indgang.modules.audit import selectors as audit
from indgang.modules.cases import selectors, services
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.tests.conftest import finding
from indgang.modules.cases.vocabulary import CaseState
from indgang.modules.identity import services as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages import selectors as messages
from indgang.modules.messages import services as post
from indgang.modules.messages.services import files

REASONS = "Du bor ikke på adressen. Du skal stå, hvor du bor og sover, jf. CPR-lovens § 6."
Browser = Callable[[EmployeeInfo], Client]
Open = Callable[..., CaseInfo]
WRITTEN = {
    "question": "Hvorfor er det sent?",
    "reply_by-day": "11",
    "reply_by-month": "5",
    "reply_by-year": "2026",
}


def _at(case: CaseInfo, rest: str = "") -> str:
    return f"/medarbejder/sag/{case.id}/{rest}"


def _page(web: Client, address: str, status: int = 200, **posted: Any) -> str:
    answer = web.post(address, posted) if posted else web.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return unescape(answer.content.decode())


def test_the_page_says_what_is_asked_by_whom_and_what_the_rules_could_not_decide(
    web: Client, case: CaseInfo
) -> None:
    page = _page(web, _at(case))
    for part in (
        *("fra Maja Holm", "Møllestien 14, 9999 Lyngsø", "Dit svar", "2 dage tilbage"),
        *("Du anmeldte mere end 5 dage for sent", "hvorfor det er sent", "Regel: Inden fristen"),
        *("Adressen findes", "CPR-lovens § 6", "Folkeregisteret svarer dig senest 6. maj 2026"),
    ):
        assert part in page, part
    assert page.count("<h1") == 1
    assert page.count("2 dage tilbage") == 1
    assert "late_notice" not in page
    assert "address_exists" not in page


def test_the_page_holds_no_cpr_number_and_neither_does_the_address(web: Client, case: CaseInfo) -> None:
    page = _page(web, _at(case))
    assert "6104850001" not in page
    assert "610485-0001" not in page


def test_while_the_citizen_is_asked_the_page_says_since_when_and_not_that_we_are_late(
    web: Client, open_case: Open, ole: EmployeeInfo
) -> None:
    case = open_case(due=date(2026, 5, 1))
    assert "3 dage for sent" in _page(web, _at(case))
    services.ask(case_id=case.id, question="?", reply_by=date(2026, 5, 11), by=ole, seen_version=1)
    for page in (_page(web, _at(case)), _page(web, "/medarbejder/")):
        assert "Venter på borgeren siden 4. maj 2026" in page
        assert "Borgeren svarer senest 11. maj 2026" in page
        assert "dage for sent" not in page.replace("5 dage for sent", "")
        assert "Borgeren har svar senest" not in page


def test_english_sentences_about_a_unit_need_no_article(web: Client, open_case: Open) -> None:
    case = open_case(due=date(2026, 5, 1))
    page = _page(web, f"/en{_at(case)}")
    assert "(Population Register)." in page
    assert "Call Population Register" not in page


def test_a_case_page_has_at_most_thirteen_queries(
    web: Client, ole: EmployeeInfo, case: CaseInfo, django_assert_max_num_queries: Any
) -> None:
    for version in (1, 2, 3):
        services.ask(
            case_id=case.id, question="?" * version, reply_by=date(2026, 5, 11), by=ole, seen_version=version
        )
        services.note(case_id=case.id, text="Ringet", by=ole)
    _page(web, _at(case))  # what each process asks once is asked: what is down
    with django_assert_max_num_queries(13):
        _page(web, _at(case))
    with django_assert_max_num_queries(13):
        _page(web, _at(case, "afgoer/granted/"))
    with django_assert_max_num_queries(13):
        _page(web, _at(case, "afgoer/refused/"))


def test_taking_the_case(web: Client, ole: EmployeeInfo, case: CaseInfo) -> None:
    assert web.get(_at(case, "tag/")).status_code == 405
    answer = web.post(_at(case, "tag/"), follow=True)
    page = answer.content.decode()
    assert "Du har taget sagen." in page
    assert "Tag sagen</button>" not in page
    assert selectors.case_for_staff(case.id, ole).taken_by_me


def test_a_grant_is_read_and_sent_in_two_presses(web: Client, case: CaseInfo, maja: Acting) -> None:
    page = _page(web, _at(case, "afgoer/granted/"))
    assert "Du bor nu på din nye adresse." in page
    assert "Ole Damgård" in page
    assert messages.inbox(maja.party) == []
    answer = web.post(_at(case, "afgoer/granted/"), {"step": "send", "seen_version": "1", "reasons": ""})
    assert answer.status_code == 302
    assert "Afgørelsen" in _page(web, _at(case))
    assert messages.inbox(maja.party)[0].result.da == "Du bor nu på din nye adresse."


def test_a_refusal_begins_with_prepared_reasons_is_previewed_corrected_and_sent(
    web: Client, case: CaseInfo, maja: Acting
) -> None:
    address = _at(case, "afgoer/refused/")
    assert "Du anmeldte mere end 5 dage for sent" in _page(web, address)
    preview = _page(web, address, step="preview", seen_version="1", reasons=REASONS)
    assert "Digitaliseringsministeriet" in preview
    assert "1. juni 2026" in preview
    assert REASONS in _page(web, address, step="edit", seen_version="1", reasons=REASONS)
    assert messages.inbox(maja.party) == []
    kept = re.search(r"<textarea name=\"reasons\" hidden>\n(.*?)</textarea>", preview, re.DOTALL)
    assert kept is not None
    answer = web.post(address, {"step": "send", "seen_version": "1", "reasons": kept.group(1)})
    assert answer.status_code == 302
    assert REASONS in str(messages.message(messages.inbox(maja.party)[0].id, party=maja.party).letter)


@pytest.mark.parametrize("step", ["preview", "send"])
@pytest.mark.parametrize("reasons", ["", "Nej", "Naboen siger, at du ikke bor der mere."])
def test_reasons_that_will_not_do_are_shown_again_with_what_to_write(
    web: Client, case: CaseInfo, step: str, reasons: str
) -> None:
    page = _page(web, _at(case, "afgoer/refused/"), 422, step=step, seen_version="1", reasons=reasons)
    assert 'href="#f-reasons"' in page
    assert reasons in page
    assert re.search(r"Skriv en begrundelse|for kort|med paragraf", page)


def test_going_against_the_rules_needs_a_reason(web: Client, open_case: Open, ole: EmployeeInfo) -> None:
    case = open_case(finding=finding("prepared_refusal"))
    page = _page(web, _at(case, "afgoer/granted/"))
    assert "Du går imod det, reglerne fandt" in page
    web.post(
        _at(case, "afgoer/granted/"),
        {"step": "send", "seen_version": "1", "reasons": "Værten har sagt ja nu."},
    )
    assert selectors.case_for_staff(case.id, ole).decisions[0].goes_against


@pytest.mark.parametrize("outcome", ["perhaps", "granted-x", "1"])
def test_an_outcome_that_does_not_exist_is_no_page(web: Client, case: CaseInfo, outcome: str) -> None:
    assert web.get(_at(case, f"afgoer/{outcome}/")).status_code == 404


def test_when_a_colleague_was_first_nothing_is_lost(
    web: Client, case: CaseInfo, lise: EmployeeInfo, ole: EmployeeInfo
) -> None:
    services.take(case_id=case.id, by=lise)
    address = _at(case, "afgoer/refused/")
    page = _page(web, address, 409, step="send", seen_version="1", reasons=REASONS)
    assert "En anden har ændret sagen" in page
    assert REASONS in page
    assert "Lise Toft" in page
    fresh = re.search(r'name="seen_version" value="(\d+)"', page)
    assert fresh is not None
    again = _page(web, address, step="edit", seen_version=fresh.group(1), reasons=REASONS)
    assert REASONS in again
    assert selectors.case_for_staff(case.id, ole).decisions == ()
    answer = web.post(address, {"step": "send", "seen_version": fresh.group(1), "reasons": REASONS})
    assert answer.status_code == 302


def test_when_a_colleague_decided_the_text_is_shown_but_not_sent(
    web: Client, case: CaseInfo, lise: EmployeeInfo
) -> None:
    services.decide(case_id=case.id, outcome="granted", reasons="", by=lise, seen_version=1)
    page = _page(web, _at(case, "spoerg/"), 409, seen_version="1", **WRITTEN)
    assert "Sagen er allerede afgjort" in page
    assert "Hvorfor er det sent?" in page
    assert "Fortsæt med din tekst" not in page


@pytest.mark.parametrize("version", ["", "x", "-1", "²", "9" * 30])
def test_a_tampered_version_is_as_an_old_one(web: Client, case: CaseInfo, version: str) -> None:
    _page(web, _at(case, "spoerg/"), 409, seen_version=version, **WRITTEN)


def test_asking_the_citizen(web: Client, case: CaseInfo, ole: EmployeeInfo, maja: Acting) -> None:
    assert "hvorfor det er sent" in _page(web, _at(case, "spoerg/"))
    answer = web.post(_at(case, "spoerg/"), {"seen_version": "1", **WRITTEN})
    assert answer.status_code == 302
    assert selectors.case_for_staff(case.id, ole).info.state is CaseState.WAITING
    post.reply(message_id=messages.inbox(maja.party)[0].id, text="Jeg var syg 🙂", by=maja)
    page = _page(web, _at(case))
    assert "Jeg var syg 🙂" in page
    assert "Læs svaret fra borgeren" in page


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"question": ""}, "Skriv en tekst."),
        ({"question": "å" * 10_001}, "Skriv højst 10.000 tegn"),
        ({"question": "Hej\x00"}, "et tegn, som ikke kan gemmes"),
        ({"reply_by-day": "31", "reply_by-month": "2"}, "Skriv en dato"),
        ({"reply_by-year": "99999999"}, "Skriv en dato"),
        ({"reply_by-year": "2020"}, "Vælg en dato efter i dag"),
        ({"reply_by-day": "", "reply_by-month": "", "reply_by-year": ""}, "Skriv en dato"),
    ],
)
def test_a_bad_question_is_shown_again_with_what_to_do(
    web: Client, case: CaseInfo, changes: dict[str, str], says: str
) -> None:
    page = _page(web, _at(case, "spoerg/"), 422, **{"seen_version": "1", **WRITTEN, **changes})
    assert says in page
    assert "Hvorfor er det sent?" in page or "question" in changes


def test_ten_thousand_characters_and_emoji_are_taken(web: Client, case: CaseInfo) -> None:
    answer = web.post(_at(case, "spoerg/"), {"seen_version": "1", **WRITTEN, "question": "🙂" * 10_000})
    assert answer.status_code == 302


def test_forwarding_to_another_department_leaves_the_list(web: Client, case: CaseInfo) -> None:
    assert "Pladsanvisningen" in _page(web, _at(case, "send-videre/"))
    posted = {"seen_version": "1", "unit": "pladsanvisning", "reason": "Det er jeres"}
    answer = web.post(_at(case, "send-videre/"), posted)
    assert answer["Location"] == "/medarbejder/"
    assert web.get(_at(case)).status_code == 404


@pytest.mark.parametrize("unit", ["", "kontaktcenter", "folkeregister", "no-such-unit"])
def test_only_a_unit_on_the_list_can_get_the_case(web: Client, case: CaseInfo, unit: str) -> None:
    _page(web, _at(case, "send-videre/"), 422, seen_version="1", unit=unit, reason="x")


def test_a_note_is_written_once_and_a_bad_one_is_shown_again(
    web: Client, case: CaseInfo, ole: EmployeeInfo
) -> None:
    key = re.search(r'name="key" value="(\w+)"', _page(web, _at(case)))
    assert key is not None
    for _ in range(2):
        assert web.post(_at(case, "notat/"), {"text": "Ringet 🙂", "key": key.group(1)}).status_code == 302
    notes = [entry for entry in selectors.case_for_staff(case.id, ole).timeline if entry.note]
    assert len(notes) == 1
    page = _page(web, _at(case, "notat/"), 422, text="", key="k")
    assert 'href="#f-text"' in page


def test_tasks_are_ticked_off(web: Client, case: CaseInfo, ole: EmployeeInfo, maja: Acting) -> None:
    message_id = services.ask(
        case_id=case.id, question="Hvorfor?", reply_by=date(2026, 5, 11), by=ole, seen_version=1
    )
    post.reply(message_id=message_id, text="Derfor", by=maja)
    task = selectors.case_for_staff(case.id, ole).tasks[0]
    assert web.post(f"/medarbejder/opgave/{task.id}/loest/").status_code == 302
    assert "Løste opgaver" in _page(web, _at(case))
    assert web.post(f"/medarbejder/opgave/{uuid4()}/loest/").status_code == 404


def test_a_decided_case_can_be_opened_again(web: Client, case: CaseInfo, ole: EmployeeInfo) -> None:
    services.decide(case_id=case.id, outcome="refused", reasons=REASONS, by=ole, seen_version=1)
    assert "Se på sagen igen" in _page(web, _at(case))
    due = {"due-day": "12", "due-month": "5", "due-year": "2026"}
    answer = web.post(_at(case, "genoptag/"), {"seen_version": "2", "reason": "Ny lejekontrakt", **due})
    assert answer.status_code == 302
    assert selectors.case_for_staff(case.id, ole).info.state is CaseState.OPEN


def test_the_letter_is_there_as_text_at_once_and_as_a_file_when_it_is_made(
    web: Client, case: CaseInfo, ole: EmployeeInfo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "press", lambda: HtmlPress("en prøve"))
    decision = services.decide(case_id=case.id, outcome="granted", reasons="", by=ole, seen_version=1)
    letter = _at(case, f"brev/{decision.message_id}/")
    assert "Brevet bliver lavet om et øjeblik" in _page(web, letter)
    waiting = web.get(f"{letter}fil/")
    assert (waiting.status_code, waiting["Refresh"]) == (202, "5")
    post.deliver_planned()
    made = web.get(f"{letter}fil/")
    assert made.status_code == 200
    content = b"".join(made.streaming_content)  # type: ignore[attr-defined]
    assert b"Du bor nu p" in content
    assert (
        made["Content-Disposition"]
        == f'inline; filename="26-000001.{"pdf" if content[:4] == b"%PDF" else "html"}"'
    )
    assert "Lagt på Min side 4. maj 2026." in _page(web, letter)


def test_a_letter_of_another_case_is_no_page(web: Client, open_case: Open, ole: EmployeeInfo) -> None:
    first, second = open_case(key="1"), open_case(key="2")
    decision = services.decide(case_id=first.id, outcome="granted", reasons="", by=ole, seen_version=1)
    assert web.get(_at(second, f"brev/{decision.message_id}/")).status_code == 404
    assert web.get(_at(second, f"brev/{decision.message_id}/fil/")).status_code == 404


def test_the_list_of_documents(web: Client, case: CaseInfo, ole: EmployeeInfo) -> None:
    services.decide(case_id=case.id, outcome="granted", reasons="", by=ole, seen_version=1)
    page = _page(web, _at(case, "akter/"))
    assert page.index("Kommet ind") < page.index("Sendt ud")


def test_another_department_finds_nothing_and_that_is_audited(
    as_staff: Browser, case: CaseInfo, tina: EmployeeInfo
) -> None:
    other = as_staff(tina)
    rest = ("", "akter/", "afgoer/granted/", "spoerg/", "send-videre/", "genoptag/", f"brev/{uuid4()}/")
    for address in (_at(case, part) for part in rest):
        assert other.get(address).status_code == 404, address
        assert any(row.actor == tina.actor.key for row in audit.about(object=f"page:{address}")), address
    for part in ("tag/", "notat/", "afgoer/granted/", "spoerg/"):
        posted = {"text": "x", "key": "k", "step": "send", "seen_version": "1", **WRITTEN}
        assert other.post(_at(case, part), posted).status_code == 404, part


def test_a_clerk_reads_the_case_but_is_offered_nothing_to_decide(
    as_staff: Browser, case: CaseInfo, maria: EmployeeInfo
) -> None:
    browser = as_staff(maria)
    page = _page(browser, _at(case))
    assert "Maja Holm" in page
    assert "Hvad vil du gøre?" not in page
    assert browser.get(_at(case, "afgoer/granted/")).status_code == 403
    assert browser.post(_at(case, "tag/")).status_code == 403


def test_a_protected_citizens_name_and_address_are_masked_until_the_case_is_taken(
    web: Client, case: CaseInfo, maja: Acting
) -> None:
    identity.update_from_register(person_id=maja.party.id, exempt=False, protected=True)
    page = _page(web, _at(case))
    assert "Beskyttet" in page
    assert "Møllestien" not in page
    assert "Maja" not in page
    assert web.get(_at(case, "afgoer/granted/")).status_code == 409
    web.post(_at(case, "tag/"))
    assert "Møllestien 14" in _page(web, _at(case))


def test_what_people_wrote_is_never_markup(web: Client, case: CaseInfo, ole: EmployeeInfo) -> None:
    services.note(case_id=case.id, text="<script>alert(1)</script>", by=ole)
    answer = web.get(_at(case))
    assert "<script>alert(1)" not in answer.content.decode()


def test_an_unknown_case_is_no_page(web: Client) -> None:
    assert web.get(f"/medarbejder/sag/{uuid4()}/").status_code == 404
    assert web.get("/medarbejder/sag/1/").status_code == 404
