"""The same contact in a CSV file, a workbook and a Parquet file: the same moment, the same number."""

import shutil
import zipfile
import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.conf import settings

from indgang.modules.contacts.models import Batch
from indgang.modules.contacts.services import BadFile
from indgang.modules.contacts.services.importing import sheets
from indgang.modules.contacts.tests.importing_help import HEAD, mapping, row, stored, take, write_csv

pytestmark = pytest.mark.django_db

TIME = 'time: {column: when, formats: ["%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"], zone: Europe/Copenhagen}'
ISO = (TIME, "time: {column: when, formats: [iso], zone: Europe/Copenhagen}")
COMMA = ("drop: [note]", 'drop: [note]\nformat: {decimal: ","}')


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_DIR", tmp_path / "data")
    (tmp_path / "data").mkdir()


def workbook(path: Path, *rows: list[Any]) -> Path:
    book = openpyxl.Workbook()
    for cells in (list(HEAD), *rows):
        book.active.append(cells)
    book.save(path)
    return path


def parquet(path: Path, **cells: Any) -> Path:
    pq.write_table(
        pa.table({name: cells.get(name, [cell]) for name, cell in zip(HEAD, row(1), strict=True)}), path
    )
    return path


def with_parts(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """A copy of a workbook, each of its parts changed."""
    changed = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return changed


# --- workbooks -----------------------------------------------------------------------------------------------------


def test_a_workbook_needs_no_name_of_a_workbook(tmp_path: Path) -> None:
    """What is uploaded is saved without a name of its own."""
    shutil.move(workbook(tmp_path / "a.xlsx", row(1)), tmp_path / "upload")
    assert take(tmp_path / "upload").accepted == 1


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("workbook.xml", lambda content: b"<a"),
        ("sheet1.xml", lambda content: content[:-40]),
        ("sheet1.xml", lambda content: content.replace(b"<v>", b"<v>x", 1)),
        ("Content_Types", lambda content: b"no types"),
        ("styles.xml", lambda content: b"<styleSheet><cellXfs><xf numFmtId='x'/></cellXfs></styleSheet>"),
    ],
)
def test_a_broken_workbook_is_refused_and_leaves_nothing(
    tmp_path: Path, part: str, change: Callable[[bytes], bytes]
) -> None:
    whole = workbook(tmp_path / "a.xlsx", *([*row(n)[:4], 4.5, *row(n)[5:]] for n in range(4)))
    path = with_parts(whole, lambda name, content: change(content) if part in name else content)
    with pytest.raises(BadFile, match="skadet"):
        take(path)
    assert not Batch.objects.filter(kind="import").exists()


def test_a_workbook_whose_bytes_were_damaged_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", *(row(n) for n in range(4)))
    with zipfile.ZipFile(path) as packed:
        at = next(one.header_offset for one in packed.infolist() if "sheet1" in one.filename)
    content = bytearray(path.read_bytes())
    content[at + 120] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(BadFile, match="skadet"):
        take(path)


TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"


@pytest.mark.parametrize("name", ["xl/sharedStrings.xml", "xl/worksheets/sheet9.xml"])
def test_a_small_workbook_that_would_fill_the_memory_is_refused_before_it_is_unpacked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path, bomb = workbook(tmp_path / "a.xlsx", row(1)), tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            content = old.read(part).decode()
            if "Content_Types" in part:
                content = content.replace("/xl/sharedStrings.xml", f"/{name}")
                if TYPE not in content:
                    said = f'<Override PartName="/{name}" ContentType="{TYPE}"/></Types>'
                    content = content.replace("</Types>", said)
            if "sharedStrings" not in part:
                new.writestr(part, content)
        new.writestr(name, b"<sst>" + b"<si><t>aaa</t></si>" * 300_000 + b"</sst>")
    assert bomb.stat().st_size < 60_000
    monkeypatch.setattr(
        "openpyxl.reader.excel.ExcelReader.read", lambda reader: pytest.fail("it was unpacked")
    )
    with pytest.raises(BadFile, match="Gem den som CSV"):
        take(bomb)


@pytest.mark.parametrize("name", ["[Content_Types].xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"])
def test_a_part_that_holds_more_than_the_archive_says_is_refused(tmp_path: Path, name: str) -> None:
    path, liar = workbook(tmp_path / "a.xlsx", row(1)), tmp_path / "b.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(liar, "w", zipfile.ZIP_DEFLATED) as new:
        assert name in old.namelist()
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, content + b" " * (2 << 20) if part == name else content)
            new.filelist[-1].file_size, new.filelist[-1].CRC = len(content), zlib.crc32(content)
    with pytest.raises(BadFile, match="Gem den som CSV"):
        take(liar)


def test_a_sheet_that_unpacks_to_a_hundred_times_its_size_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "SMALL", 1 << 20)
    blank = b"<row></row>" * 200_000
    path = with_parts(
        workbook(tmp_path / "a.xlsx", row(1)),
        lambda name, content: content.replace(b"</sheetData>", blank + b"</sheetData>"),
    )
    with pytest.raises(BadFile, match="Gem den som CSV"):
        take(path)


