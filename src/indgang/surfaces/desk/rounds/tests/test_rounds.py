"""The pages on which places are shared out and answers are signed."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from indgang.kernel import clock, generation
from indgang.modules.cases.models import Case, Decision
from indgang.modules.identity.models import Account
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.selfservice.models import Round, RoundPlace, SolutionVersion
from indgang.modules.selfservice.schema.folder import FORMAT, fingerprint
from indgang.modules.selfservice.services import carrying_out
from indgang.modules.selfservice.services.rounds import MOST_PLACES
from indgang.modules.selfservice.tests.conftest import *  # noqa: F403  # pages on the same Lyngsø
from indgang.modules.selfservice.tests.conftest import NOW
from indgang.modules.selfservice.tests.sharing.conftest import *  # noqa: F403
from indgang.modules.selfservice.tests.sharing.conftest import Apply, source

pytestmark = pytest.mark.django_db
STAFF = "indgang.surfaces.desk.login.backend.StaffBackend"
LIST = "/medarbejder/fordelinger/"


def line(number: int, ref: str, name: str, seats: str, kept: str = "") -> dict[str, str]:
    """A place as it is typed in a line of the table."""
    cells = {"kode": ref, "navn": name, "pladser": seats, "holdt": kept}
    return {f"{cell}-{number}": value for cell, value in cells.items()}


FIELDS = {
    "loesning": "haver",
    "navn": "Haver 2027",
    **dict(zip(("fra-day", "fra-month", "fra-year"), ("21", "11", "2026"), strict=True)),
    **dict(zip(("til-day", "til-month", "til-year"), ("1", "12", "2026"), strict=True)),
    **line(1, "rosen", "Rosenhaven", "2", "1"),
    **line(2, "bakken", "Bakken", "1"),
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


def cells(text: str) -> list[tuple[str, ...]]:
    """The lines of the table as they stand on a page: code, name, seats, kept."""
    found: dict[str, dict[str, str]] = {}
    for name, number, value in re.findall(r'name="(kode|navn|pladser|holdt)-(\d+)" value="([^"]*)"', text):
        found.setdefault(number, {})[name] = value
    return [tuple(row[name] for name in ("kode", "navn", "pladser", "holdt")) for row in found.values()]


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
        (line(1, "rosen", "", "2"), "Skriv, hvad stedet hedder."),
        (line(1, "", "Rosenhaven", "2"), "Skriv en kode."),
        (line(1, "rosen", "Rosenhaven", "mange"), "Rosenhaven: Skriv et helt tal fra 0 til 100.000."),
        (line(1, "rosen", "Rosenhaven", "1.5"), "Rosenhaven: Skriv et helt tal fra 0 til 100.000."),
        (line(1, "rosen", "Rosenhaven", "1", "2"), "Rosenhaven: Der kan ikke holdes flere pladser, end der er."),
        (line(2, "rosen", "Bakken", "2"), "rosen står to gange."),
        (line(1, "", "", "") | line(2, "", "", ""), "Skriv mindst ét sted med pladser."),
        (line(1, "r" * 81, "Rosenhaven", "2"), "Skriv en kode på højst 80 tegn."),
        ({"til-day": "31", "til-month": "2"}, "Skriv en dag, der findes."),
        ({"navn": ""}, "Skriv, hvad fordelingen hedder."),
        ({"loesning": "flytning"}, "Vælg en løsning."),
    ],
    ids=[
        "no name of a place", "no code", "no number", "half a seat", "keeps too many", "twice", "no place",
        "long code", "no day", "no name", "shares nothing",
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    haver: None, ole: EmployeeInfo, enters: Enters, changes: dict[str, str], says: str
) -> None:
    answer = enters(ole).post(f"{LIST}ny/", {**FIELDS, **changes})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert says in text
    assert 'value="Haver 2027"' in text or "navn" in changes
    for name, value in (FIELDS | changes).items():
        if not name.startswith("loesning"):
            assert re.search(f'name="{name}" value="{value}"', text)
    assert not Round.objects.exists()


def test_places_are_corrected_until_it_is_run(
    opened: Round, apply: Apply, ole: EmployeeInfo, enters: Enters
) -> None:
    apply("mads", "engen")
    client = enters(ole)
    assert "engen (1)" in client.get(page_of(opened)).content.decode()
    there = client.get(f"{page_of(opened)}pladser/").content.decode()
    assert cells(there) == [
        ("bakken", "Bakken", "1", "0"),
        ("rosen", "Rosenhaven", "2", "1"),
        ("", "", "", ""),
    ]
    known = {
        "kendte": "2",
        **line(1, "bakken", "Bakken", "1", "0"),
        **line(2, "rosen", "Rosenhaven", "5", "1"),
    }
    wrong = client.post(f"{page_of(opened)}pladser/", known | line(3, "engen", "Engen", "fire"))
    assert wrong.status_code == 422
    assert "Engen: Skriv et helt tal" in wrong.content.decode()
    assert cells(wrong.content.decode())[1:] == [
        ("rosen", "Rosenhaven", "5", "1"),
        ("engen", "Engen", "fire", ""),
    ]
    client.post(f"{page_of(opened)}pladser/", known | line(3, "engen", "Engen", "1.200") | {"ud-1": "yes"})
    assert list(RoundPlace.objects.order_by("ref").values_list("ref", "seats", "kept")) == [
        ("engen", 1200, 0),
        ("rosen", 5, 1),
    ]


def test_two_who_correct_places_at_once_lose_none(
    opened: Round, ole: EmployeeInfo, lise: EmployeeInfo, enters: Enters
) -> None:
    address = f"{page_of(opened)}pladser/"
    known = {
        "kendte": "2",
        **line(1, "bakken", "Bakken", "1", "0"),
        **line(2, "rosen", "Rosenhaven", "2", "1"),
    }
    for employee, added in ((ole, line(3, "engen", "Engen", "4")), (lise, line(3, "aaen", "Åen", "3"))):
        assert enters(employee).post(address, known | added).status_code == 302
    assert sorted(RoundPlace.objects.values_list("ref", flat=True)) == ["aaen", "bakken", "engen", "rosen"]


def test_all_that_is_wrong_is_said_at_once(haver: None, ole: EmployeeInfo, enters: Enters) -> None:
    wrong = {
        **FIELDS,
        "navn": "",
        "til-day": "31",
        "til-month": "2",
        **line(1, "rosen", "Rosenhaven", "mange"),
    }
    text = enters(ole).post(f"{LIST}ny/", wrong).content.decode()
    links = re.findall('href="#(f-[^"]*)"', text)
    assert links == ["f-navn", "f-til-day", "f-pladser-1"]


def test_one_more_line_is_asked_for_and_nothing_is_done_yet(
    opened: Round, ole: EmployeeInfo, enters: Enters
) -> None:
    typed = {
        "kendte": "1",
        **line(1, "rosen", "Rosenhaven", "many"),
        **line(2, "engen", "", ""),
        "mere": "ja",
    }
    for address in (f"{page_of(opened)}pladser/", f"{LIST}ny/"):
        answer = enters(ole).post(address, {**typed, "navn": "Haver 2028", "ud-1": "yes"})
        assert answer.status_code == 200
        text = answer.content.decode()
        assert cells(text) == [("rosen", "Rosenhaven", "many", ""), ("engen", "", "", ""), ("", "", "", "")]
        assert re.findall('name="([^"]*)"[^>]* autofocus', text) == ["kode-3"]
        assert 'name="ud-1" value="yes" checked' in text
    assert 'value="Haver 2028"' in text
    assert RoundPlace.objects.count() == 2


def test_the_next_round_begins_with_the_places_of_the_last(
    opened: Round, ole: EmployeeInfo, enters: Enters
) -> None:
    there = enters(ole).get(f"{LIST}ny/").content.decode()
    assert cells(there) == [
        ("bakken", "Bakken", "1", "0"),
        ("rosen", "Rosenhaven", "2", "1"),
        ("", "", "", ""),
    ]
    Round.objects.all().delete()
    assert cells(enters(ole).get(f"{LIST}ny/").content.decode()) == [("", "", "", "")] * 3


def test_who_shares_more_than_one_thing_out_says_first_which(
    opened: Round, ole: EmployeeInfo, enters: Enters
) -> None:
    text = {**source(), "solution.yaml": source()["solution.yaml"].replace("id: haver", "id: bede", 1)}
    SolutionVersion.objects.create(
        hash=fingerprint(text), slug="bede", format=FORMAT, source=text, active=True, loaded_at=NOW
    )
    generation.set_current(generation.current() + 1)
    client = enters(ole)
    assert "?loesning=haver" in client.get(f"{LIST}ny/").content.decode()
    assert "Rosenhaven" in client.get(f"{LIST}ny/?loesning=haver").content.decode()
    beds = client.get(f"{LIST}ny/?loesning=bede").content.decode()
    assert "Rosenhaven" not in beds
    assert 'value="bede" checked' in beds


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


def test_every_place_that_a_round_can_have_fits_into_what_is_sent(
    opened: Round, ole: EmployeeInfo, enters: Enters
) -> None:
    many = {"kendte": str(MOST_PLACES)}
    for number in range(1, MOST_PLACES + 1):
        many |= {**line(number, f"p{number}", f"Sted {number}", "1", "0"), f"ud-{number}": "yes"}
    address = f"{page_of(opened)}pladser/"
    del many["ud-500"]
    assert enters(ole).post(address, many).status_code == 302
    assert sorted(RoundPlace.objects.values_list("ref", flat=True)) == ["bakken", "p500", "rosen"]
