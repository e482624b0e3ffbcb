"""The unit's page: numbers that lead to lists, no names of citizens, no figure of a small team."""

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indgang.kernel import clock
from indgang.modules.cases.models import Case
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.tests.conftest import NOW, employee
from indgang.modules.contacts import selectors as contacts
from indgang.modules.contacts import services
from indgang.modules.contacts.services import CallBackWish
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Role

PAGE = "/medarbejder/enhed/"
AsStaff = Callable[[EmployeeInfo], Client]


@pytest.fixture
def hanne(lyngsoe: object, maria: EmployeeInfo) -> EmployeeInfo:
    """She leads Maria's unit, which has five people."""
    for name in ("Nora", "Karim", "Sofus"):
        employee(name, "borgerservice", Role.CLERK)
    return employee("Hanne Skov", "borgerservice", Role.SUPERVISOR)


@pytest.fixture
def vibeke(lyngsoe: object, ole: EmployeeInfo) -> EmployeeInfo:
    """She leads the population register, where only Ole works."""
    return employee("Vibeke Dahlmose", "folkeregister", Role.SUPERVISOR)


def begun(by: EmployeeInfo, citizen: Acting | None = None) -> UUID:
    contact = services.begin(channel="telephone", entrance_id="", by=by)
    if citizen:
        services.identify(contact_id=contact, party=citizen.party, caller=None, by=by)
    return contact


def handed(by: EmployeeInfo, citizen: Acting | None = None) -> UUID:
    contact = begun(by, citizen)
    services.hand_over(contact_id=contact, unit="borgerservice", employee_id="", why="Haster", by=by)
    return contact


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    html = answer.content.decode().replace("\u00a0", " ")
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main") :]).split())


def test_each_line_counts_what_waits_and_leads_to_its_list(
    as_staff: AsStaff, maria: EmployeeInfo, hanne: EmployeeInfo, maja: Acting
) -> None:
    now = clock.now()
    wish = CallBackWish("borgerservice", "99 99 12 34", "Pas", now, now + timedelta(minutes=10))
    services.plan_call_back(wish=wish, contact_id=begun(maria, maja), by=maria)
    handed(maria, maja)
    clock.freeze(NOW + timedelta(minutes=14))
    web = as_staff(hanne)
    text = words(web, PAGE)
    assert "Henvendelser, der venter på at blive taget 1 Den ældste har ventet 14 minutter." in text
    assert "Henvendelser i gang 1" in text
    assert "Opkald, vi har lovet 1 1 for sent, 0 inden for en time." in text
    for page in ("henvendelser/", "opkald/", "sager/", "opgaver/"):
        assert f'href="{PAGE}{page}' in web.get(PAGE).content.decode()
        assert "Maja" not in words(web, f"{PAGE}{page}")
    assert "Haster" in words(web, f"{PAGE}henvendelser/")


def test_a_small_team_has_lists_and_no_numbers(
    as_staff: AsStaff, vibeke: EmployeeInfo, ole: EmployeeInfo, case: CaseInfo
) -> None:
    web = as_staff(vibeke)
    text = words(web, PAGE)
    assert "Siden viser ingen tal" in text
    assert "figure-big" not in web.get(PAGE).content.decode()
    assert "1 sag" not in text
    assert "1 sag" not in words(web, f"{PAGE}sager/")
    assert case.number in words(web, f"{PAGE}sager/")


def test_a_case_is_given_to_a_colleague_and_opened_when_taken_oneself(
    as_staff: AsStaff, vibeke: EmployeeInfo, ole: EmployeeInfo, case: CaseInfo
) -> None:
    web, give = as_staff(vibeke), f"{PAGE}sag/{case.id}/giv/"
    assert case.number in words(web, give)
    answer = web.post(give, {"give_to": ole.id, "because": "share", "seen": str(case.version)})
    assert answer.headers["Location"] == f"{PAGE}sager/"
    assert "Ole Damgård" in words(web, f"{PAGE}sager/")
    version = Case.objects.get(pk=case.id).version
    answer = web.post(give, {"give_to": vibeke.id, "because": "away", "seen": str(version)})
    assert answer.headers["Location"] == f"/medarbejder/sag/{case.id}/"


