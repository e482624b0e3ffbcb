"""The pages of imported figures."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indgang.modules.audit.models import Event
from indgang.modules.contacts.models import Batch, ImportRun
from indgang.modules.identity.vocabulary import Role

FILES = Path(__file__).parents[4] / "modules" / "contacts" / "tests" / "import_files"
pytestmark = pytest.mark.usefixtures("own_folder")


@pytest.fixture
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path)


def send(
    client: Client, content: bytes, *, deed: str = "laes", mapping: str = "sf-311", name: str = "sf.csv"
) -> Any:
    upload = SimpleUploadedFile(name, content)
    return client.post("/styring/partier/indlaes/", {"mapping": mapping, "fil": upload, "gerning": deed})


def san_francisco() -> bytes:
    return (FILES / "sf_311.csv").read_bytes()


def test_the_browser_offers_the_kinds_of_files_that_can_be_read(strategist: Client) -> None:
    assert 'accept=".csv,.xlsx,.parquet"' in strategist.get("/styring/partier/").content.decode()


def test_a_strategist_tries_a_file_and_nothing_is_changed(strategist: Client) -> None:
    answer = send(strategist, san_francisco(), deed="proev")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Intet er læst ind endnu" in page
    assert "incident_address" in page
    assert "Læses ikke" in page
    assert not Batch.objects.filter(kind="import").exists()


def test_a_file_becomes_a_batch_that_can_be_undone_and_taken_back(strategist: Client) -> None:
    assert send(strategist, san_francisco()).status_code == 302
    page = strategist.get("/styring/partier/").content.decode()
    assert "sf-311-1" in page
    batch = Batch.objects.get(name="sf-311-1")
    for year in range(batch.first_day.year, batch.last_day.year + 1):  # type: ignore[union-attr]
        assert f'href="/styring/tal/sf-311/{year}/contacts/all/"' in page
    assert ">21<" in strategist.get("/styring/tal/sf-311/2016/contacts/all/").content.decode()
    assert Event.objects.get(action="contacts_imported").actor.startswith("employee:")
    strategist.post("/styring/partier/sf-311-1/fortryd/")
    assert not Batch.objects.get(name="sf-311-1").current
    strategist.post("/styring/partier/sf-311-1/igen/")
    assert Batch.objects.get(name="sf-311-1").current
    assert strategist.post("/styring/partier/sf-311-1/slet/").status_code == 409
    strategist.post("/styring/partier/sf-311-1/fortryd/")
    strategist.post("/styring/partier/sf-311-1/slet/")
    assert "Slettet" in strategist.get("/styring/partier/").content.decode()


def workbook(lines: list[list[str]]) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for line in lines:
        book.active.append(line)
    book.save(file)
    return file.getvalue()


def test_a_workbook_is_imported_as_the_csv_file_would_be(strategist: Client) -> None:
    sent = workbook(list(csv.reader(san_francisco().decode().splitlines())))
    assert send(strategist, sent, name="sf.xlsx").status_code == 302
    batch = Batch.objects.get(name="sf-311-1")
    assert (batch.rows, batch.rejected, batch.file_name) == (21, 3, "sf.xlsx")


def test_the_same_file_again_says_where_it_is(strategist: Client) -> None:
    send(strategist, san_francisco())
    page = send(strategist, san_francisco()).content.decode()
    assert "Den er læst ind som sf-311-1" in page


def test_rejected_rows_are_fetched_and_the_trail_says_by_whom(strategist: Client) -> None:
    send(strategist, san_francisco())
    run = ImportRun.objects.get()
    assert run.rejected
    page = strategist.get(f"/styring/partier/koersel/{run.pk}/").content.decode()
    assert "Hent de afviste rækker" in page
    answer: Any = strategist.get(f"/styring/partier/koersel/{run.pk}/afviste.csv")
    text = b"".join(answer.streaming_content).decode()
    assert "channel_unknown" in text
    assert "Elm Street" not in text
    assert Event.objects.get(action="import_rejects_fetched").object == f"import_run:{run.pk}"


@pytest.mark.parametrize(
    ("sent", "mapping", "says"),
    [
        (b"", "sf-311", "ikke er tom"),
        (b"a,b\n1,2\n", "sf-311", "mangler kolonnen"),
        (b"unique_key\n", "", "hvilken slags fil"),
        (b"\xd0\xcf\x11\xe0 xls", "sf-311", "gammel Excel-fil"),
        (b"PK\x03\x04 no workbook", "sf-311", "Excel-filen er skadet"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(
    strategist: Client, sent: bytes, mapping: str, says: str
) -> None:
    answer = send(strategist, sent, mapping=mapping)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not ImportRun.objects.exists()


def test_without_a_file_the_page_asks_for_one(strategist: Client) -> None:
    answer = strategist.post("/styring/partier/indlaes/", {"mapping": "sf-311"})
    assert answer.status_code == 422
    assert 'value="sf-311" selected' in answer.content.decode()


def test_what_is_not_there_is_404(strategist: Client) -> None:
    assert strategist.post("/styring/partier/findes-ikke/fortryd/").status_code == 404
    missing = "/styring/partier/koersel/00000000-0000-7000-8000-000000000000/"
    assert strategist.get(missing).status_code == 404
    assert strategist.get(f"{missing}afviste.csv").status_code == 404


@pytest.mark.parametrize("role", [Role.CLERK, Role.DEPARTMENT_HEAD, Role.BOARD])
def test_others_do_not_import(log_in: Callable[[Role], Client], role: Role) -> None:
    client = log_in(role)
    assert client.get("/styring/partier/").status_code == 403
    assert client.post("/styring/partier/sf-311-1/fortryd/").status_code == 403


def test_the_queries_of_the_page_do_not_grow(
    strategist: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    send(strategist, san_francisco())
    send(strategist, san_francisco().replace(b"10000", b"20000"))
    strategist.get("/styring/partier/")
    with django_assert_num_queries(5):
        strategist.get("/styring/partier/")
