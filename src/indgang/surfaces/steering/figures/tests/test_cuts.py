"""A part of a figure: chosen in a form, kept in the address, and carried to its rows and its files."""

from io import BytesIO

import openpyxl
import pyarrow.parquet as pq
import pytest
from django.test import Client

from indgang.modules.contacts import services as contacts
from indgang.surfaces.steering.figures.tests.test_figure import COPENHAGEN, OWN, words


@pytest.fixture(autouse=True)
def three_contacts(content: None) -> None:
    contacts.record(
        channel="telephone", service_id="flytning-indland", audience="citizen", outcome="resolved"
    )
    contacts.record(channel="telephone", service_id="pas", audience="company")
    contacts.record(channel="email", service_id="pas")


def test_a_part_is_counted_and_said(strategist: Client) -> None:
    text = words(strategist, f"{OWN}/contacts/all/?ydelse=pas&kanal=telephone")
    assert "Henvendelser: I alt 1 " in text
    assert "Alle henvendelser. pas, Telefon" in text
    assert "Se 1 række" in text


def test_its_rows_are_those_of_the_part(strategist: Client) -> None:
    assert "1 række bag tallet" in words(
        strategist, f"{OWN}/contacts/all/raekker/?ydelse=pas&kanal=telephone"
    )
    page = strategist.get(f"{OWN}/contacts/all/?maalgruppe=company").content.decode()
    assert "/contacts/all/raekker/?maalgruppe=company" in page


def test_the_form_keeps_what_was_chosen(strategist: Client) -> None:
    page = strategist.get(f"{OWN}/contacts/all/?kanal=telephone&fra=2026-01-01").content.decode()
    assert '<option value="telephone" selected>' in page
    assert 'value="2026-01-01"' in page


@pytest.mark.parametrize("wrong", ["fra=31/3", "fra=2026-05-01&til=2026-05-01", "fritaget=perhaps", "til=²"])
def test_what_cannot_be_read_is_said_and_kept(strategist: Client, wrong: str) -> None:
    text = words(strategist, f"{OWN}/contacts/all/?{wrong}")
    assert "Skriv datoer som 2026-03-31" in text
    assert strategist.get(f"{OWN}/contacts/all/raekker/?{wrong}").status_code == 409
    first = wrong.split("&")[0].split("=")[1]
    if not wrong.startswith("fritaget"):
        assert f'value="{first}"' in strategist.get(f"{OWN}/contacts/all/?{wrong}").content.decode()


def test_a_document_has_no_parts(strategist: Client) -> None:
    assert "Kilden har kun tal for hele året." in words(
        strategist, f"{COPENHAGEN}/contacts/all/?fra=2009-02-01"
    )
    assert "Kilden kender kun grupper af kanaler." in words(
        strategist, f"{COPENHAGEN}/contacts/all/?kanal=email"
    )


def test_what_a_measurement_does_not_know_is_no_part_of_it(strategist: Client) -> None:
    contacts.measure(kind="completed_how", subject="alone", value=1)
    text = words(strategist, f"{OWN}/take_up/alone/?kanal=telephone")
    assert "Vi ved ikke, hvilken kanal eller indgang målingen hører til." in text


def test_months_stand_below(strategist: Client) -> None:
    assert "Måned for måned" in words(strategist, f"{OWN}/contacts/all/")
    assert "Måned for måned" not in words(strategist, f"{COPENHAGEN}/contacts/all/")


def test_a_figure_as_a_file(strategist: Client) -> None:
    csv = strategist.get(f"{OWN}/contacts/all/?kanal=telephone&format=csv")
    assert csv["Content-Disposition"] == 'attachment; filename="live-lyngsoe-2026-contacts.csv"'
    lines = csv.content.decode("utf-8-sig").splitlines()
    assert lines[1].startswith("Henvendelser;I alt;Alle henvendelser. Telefon;2026;2;contacts;2;nej;;")
    book = openpyxl.load_workbook(BytesIO(strategist.get(f"{OWN}/contacts/all/?format=xlsx").content))
    assert [row[4].value for row in book.active.iter_rows(min_row=2, max_row=3)] == [3, None]
    table = pq.read_table(BytesIO(strategist.get(f"{OWN}/contacts/all/?format=parquet").content))
    assert table.column("Værdi").to_pylist()[0] == 3


def test_rows_as_a_file_name_nobody(strategist: Client) -> None:
    contacts.record(channel="letter", service_id="=1+1")
    csv = strategist.get(f"{OWN}/contacts/all/raekker/?format=csv").content.decode("utf-8-sig")
    assert len(csv.splitlines()) == 5
    assert ";'=1+1;" in csv
    book = openpyxl.load_workbook(BytesIO(strategist.get(f"{OWN}/contacts/all/raekker/?format=xlsx").content))
    assert book.active.max_row == 5
    measured = strategist.get(f"{OWN}/completion_citizen2012/all/raekker/?format=csv").content.decode()
    assert len(measured.splitlines()) == 1


def test_too_many_rows_for_a_file_are_refused(strategist: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indgang.surfaces.steering.figures.downloads.MOST_ROWS", 2)
    assert strategist.get(f"{OWN}/contacts/all/raekker/?format=csv").status_code == 422