def test_what_was_forgotten_or_is_old_is_said_and_the_choice_is_kept(
    as_staff: AsStaff, vibeke: EmployeeInfo, ole: EmployeeInfo, case: CaseInfo
) -> None:
    web, give = as_staff(vibeke), f"{PAGE}sag/{case.id}/giv/"
    answer = web.post(give, {"give_to": ole.id, "because": "", "seen": "1"})
    assert answer.status_code == 422
    assert "Vælg en grund." in answer.content.decode()
    assert f'value="{ole.id}" selected' in answer.content.decode()
    for seen in ("99", "x", "9" * 30, ""):
        answer = web.post(give, {"give_to": ole.id, "because": "share", "seen": seen})
        assert answer.status_code == 409
        assert "En anden har ændret sagen" in answer.content.decode()
    assert web.post(give, {"give_to": "nobody", "because": "share", "seen": "1"}).status_code == 422


def test_a_contact_that_was_left_is_taken_and_opened(
    as_staff: AsStaff, maria: EmployeeInfo, hanne: EmployeeInfo, maja: Acting
) -> None:
    contact = begun(maria, maja)
    web, give = as_staff(hanne), f"{PAGE}henvendelse/{contact}/giv/"
    body = {"give_to": hanne.id, "because": "away", "seen": maria.id}
    refused = web.post(give, body)
    assert refused.status_code == 409
    assert "når der ikke er sket noget i en time" in refused.content.decode()
    clock.freeze(NOW + timedelta(hours=2))
    assert f'href="{give}"' in web.get(f"{PAGE}henvendelser/").content.decode()
    assert web.post(give, body).headers["Location"] == f"/medarbejder/henvendelse/{contact}/"
    assert web.get(f"/medarbejder/henvendelse/{contact}/").status_code == 200
    assert as_staff(maria).get(f"/medarbejder/henvendelse/{contact}/").status_code == 404


def test_a_promised_call_is_given_and_given_back(
    as_staff: AsStaff, maria: EmployeeInfo, hanne: EmployeeInfo
) -> None:
    wish = CallBackWish("borgerservice", "99 99 12 34", "Pas", NOW, NOW + timedelta(hours=1))
    call = services.plan_call_back(wish=wish, contact_id=begun(maria), by=maria)
    web, give = as_staff(hanne), f"{PAGE}opkald/{call}/giv/"
    assert "Alle på listen" in words(web, give)
    web.post(give, {"give_to": maria.id, "because": "share", "seen": ""})
    assert [one.mine for one in contacts.call_backs(maria).rows] == [True]
    assert f'formaction="/medarbejder/tilbagering/{call}/ring/"' in (
        as_staff(maria).get("/medarbejder/tilbageringer/").content.decode()
    )
    web.post(give, {"give_to": "alle", "because": "away", "seen": maria.id})
    assert [one.taken_by for one in contacts.call_backs(maria).rows] == [""]


def test_another_units_leader_finds_nothing_and_a_clerk_is_told(
    as_staff: AsStaff, maria: EmployeeInfo, vibeke: EmployeeInfo, case: CaseInfo
) -> None:
    contact = handed(maria)
    assert as_staff(vibeke).get(f"{PAGE}henvendelse/{contact}/giv/").status_code == 404
    assert as_staff(vibeke).post(f"{PAGE}henvendelse/{contact}/giv/").status_code == 404
    body = {"give_to": vibeke.id, "because": "share", "seen": ""}
    assert as_staff(vibeke).post(f"{PAGE}henvendelse/{contact}/giv/", body).status_code == 404
    assert as_staff(maria).get(PAGE).status_code == 403


def test_the_page_costs_the_same_however_much_there_is(
    as_staff: AsStaff,
    maria: EmployeeInfo,
    hanne: EmployeeInfo,
    django_assert_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for _ in range(4):
        handed(maria)
        begun(maria)
    web = as_staff(hanne)
    web.get(PAGE)
    # Whether a second has gone by since the content was looked for must not count.
    monkeypatch.setattr("indgang.modules.identity.services.content.CHECK_EVERY_SECONDS", 3600.0)
    with django_assert_num_queries(9):
        web.get(PAGE)