# --- times ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "utc"),
    [
        ("2025-07-01T10:00:00Z", "2025-07-01 10:00:00"),
        ("2025-07-01T10:00:00z", "2025-07-01 10:00:00"),
        ("2025-07-01T10:00:00-07:00", "2025-07-01 17:00:00"),
        ("2025-07-01T10:00+0200", "2025-07-01 08:00:00"),
        ("2025-07-01 10:00:00.250 +02", "2025-07-01 08:00:00.25"),
        ("2025-07-01 10:00:00 UTC", "2025-07-01 10:00:00"),
        ("2025-07-01T10:00:00", "2025-07-01 08:00:00"),
        ("2025-07-01", "2025-06-30 22:00:00"),
        ("2025-12-31T23:30:00Z", "2025-12-31 23:30:00"),
    ],
)
def test_an_offset_in_an_iso_time_is_obeyed(tmp_path: Path, cell: str, utc: str) -> None:
    report = take(write_csv(tmp_path / "a.csv", [row(1, when=cell)]), mapping(ISO))
    assert report.reasons == {}
    assert stored('"at"::VARCHAR') == [utc]


def test_the_day_and_the_year_are_those_of_the_zone(tmp_path: Path) -> None:
    take(write_csv(tmp_path / "a.csv", [row(1, when="2025-12-31T23:30:00Z")]), mapping(ISO))
    assert stored("day::VARCHAR, year") == [("2026-01-01", 2026)]


def test_an_offset_that_is_not_true_is_still_ignored_when_the_mapping_says_so(tmp_path: Path) -> None:
    ignored = mapping((TIME, ISO[1].replace("zone", "offset: ignore, zone")))
    take(write_csv(tmp_path / "a.csv", [row(1, when="2025-07-01T10:00:00+00:00")]), ignored)
    assert stored('"at"::VARCHAR') == ["2025-07-01 08:00:00"]


@pytest.mark.parametrize("changes", [(ISO,), ()])
def test_a_moment_of_parquet_is_taken_as_it_is(tmp_path: Path, changes: tuple[tuple[str, str], ...]) -> None:
    moment = pa.array([datetime(2025, 7, 1, 10, tzinfo=UTC)], pa.timestamp("us", tz="America/New_York"))
    report = take(parquet(tmp_path / "a.parquet", when=moment), mapping(*changes))
    assert report.reasons == {}
    assert stored('"at"::VARCHAR') == ["2025-07-01 10:00:00"]


def test_a_clock_time_of_parquet_is_the_clock_of_the_zone(tmp_path: Path) -> None:
    clock = pa.array([datetime(2025, 7, 1, 10)], pa.timestamp("us"))  # noqa: DTZ001
    take(parquet(tmp_path / "a.parquet", when=clock), mapping(ISO))
    assert stored('"at"::VARCHAR') == ["2025-07-01 08:00:00"]


# --- numbers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "tenths"), [(12.5, 125), (12, 120), (1.125, 11), (1250.5, 12505), (0.25, 3)]
)
def test_true_numbers_do_not_change_with_the_decimal_mark(tmp_path: Path, number: float, tenths: int) -> None:
    cells = [*row(1)[:4], number, *row(1)[5:]]
    take(workbook(tmp_path / "a.xlsx", cells), mapping(COMMA))
    assert stored("minutes_tenths") == [tenths]
    other = mapping(COMMA, ("id: test-town\ntitle", "id: test-town-2\ntitle"))
    take(parquet(tmp_path / "a.parquet", tenths=pa.array([number], pa.float64())), other)
    assert stored("minutes_tenths", series="test-town-2") == [tenths]


def test_a_text_in_a_workbook_is_read_by_the_decimal_mark(tmp_path: Path) -> None:
    take(workbook(tmp_path / "a.xlsx", row(1, tenths="12,5")), mapping(COMMA))
    assert stored("minutes_tenths") == [125]


@pytest.mark.parametrize(
    ("cell", "tenths"),
    [("4,5", 45), ("1.234,5", 12345), ("1.234", 12340), ("1234", 12340), ("1.234.567", 12345670), (",5", 5)],
)
def test_numbers_with_a_decimal_comma(tmp_path: Path, cell: str, tenths: int) -> None:
    take(write_csv(tmp_path / "a.csv", [row(1, tenths=cell)], separator=";"), mapping(COMMA))
    assert stored("minutes_tenths") == [tenths]


@pytest.mark.parametrize("cell", ["4.5", "12.34,5", "1,234.5", "1234.567", "1.2345"])
def test_a_point_that_parts_no_thousands_is_no_number(tmp_path: Path, cell: str) -> None:
    rows = [row(1, tenths=cell), row(2, tenths="4,5")]
    report = take(write_csv(tmp_path / "a.csv", rows, separator=";"), mapping(COMMA))
    assert (report.reasons, stored("minutes_tenths")) == ({"number_unreadable": 1}, [45])


# --- names of files ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["tal?", "tal*", "tal[1]", "tal's"])
def test_the_name_of_a_file_is_no_pattern(tmp_path: Path, name: str) -> None:
    parquet(tmp_path / "tal1.parquet", no=["other"])
    report = take(parquet(tmp_path / f"{name}.parquet"))
    assert (report.accepted, stored("key"), report.file) == (1, ["n1"], f"{name}.parquet")
    write_csv(tmp_path / "tal1.csv", [row(7)])
    assert take(write_csv(tmp_path / f"{name}.csv", [row(2)])).accepted == 1
    assert stored("key") == ["n1", "n2"]
