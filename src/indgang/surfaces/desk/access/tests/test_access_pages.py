"""The check of look-ups: filtered or drawn, the citizen by initials until a reason is given, the outcome kept."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indgang.kernel import clock
from indgang.modules.audit import services as audit
from indgang.modules.audit.models import Check, Event
from indgang.modules.cases import selectors as cases
from indgang.modules.cases.selectors import CaseInfo
from indgang.modules.cases.tests.conftest import NOW, citizen, employee
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Person
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Acting, Role
from indgang.surfaces.desk.access.reading import initials, share_a_family_name

PAGE = "/medarbejder/kontrol/"
AsStaff = Callable[[EmployeeInfo], Client]
LAST_WEEK = timedelta(days=-5)


@pytest.fixture
def sara(lyngsoe: object) -> EmployeeInfo:
    return employee("Sara Lundtoft", "kontaktcenter", Role.ADMINISTRATOR)


@pytest.fixture
def admin(as_staff: AsStaff, sara: EmployeeInfo) -> Client:
    return as_staff(sara)


def words(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    html = answer.content.decode().replace("\u00a0", " ")
    return " ".join(re.sub(r"<[^>]+>", " ", html[html.index("<main") :]).split())


def found(by: EmployeeInfo, person: Acting, when: timedelta = LAST_WEEK) -> Event:
    clock.freeze(NOW + when)
    audit.record(action="person_found", actor=by.actor.key, party=person.party.key, purpose="Pas til børn")
    clock.freeze(NOW)
    return Event.objects.get(at=NOW + when, party=person.party.key, actor=by.actor.key)


def test_a_sample_of_last_week_shows_who_when_why_and_no_citizen(
    admin: Client, maria: EmployeeInfo, maja: Acting
) -> None:
    found(maria, maja)
    text = words(admin, PAGE)
    assert "1 opslag fra ugen, der begyndte 27. april 2026" in text
    assert "Maria Kongshøj Borgerservice Søgte en borger frem Pas til børn Ingen M. H." in text
    assert "Ingen henvendelse eller sag" in text
    assert "Ikke endnu" in text
    assert "Maja" not in text
    assert Event.objects.filter(action="access_list_seen").count() == 1


def test_a_search_that_belongs_to_a_contact_says_so(admin: Client, maria: EmployeeInfo, maja: Acting) -> None:
    look = found(maria, maja)
    clock.freeze(look.at + timedelta(minutes=1))
    audit.record(action="contact_identified", actor=maria.actor.key, party=maja.party.key, object="contact:1")
    clock.freeze(NOW)
    text = words(admin, f"{PAGE}?kind=search")
    assert "Henvendelse eller sag samme dag" in text
    assert "Ingen henvendelse eller sag" not in text


def test_all_of_a_day_by_unit_and_kind(
    admin: Client, maria: EmployeeInfo, ole: EmployeeInfo, maja: Acting, case: CaseInfo
) -> None:
    found(maria, maja, timedelta(hours=-1))
    cases.case_for_staff(case.id, ole)
    day = "?show=day&day-day=4&day-month=5&day-year=2026"
    assert f"Sag {case.number}" in words(admin, f"{PAGE}{day}")
    only = words(admin, f"{PAGE}{day}&unit=folkeregister")
    assert "Ole Damgård" in only
    assert "Maria Kongshøj" not in only
    assert "Maria Kongshøj" in words(admin, f"{PAGE}{day}&kind=search&side=99")
    assert "Ingen opslag" in words(admin, f"{PAGE}{day}&unit=juridisk")
    assert "Ingen opslag" in words(admin, f"{PAGE}?show=day&day-day=1&day-month=1&day-year=2020")


def test_what_cannot_be_read_in_the_address_is_said_and_kept(admin: Client) -> None:
    assert "Skriv en dato med dag, måned og år." in words(
        admin, f"{PAGE}?show=day&day-day=31&day-month=2", 422
    )
    for odd in (
        "show=x",
        "show=sample&week=2020-01-01",
        "show=sample&size=7",
        "show=day&day-day=31",
        "show=sample&kind=x",
    ):
        assert admin.get(f"{PAGE}?{odd}").status_code == 422, odd
    for usual in ("show=sample", "show=day", "kind=search"):
        assert admin.get(f"{PAGE}?{usual}").status_code == 200, usual


def test_the_name_is_shown_for_a_reason_and_the_outcome_is_kept(
    admin: Client, sara: EmployeeInfo, maria: EmployeeInfo, maja: Acting
) -> None:
    look = found(maria, maja)
    page = f"{PAGE}{look.pk}/"
    assert "Maja Holm" not in words(admin, page)
    refused = admin.post(f"{page}vis/", {"reason": " "})
    assert refused.status_code == 422
    assert "Skriv, hvorfor du har brug for navnet." in refused.content.decode()
    assert admin.post(f"{page}vis/", {"reason": "Maja har klaget"}).headers["Location"] == page
    assert "Maja Holm" in words(admin, page)
    event = Event.objects.get(action="access_revealed")
    assert (event.party, event.purpose) == (maja.party.key, "Maja har klaget")
    refused = admin.post(f"{page}udfald/", {"checked": "", "note": "Hun ringer"})
    assert refused.status_code == 422
    assert "Hun ringer" in refused.content.decode()
    for _ in range(2):
        answer = admin.post(f"{page}udfald/?show=sample", {"checked": "ask", "note": "Spørg Maria"})
        assert answer.headers["Location"] == f"{page}?show=sample"
    assert Check.objects.count() == 1
    assert "Medarbejderen skal spørges" in words(admin, PAGE)
    assert "Spørg Maria" in words(admin, page)


def test_a_name_stays_hidden_for_the_next_who_checks(
    admin: Client, as_staff: AsStaff, maria: EmployeeInfo, maja: Acting
) -> None:
    look = found(maria, maja)
    admin.post(f"{PAGE}{look.pk}/vis/", {"reason": "Klage"})
    other = as_staff(employee("Rie Holst", "juridisk", Role.ADMINISTRATOR))
    assert "Maja Holm" not in words(other, f"{PAGE}{look.pk}/")


def test_nobody_checks_themselves(admin: Client, sara: EmployeeInfo, maja: Acting) -> None:
    look = found(sara, maja)
    page = f"{PAGE}{look.pk}/"
    assert "Det er dit eget opslag" in words(admin, page)
    assert admin.post(f"{page}udfald/", {"checked": "fine"}).status_code == 403
    assert admin.post(f"{page}vis/", {"reason": "nysgerrig"}).status_code == 403


def test_only_administrators_and_only_look_ups(
    admin: Client, as_staff: AsStaff, maria: EmployeeInfo, maja: Acting
) -> None:
    look = found(maria, maja)
    login = Event.objects.filter(action="login")[0]
    for path in ("", "vis/", "udfald/"):
        assert as_staff(maria).get(f"{PAGE}{look.pk}/{path}").status_code == 403
        assert admin.post(f"{PAGE}{login.pk}/{path}", {"reason": "x"}).status_code in (404, 405)
        assert admin.get(f"{PAGE}{login.pk}/{path}").status_code == 404
    assert as_staff(maria).get(PAGE).status_code == 403


def test_a_name_in_common_and_a_hidden_address_are_marked(admin: Client, maria: EmployeeInfo) -> None:
    kin = citizen("6104850007", "Bo Kongshøj Lind")
    identity.note_protection(person_id=kin.party.id, protected=True)
    text = words(admin, f"{PAGE}{found(maria, kin).pk}/")
    assert "Samme efternavn" in text
    assert "Adressebeskyttet borger" in text
    assert "B. L." in text


def test_who_was_deleted_is_still_in_the_list(admin: Client, maria: EmployeeInfo, maja: Acting) -> None:
    look = found(maria, maja)
    Person.objects.filter(pk=maja.party.id).delete()
    assert "–" in words(admin, PAGE)
    assert words(admin, f"{PAGE}{look.pk}/")


def test_initials_and_kinship_by_name() -> None:
    assert initials("Maja Holm") == "M. H."
    assert initials("Anna Sofie Brun Møller") == "A. M."
    assert initials("Cher") == "C."
    assert initials("") == "–"
    assert share_a_family_name("Maria Kongshøj", "Bo KONGSHØJ Lind")
    assert not share_a_family_name("Maria Kongshøj", "Maria Holm")


def test_the_list_costs_the_same_however_long(
    admin: Client,
    maria: EmployeeInfo,
    maja: Acting,
    django_assert_num_queries: DjangoAssertNumQueries,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for minutes in range(30):
        found(maria, maja, LAST_WEEK + timedelta(minutes=minutes))
    admin.get(PAGE)
    # Whether a second has gone by since the content was looked for must not count.
    monkeypatch.setattr("indgang.modules.identity.services.content.CHECK_EVERY_SECONDS", 3600.0)
    with django_assert_num_queries(12):
        admin.get(PAGE)
