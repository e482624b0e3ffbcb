"""The pages on which places are shared out and answers are signed."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from indgang.kernel import clock
from indgang.modules.cases.models import Case, Decision
from indgang.modules.identity.models import Account
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.selfservice.models import Round, RoundPlace
from indgang.modules.selfservice.services import carrying_out
from indgang.modules.selfservice.tests.conftest import *  # noqa: F403  # pages on the same Lyngsø
from indgang.modules.selfservice.tests.conftest import NOW
from indgang.modules.selfservice.tests.sharing.conftest import *  # noqa: F403
from indgang.modules.selfservice.tests.sharing.conftest import Apply
from indgang.surfaces.desk.rounds import forms

pytestmark = pytest.mark.django_db
STAFF = "indgang.surfaces.desk.login.backend.StaffBackend"
LIST = "/medarbejder/fordelinger/"
FIELDS = {
    "loesning": "haver",
    "navn": "Haver 2027",
    **dict(zip(("fra-day", "fra-month", "fra-year"), ("21", "11", "2026"), strict=True)),
    **dict(zip(("til-day", "til-month", "til-year"), ("1", "12", "2026"), strict=True)),
    "pladser": "rosen; Rosenhaven; 2; 1\nbakken; Bakken; 1",
}

Enters = Callable[[EmployeeInfo], Client]


@pytest.fixture
def enters() -> Enters:
    """A browser in which a member of staff is logged in."""

    def entered(employee: EmployeeInfo) -> Client:
        client = Client()
        client.force_login(Account.objects.get(employee_id=employee.id), backend=STAFF)
        return client

    return entered


def page_of(row: Round) -> str:
    return f"{LIST}{row.pk}/"


def test_a_round_is_opened_with_its_places(haver: None, ole: EmployeeInfo, enters: Enters) -> None:
    client = enters(ole)
    assert "Åbn en fordeling" in client.get(LIST).content.decode()
    made = client.post(f"{LIST}ny/", FIELDS)
    row = Round.objects.get()
    assert made["Location"] == page_of(row)
    text = client.get(page_of(row)).content.decode()
    assert row.seal in text
    assert "Du kan køre den, når 1. december 2026 er gået." in text
    assert [(one.ref, one.free) for one in RoundPlace.objects.order_by("ref")] == [
        ("bakken", 1),
        ("rosen", 1),
    ]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"pladser": "rosen, 2"}, "Linje 1: skriv kode; navn; pladser; holdte pladser."),
        ({"pladser": "rosen; Rosen; mange"}, "Linje 1: skriv antal pladser som et helt tal."),
        ({"pladser": "rosen; Rosen; 1; 2"}, "Der kan ikke holdes flere pladser, end der er."),
        ({"pladser": "a; A; 1\na; B; 2"}, "Linje 2: a står to gange."),
        ({"til-day": "31", "til-month": "2"}, "Skriv en dag, der findes."),
        ({"navn": ""}, "Skriv, hvad fordelingen hedder."),
        ({"loesning": "flytning"}, "Vælg en løsning."),
    ],
    ids=["no signs", "no number", "keeps too many", "twice", "no day", "no name", "shares nothing"],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    haver: None, ole: EmployeeInfo, enters: Enters, changes: dict[str, str], says: str
) -> None:
    answer = enters(ole).post(f"{LIST}ny/", {**FIELDS, **changes})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert says in text
    assert 'value="Haver 2027"' in text or "navn" in changes
    assert not Round.objects.exists()


def test_places_are_corrected_until_it_is_run(
    opened: Round, apply: Apply, ole: EmployeeInfo, enters: Enters
) -> None:
    apply("mads", "engen")
    client = enters(ole)
    assert "engen (1)" in client.get(page_of(opened)).content.decode()
    there = client.get(f"{page_of(opened)}pladser/").content.decode()
    assert "rosen; Rosenhaven; 2; 1" in there
    wrong = client.post(f"{page_of(opened)}pladser/", {"pladser": "engen"})
    assert wrong.status_code == 422
    client.post(f"{page_of(opened)}pladser/", {"pladser": "engen; Engen; 4"})
    assert list(RoundPlace.objects.values_list("ref", "seats")) == [("engen", 4)]


def test_it_is_run_looked_through_and_signed(
    opened: Round, apply: Apply, ole: EmployeeInfo, enters: Enters
) -> None:
    for ref in ("mads", "sofie", "amir"):
        apply(ref, "rosen", metres={"mads": 1}.get(ref, 50))
    client = enters(ole)
    early = client.post(f"{page_of(opened)}koer/", follow=True).content.decode()
    assert "Fristen er ikke gået." in early
    clock.freeze(NOW + timedelta(days=12))
    client.post(f"{page_of(opened)}koer/")
    assert "0 af 3 er klar" in client.get(page_of(opened)).content.decode()
    carrying_out.carry_out(opened.pk)
    text = client.get(page_of(opened)).content.decode()
    assert "2 svar venter på dit navn" in text
    assert "1 gik foran, fordi de bor tættere på." in text
    assert "Mads" not in text  # who got the dearest wish is answered
    one, other = Case.objects.exclude(state="decided").order_by("pk")
    signed = client.post(f"{page_of(opened)}underskriv/", {"sag": f"{one.pk}:{one.version}"}, follow=True)
    assert "Du har underskrevet 1 svar." in signed.content.decode()
    both = [f"{one.pk}:{one.version}", f"{other.pk}:{other.version}", "x:1", f"{other.pk}:y"]
    again = client.post(f"{page_of(opened)}underskriv/", {"sag": both}, follow=True).content.decode()
    assert "1 svar var givet i forvejen." in again
    assert "Alle har fået svar." in again
    assert Decision.objects.filter(automatic=False, decided_by_name="Ole Damgård").count() == 2


def test_what_changed_is_said_with_its_case(
    opened: Round, apply: Apply, ole: EmployeeInfo, enters: Enters
) -> None:
    for ref in ("mads", "sofie"):
        apply(ref, "rosen")
    clock.freeze(NOW + timedelta(days=12))
    client = enters(ole)
    client.post(f"{page_of(opened)}koer/")
    carrying_out.carry_out(opened.pk)
    case = Case.objects.exclude(state="decided").get()
    answer = client.post(f"{page_of(opened)}underskriv/", {"sag": f"{case.pk}:1"})
    assert answer.status_code == 409
    assert "En anden har ændret sagen" in answer.content.decode()
    assert f"Sag {case.number}" in answer.content.decode()


def test_a_case_that_a_person_must_look_at_is_let_in_from_its_page(
    opened: Round, apply: Apply, ole: EmployeeInfo, enters: Enters
) -> None:
    apply("mads", "rosen", talk="yes")
    case = Case.objects.get()
    client = enters(ole)
    assert "Tag den med i fordelingen" in client.get(f"/medarbejder/sag/{case.pk}/").content.decode()
    told = client.post(f"/medarbejder/sag/{case.pk}/med-i-fordelingen/", follow=True).content.decode()
    assert "Den er med i fordelingen." in told
    assert "Tag den med i fordelingen" not in told


def test_the_work_list_and_the_case_say_when_we_answer(
    opened: Round, apply: Apply, ole: EmployeeInfo, enters: Enters
) -> None:
    apply("mads", "rosen")
    client = enters(ole)
    case = Case.objects.get()
    for address in ("/medarbejder/", f"/medarbejder/sag/{case.pk}/"):
        text = client.get(address).content.decode()
        assert "Vi svarer senest 20. januar 2027" in text
        assert "Andre svarer" not in text


def test_another_department_comes_to_no_round(opened: Round, tina: EmployeeInfo, enters: Enters) -> None:
    client = enters(tina)
    assert client.get(page_of(opened)).status_code == 404
    assert client.post(f"{page_of(opened)}koer/").status_code == 404
    assert "Haver 2027" not in client.get(LIST).content.decode()


def test_places_are_read_as_they_are_written() -> None:
    text = "rosen; Rosenhaven; 2; 1\nbakken; Bakken; 1; 0"
    assert forms.written(forms.read_places(text)) == text
