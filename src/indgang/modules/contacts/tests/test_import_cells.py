"""What a cell may leave behind: no person in the ledger or in the rejected rows, and the right column to mend."""

import csv
from pathlib import Path

import pytest
from django.conf import settings

from indgang.modules.contacts.models import Batch, ImportRun
from indgang.modules.contacts.services import ImportReport, TooManyRejected
from indgang.modules.contacts.tests.importing_help import HEAD, mapping, row, stored, take, write_csv

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "data")
    (tmp_path / "data").mkdir()


def rejected(report: ImportReport) -> list[tuple[str, str, str]]:
    """Key, column and what stood there."""
    with Path(report.rejects_file).open(encoding="utf-8", newline="") as file:
        return [(one["noegle"], one["kolonne"], one["indhold"]) for one in csv.DictReader(file)]


# --- persons -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "key",
    [
        "010190-1231",
        "0101901231",
        "010190 1231",
        "sag 010190-1231",
        "s_010190-1231",
        "700190-1231",
        "310190-1231",
    ],
)
def test_a_key_with_a_cpr_number_is_not_kept(tmp_path: Path, key: str) -> None:
    report = take(write_csv(tmp_path / "a.csv", [row(1), row(2, no=key), row(3)]))
    assert report.reasons == {"key_of_a_person": 1}
    assert stored("key") == ["n1", "n3"]
    assert "1231" not in Path(report.rejects_file).read_text(encoding="utf-8")
    assert rejected(report) == [("", "no", "")]
    assert "1231" not in str(ImportRun.objects.get().columns)


@pytest.mark.parametrize(
    "key", ["4711", "2013000123", "9900001231", "101002345678", "a0101901231", "320190-1231"]
)
def test_other_numbers_are_keys(tmp_path: Path, key: str) -> None:
    assert take(write_csv(tmp_path / "a.csv", [row(1, no=key)])).accepted == 1
    assert stored("key") == [key]


def test_a_file_whose_keys_are_cpr_numbers_is_not_imported(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(n, no=f"010190-123{n}") for n in range(5)])
    with pytest.raises(TooManyRejected):
        take(path)
    assert not Batch.objects.filter(kind="import").exists()


@pytest.mark.parametrize("number", ["030390-1234", "0303901234", "990390 1234"])
def test_a_rejected_cell_is_shown_without_cpr_numbers(tmp_path: Path, number: str) -> None:
    rows = [row(1), row(2), row(3, how=f"Due fra {number}, igen"), row(4, when=f"{number}"), row(5)]
    report = take(write_csv(tmp_path / "a.csv", rows))
    assert rejected(report) == [("n3", "how", "Due fra [cpr], igen"), ("n4", "when", "[cpr]")]


def test_the_name_of_a_file_is_kept_without_cpr_numbers_and_control_characters(tmp_path: Path) -> None:
    take(write_csv(tmp_path / "a.csv", [row(1)]), file_name="010190-1231\x00.csv")
    assert ImportRun.objects.get().file_name == "[cpr].csv"
    assert Batch.objects.get(kind="import").file_name == "[cpr].csv"


def test_words_with_blanks_are_no_code(tmp_path: Path) -> None:
    by = mapping(("drop: [note]", "entrance: {column: note, by: code}"))
    rows = [
        row(1, note="Jens Hansen Vestergade 3"),
        row(2, note=" bib-2 "),
        row(3, note="sag-010190"),
        row(4, note="3-1-1"),
    ]
    take(write_csv(tmp_path / "a.csv", rows), by)
    assert stored("entrance") == ["", "bib-2", "", "3-1-1"]


def test_a_character_that_no_database_keeps_is_left_out_of_the_report(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [row(n) for n in range(5)], head=(*HEAD[:-1], "no\x00te"))
    path.write_bytes(path.read_bytes() + b"n9,2025-03-05 10:00,Tele\x00fon,Flytning,1,b,n\n")
    report = take(path, mapping(("drop: [note]", "drop: the_rest")))
    assert report.read == 6
    assert "\x00" not in str([(one.name, one.words) for one in report.columns])
    assert "\\x00" not in repr(ImportRun.objects.get().columns)


# --- which column to mend ------------------------------------------------------------------------------------------

KIND = ("minutes: {column: tenths}",
        "minutes: {column: tenths}\nkind: {column: k, values: {Info: information}, otherwise: unknown}")  # fmt: skip


def test_a_rejected_row_names_the_column_that_rejected_it(tmp_path: Path) -> None:
    """The column `k` is not understood either, but that rejects nothing."""
    bad = [
        row(1, what="Ukendt ydelse"), row(2, tenths="fem"), row(3, how="Due"), row(4, when="i går"),
        row(5, tenths="-2"), row(6, what=""), row(7, when="2025-03-30 02:30"), row(8, no=""),
    ]  # fmt: skip
    good = [[*row(n), "Info"] for n in range(20, 40)]
    path = write_csv(tmp_path / "a.csv", [*([*one, "Brok"] for one in bad), *good], head=(*HEAD, "k"))
    assert rejected(take(path, mapping(KIND))) == [
        ("n1", "what", "Ukendt ydelse"), ("n2", "tenths", "fem"), ("n3", "how", "Due"), ("n4", "when", "i går"),
        ("n5", "tenths", "'-2.0"), ("n6", "what", ""), ("n7", "when", "2025-03-30 02:30:00"), ("", "no", ""),
    ]  # fmt: skip


def test_of_two_columns_that_reject_a_row_the_first_rule_is_named(tmp_path: Path) -> None:
    by = mapping(
        ("minutes: {column: tenths}", "minutes: {column: tenths}\nweight: {column: w}"),
        ("drop: [note]", "outcome: {column: note, values: {intet: resolved}, otherwise: reject}"),
        ("key: no\n", "key: no\naudience: {column: a, values: {Borger: citizen}, otherwise: reject}\n"),
    )
    rows = [
        [*row(1), "1", "Borger"], [*row(2, tenths="fem"), "to", "Borger"], [*row(3, tenths="fem"), "2", "Borger"],
        [*row(4, note="?"), "1", "Hund"], [*row(5), "1", "Hund"], *[[*row(n), "1", "Borger"] for n in range(6, 12)],
    ]  # fmt: skip
    report = take(write_csv(tmp_path / "a.csv", rows, head=(*HEAD, "w", "a")), by)
    assert report.reasons == {"value_unknown": 2, "number_unreadable": 2}
    assert rejected(report) == [
        ("n2", "w", "to"), ("n3", "tenths", "fem"), ("n4", "note", "?"), ("n5", "a", "Hund"),
    ]  # fmt: skip
