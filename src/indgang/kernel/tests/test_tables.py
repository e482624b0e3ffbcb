"""Tables from outside: read as they are meant, refused in words, and given out so that nothing runs."""

import io
import zipfile
import zlib
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indgang.kernel.tables import BadTable, as_csv, as_workbook, inert, read_table, without_guard
from indgang.kernel.tables.reading import LONGEST_LINE


def rows(content: bytes) -> list[list[str]]:
    """The names, and every row."""
    table = read_table(io.BytesIO(content))
    return [list(table.names), *(cells for _number, cells in table.rows)]


def refusal(content: bytes) -> str:
    with pytest.raises(BadTable) as told:
        rows(content)
    return told.value.message.da


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_csv_is_read_however_it_was_saved(encoding: str, separator: str) -> None:
    text = f'Navn{separator}Beløb\r\nÅse{separator}"1{separator}5 ""kr"""\r\n'
    assert rows(text.encode(encoding)) == [["Navn", "Beløb"], ["Åse", f'1{separator}5 "kr"']]


def test_empty_rows_are_counted_so_that_a_row_has_the_number_it_has_in_a_spreadsheet() -> None:
    table = read_table(io.BytesIO(b"a;b;;\n1;2\n;;\n\n3;4\n"))
    assert table.names == ("a", "b")
    assert [number for number, _cells in table.rows] == [2, 5]


def test_a_first_line_that_names_the_separator_is_no_row() -> None:
    table = read_table(io.BytesIO(b"sep=|\r\na|b;c\r\n1|2\r\n"))
    assert (table.names, list(table.rows)) == (("a", "b;c"), [(2, ["1", "2"])])


def test_a_workbook_is_read_as_one_would_type_it() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["dag", "kr", "antal", "ja", "kl"])
    sheet.append([date(2026, 1, 31), 0.1 + 0.2 + 2405.2, 12.0, True, datetime(2026, 1, 31, 8, 30)])  # noqa: DTZ001
    sheet.append([None, 1e-7, 10**15, False, "=1+1"])
    file = io.BytesIO()
    book.save(file)
    assert rows(file.getvalue())[1:] == [
        ["2026-01-31", "2405,5", "12", "ja", "2026-01-31 08:30:00"],
        ["", "0,0000001", str(10**15), "nej"],  # a formula that was never worked out comes to nothing
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "tom"),
        (b"\n\n", "tom"),
        (b"%PDF-1.7", "ikke en fil"),
        (b"\xd0\xcf\x11\xe0old", "ikke en fil"),
        (b"PK\x03\x04nonsense", "skadet"),
        (b'a;b\n1;"2\n3;4\n', "anførselstegn"),
        (b"a;b\n1;" + b"x" * LONGEST_LINE, "længere"),
        (b'a\n"' + b"x\n" * 100_000, "anførselstegn"),
        (b";".join([b"a"] * 201), "for mange kolonner"),
        ("a;b\n1;2".encode("utf-16")[:-1], "tegnene"),
        (b"a;b\n\x81;2", "tegnene"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(content: bytes, says: str) -> None:
    assert says in refusal(content)


def test_a_workbook_that_would_fill_the_memory_is_never_unpacked() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (30 << 20))
    assert len(file.getvalue()) < 100_000
    assert "fylder for meget" in refusal(file.getvalue())


def test_a_part_that_holds_more_than_the_archive_says_is_never_unpacked() -> None:
    small, file = zipfile.ZipFile(io.BytesIO(as_workbook("ark", [["a"], ["1"]]))), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for one in small.infolist():
            content = small.read(one)
            more = b" " * (2 << 20) if one.filename == "[Content_Types].xml" else b""
            archive.writestr(one.filename, content + more)
            archive.filelist[-1].file_size, archive.filelist[-1].CRC = len(content), zlib.crc32(content)
    assert "fylder for meget" in refusal(file.getvalue())


def test_a_workbook_that_is_packed_in_a_way_that_excel_never_uses_is_damaged() -> None:
    plain, file = zipfile.ZipFile(io.BytesIO(as_workbook("ark", [["a"], ["1"]]))), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        for one in plain.infolist():
            archive.writestr(one.filename, plain.read(one))
    content = bytearray(file.getvalue())
    content[60:200] = b"\xff" * 140
    assert "skadet" in refusal(bytes(content))


def test_one_row_with_endless_cells_is_never_read() -> None:
    plain, file = zipfile.ZipFile(io.BytesIO(as_workbook("ark", [["a"], ["1"]]))), io.BytesIO()
    row = "".join(f"<c><v>{number * 7919 % 1_000_003}</v></c>" for number in range(850_000))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for one in plain.infolist():
            sheet = one.filename.startswith("xl/worksheets/")
            content = f"<worksheet><sheetData><row>{row}</row></sheetData></worksheet>".encode()
            archive.writestr(one.filename, content if sheet else plain.read(one))
    assert "fylder for meget" in refusal(file.getvalue())


def test_a_sheet_that_says_it_has_endless_rows_is_refused() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A1048576"] = "a", "far down"
    file = io.BytesIO()
    book.save(file)
    assert "fylder for meget" in refusal(file.getvalue())


@pytest.mark.parametrize(
    "cell", ["=1+1", "+45 12", "-5", "@SUM(A1)", "\tx", "\rx", "|cmd", "%0A", "\uff1d1+1"]
)
def test_nothing_that_we_give_out_runs_and_it_reads_as_it_was(cell: str) -> None:
    assert inert(cell).startswith("'")
    assert without_guard(inert(cell)) == cell


@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.text(max_size=12), min_size=2, max_size=4), min_size=1, max_size=4))
def test_what_we_write_comes_back(written: list[list[str]]) -> None:
    plain = [
        [" ".join("".join(c for c in cell if c.isprintable()).split()) for cell in row] for row in written
    ]
    head = ["a", "b", "c", "d"]
    padded = [row + [""] * (4 - len(row)) for row in plain]
    read = rows(as_csv([head, *padded]))
    kept = [row for row in padded if any(row)]
    assert [[without_guard(cell) for cell in row] for row in read[1:]] == [
        [without_guard(cell) for cell in row] for row in kept
    ]


@settings(max_examples=50)
@given(st.binary(max_size=400))
def test_no_bytes_break_it(content: bytes) -> None:
    try:
        read = rows(content)
    except BadTable:
        return
    assert all(isinstance(cell, str) for row in read for cell in row)


def test_every_cell_of_an_empty_workbook_is_text() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(as_workbook("ark", [["a", "=b"]], empty=3))).active
    assert sheet is not None
    assert {cell.number_format for row in sheet.iter_rows() for cell in row} == {"@"}
    assert sheet["B1"].value == "'=b"
