"""Hearing the citizen before a no, and saying why one does not, in a browser without JavaScript."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest
from django.test import Client

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.cases import selectors
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.tests.conftest import finding
from indgang.modules.cases.vocabulary import CaseState, Fact, Finding
from indgang.modules.identity import services as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.messages import selectors as messages

REASONS = "Der er ikke plads i boligen, jf. CPR-lovens § 10. Der bor allerede fem i to rum."
WHY_NOT = "Borgeren har selv oplyst det i telefonen i dag."
CROWD = Fact(Text("Andre på adressen", "Others there"), Text("5", "5"), Text("CPR-registret", "the register"))
SENT = {
    "outcome": "refused",
    "facts": "0",
    "reasons": REASONS,
    "reply_by-day": "18",
    "reply_by-month": "5",
    "reply_by-year": "2026",
    "seen_version": "1",
}


@pytest.fixture
def crowded(open_case: Callable[..., CaseInfo]) -> CaseInfo:
    found = finding("prepared_refusal")
    return open_case(finding=Finding(found.outcome, found.matched, (), "a1", found.today, False, (CROWD,)))


def _at(case: CaseInfo, rest: str = "") -> str:
    return f"/medarbejder/sag/{case.id}/{rest}"


def _page(web: Client, address: str, status: int = 200, **posted: Any) -> str:
    answer = web.post(address, posted) if posted else web.get(address)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return unescape(answer.content.decode())


def test_a_no_says_what_the_citizen_has_not_seen_and_offers_to_hear_them(
    web: Client, crowded: CaseInfo
) -> None:
    page = _page(web, _at(crowded, "afgoer/refused/"))
    for part in (
        "Borgeren er ikke hørt",
        "Andre på adressen",
        _at(crowded, "hoer/"),
        "Hvorfor skal borgeren ikke",
    ):
        assert part in page, part
    assert "Borgeren er ikke hørt" not in _page(web, _at(crowded, "afgoer/granted/"))


@pytest.mark.parametrize("step", ["preview", "send"])
def test_without_a_hearing_or_a_reason_the_no_is_not_sent_and_nothing_typed_is_lost(
    web: Client, crowded: CaseInfo, maja: Acting, step: str
) -> None:
    posted: dict[str, Any] = {"step": step, "seen_version": "1", "reasons": REASONS}
    page = _page(web, _at(crowded, "afgoer/refused/"), 422, **posted, no_hearing="")
    assert 'href="#f-no_hearing"' in page
    assert REASONS in page
    assert "Skriv mere om" in _page(web, _at(crowded, "afgoer/refused/"), 422, **posted, no_hearing="Nej")
    assert messages.inbox(maja.party) == []


def test_a_stated_reason_goes_along_to_the_letter_and_stands_on_the_case(
    web: Client, crowded: CaseInfo, ole: EmployeeInfo
) -> None:
    address = _at(crowded, "afgoer/refused/")
    posted: dict[str, Any] = {"seen_version": "1", "reasons": REASONS, "no_hearing": WHY_NOT}
    preview = _page(web, address, **posted, step="preview")
    assert f'<textarea name="no_hearing" hidden>\n{WHY_NOT}</textarea>' in preview
    assert web.post(address, {**posted, "step": "send"}).status_code == 302
    assert WHY_NOT in _page(web, _at(crowded))
    decision = selectors.case_for_staff(crowded.id, ole).decision
    assert decision is not None
    assert WHY_NOT not in str(decision.letter)


def test_the_hearing_begins_with_the_facts_the_draft_and_the_day(web: Client, crowded: CaseInfo) -> None:
    page = _page(web, _at(crowded, "hoer/"))
    for part in ("Andre på adressen: 5 (CPR-registret)", "checked", "Adressen findes", 'value="18"'):
        assert part in page, part


def test_the_citizen_is_heard_and_then_it_is_our_turn(
    web: Client, crowded: CaseInfo, ole: EmployeeInfo, maja: Acting
) -> None:
    assert web.post(_at(crowded, "hoer/"), SENT).status_code == 302
    assert selectors.case_for_staff(crowded.id, ole).info.state is CaseState.WAITING
    page = _page(web, _at(crowded))
    for part in (
        "Borgeren bliver hørt",
        "Et nej må vente til da",
        "Hører borgeren siden 4. maj 2026",
        "Andre på",
    ):
        assert part in page, part
    assert messages.inbox(maja.party)[0].reply_by == date(2026, 5, 18)
    clock.freeze(datetime(2026, 5, 19, 8, 0, tzinfo=UTC))
    assert "Nu er det din tur" in _page(web, _at(crowded))
    row = _page(web, "/medarbejder/")
    assert "Borgeren er hørt. Din tur" in row
    assert "Svaret mangler" not in row


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"outcome": ""}, "Vælg, hvad du er på vej til at afgøre."),
        ({"facts": "7"}, "Vælg noget på listen."),
        ({"reasons": ""}, "Skriv en tekst."),
        ({"reply_by-year": "2020"}, "Vælg en dato efter i dag"),
        ({"reply_by-day": "x"}, "Skriv en dato"),
    ],
)
def test_a_hearing_that_will_not_do_is_shown_again(
    web: Client, crowded: CaseInfo, changes: dict[str, str], says: str
) -> None:
    page = _page(web, _at(crowded, "hoer/"), 422, **{**SENT, **changes})
    assert says in page
    assert REASONS in page or "reasons" in changes


def test_in_a_case_with_a_hidden_address_nothing_is_chosen_beforehand(
    web: Client, crowded: CaseInfo, maja: Acting
) -> None:
    identity.update_from_register(person_id=maja.party.id, exempt=False, protected=True)
    assert web.get(_at(crowded, "hoer/")).status_code == 409
    web.post(_at(crowded, "tag/"))
    page = _page(web, _at(crowded, "hoer/"))
    assert "Andre på adressen" in page
    assert 'name="facts" value="0" checked' not in " ".join(page.split())
