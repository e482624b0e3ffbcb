"""Who sees which part of a figure: one's own department, and never one to four contacts without the rows."""

import csv
import io
from io import BytesIO

import openpyxl
import pyarrow.parquet as pq
import pytest
from django.conf import settings
from django.test import Client

from indgang.modules.catalogue import selectors as catalogue_questions
from indgang.modules.catalogue import services as catalogue
from indgang.modules.channels import services as channels
from indgang.modules.contacts import services as contacts
from indgang.modules.identity.vocabulary import Role
from indgang.surfaces.steering.conftest import LogIn
from indgang.surfaces.steering.figures.tests.test_figure import COPENHAGEN, OWN, words

ALL = f"{OWN}/contacts/all/"


def of_department(department: str) -> str:
    """A service of a department."""
    return next(one.id for one in catalogue_questions.services().values() if one.department == department)


@pytest.fixture(autouse=True)
def counted(content: None) -> None:
    folder = settings.CONTENT_DIR / "municipalities" / "lyngsoe"
    catalogue.load_catalogue(folder)
    channels.load_entrances(folder)
    for times, service, department in ((12, of_department("oekf"), "oekf"), (21, "flytning", "tmf")):
        for _ in range(times):
            contacts.record(channel="telephone", service_id=service, department=department)
    for _ in range(3):
        contacts.record(channel="email", service_id="flytning", department="tmf", exempt=True)


@pytest.fixture
def head(log_in: LogIn) -> Client:
    """Of the department oekf."""
    return log_in(Role.DEPARTMENT_HEAD)


@pytest.mark.parametrize("format", ["", "&format=csv", "&format=xlsx", "&format=parquet"])
@pytest.mark.parametrize(
    "cut",
    [
        "ydelse=flytning",
        "forvaltning=oekf&kanal=email&indgang=jobcenter",
        "forvaltning=tmf",
        "indgang=jobcenter",
        "indgang=nowhere",
        "forvaltning=oekf&ydelse=nothing",
    ],
)
def test_a_head_reaches_no_other_department_by_a_cut(head: Client, cut: str, format: str) -> None:
    assert head.get(f"{ALL}?{cut}{format}").status_code == 404


def test_a_head_reaches_no_service_of_another(head: Client) -> None:
    others = [one for one in catalogue_questions.services().values() if one.department != "oekf"]
    assert head.get(f"{ALL}?ydelse={others[0].id}").status_code == 404


def test_a_head_sees_the_whole_and_the_own_part(head: Client) -> None:
    assert "36 " in words(head, ALL)
    assert "Henvendelser: I alt 10 " in words(head, f"{ALL}?forvaltning=oekf")
    assert "Henvendelser: I alt 10 " in words(head, f"{ALL}?ydelse={of_department('oekf')}")
    assert "Henvendelser: I alt 35 " in words(head, f"{ALL}?fra=2026-01-01")


def test_the_form_offers_what_one_may_see(head: Client, log_in: LogIn) -> None:
    page = head.get(ALL).content.decode()
    assert '<option value="oekf"' in page
    assert '<option value="tmf"' not in page
    assert '<option value="tmf"' in log_in(Role.BOARD).get(ALL).content.decode()


def test_what_another_municipality_printed_is_nobodys_own(head: Client) -> None:
    assert head.get(f"{COPENHAGEN}/contacts/all/?forvaltning=tmf").status_code == 200


@pytest.mark.parametrize("cut", ["fritaget=yes", "forvaltning=tmf&kanal=email"])
def test_fewer_than_five_are_not_told_to_who_may_not_see_rows(log_in: LogIn, cut: str) -> None:
    board = log_in(Role.BOARD)
    text = words(board, f"{ALL}?{cut}")
    assert "Henvendelser: I alt under 5 " in text
    assert "Rækker bag tallet under 5" in text
    assert " 3 " not in text.split("Måned for måned")[1].split("Hent tallet")[0]
    raw = board.get(f"{ALL}?{cut}&format=csv").content.decode("utf-8-sig")
    line = list(csv.reader(io.StringIO(raw), delimiter=";"))[1]
    assert line[4] == "" and line[6] == "" and line[8] == "under 5"  # noqa: PT018
    book = openpyxl.load_workbook(BytesIO(board.get(f"{ALL}?{cut}&format=xlsx").content))
    assert [book.active["E2"].value, book.active["G2"].value] == [None, None]
    table = pq.read_table(BytesIO(board.get(f"{ALL}?{cut}&format=parquet").content))
    assert table.column("Værdi").to_pylist()[0] is None
    assert table.column("Rækker").to_pylist()[0] is None


def test_what_is_hidden_is_not_found_by_taking_the_others_from_the_whole(log_in: LogIn) -> None:
    """21 of 24 are by telephone: exact, they would say that three were not."""
    text = words(log_in(Role.BOARD), f"{ALL}?forvaltning=tmf")
    assert "Henvendelser: I alt 25 " in text
    assert "Telefon 20 " in text
    assert "Antal er derfor til nærmeste fem." in text
    shares = words(log_in(Role.BOARD), f"{OWN}/channel_share/telephone/?forvaltning=tmf")
    assert "Andel af henvendelser: Telefon under 5 " in shares


def test_who_may_see_rows_sees_every_part_exactly(strategist: Client) -> None:
    assert "Henvendelser: I alt 3 " in words(strategist, f"{ALL}?fritaget=yes")
    assert "Henvendelser: I alt 24 " in words(strategist, f"{ALL}?forvaltning=tmf")
    assert strategist.get(f"{ALL}raekker/?forvaltning=tmf").status_code == 200


def test_a_head_sees_the_own_entrances_alone(head: Client) -> None:
    page = words(head, "/styring/indgange/")
    assert "Du ser din egen forvaltnings indgange." in page
    assert "Borgerservice Nord" in page
    file = head.get("/styring/indgange/?format=csv").content.decode()
    assert "Borgerservice Nord" in file
    assert "Jobcenter" not in file
    assert "Ingen indgang skrevet" not in file


def test_a_head_sees_the_own_department_among_the_segments(head: Client, log_in: LogIn) -> None:
    file = head.get("/styring/maalgrupper/?format=csv").content.decode()
    assert "Økonomiforvaltningen" in file
    assert "Teknik" not in file
    assert "Teknik" in log_in(Role.BOARD).get("/styring/maalgrupper/?format=csv").content.decode()
