"""A table from outside: its column names, and its rows one at a time."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from indgang.kernel.errors import Expected
from indgang.kernel.free_text import cleaned
from indgang.kernel.tables.parts import Damaged, TooLarge
from indgang.kernel.tables.workbook import sheet_rows
from indgang.kernel.text import Text

LONGEST_LINE = 1 << 16
"""Characters in one line of a file. 65,536."""
MOST_COLUMNS = 200
SEPARATORS = (";", ",", "\t")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: it begins alike
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_EXCEL = b"PK\x03\x04"
_NO_TABLE = (b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PAR1", b"\x1f\x8b")
_SAYS_SEPARATOR = re.compile(r"sep=([;,\t|])", re.IGNORECASE)
"""A first line that some programs write for Excel, which takes it for no row."""
Row = tuple[int, list[str]]
"""The number of a row in the file, counted from 1 with the column names, and its cells as text."""


class BadTable(Expected):
    """The file as a whole cannot be used; the sentence says what to do."""

    status = 422


EMPTY_FILE = Text("Filen er tom. Vælg en anden.", "The file is empty. Choose another.")
NO_TABLE = Text(
    "Det er ikke en fil, vi kan læse. Gem den som Excel (.xlsx) eller CSV UTF-8.",
    "This is no file that we can read. Save it as Excel (.xlsx) or CSV UTF-8.",
)
BAD_LETTERS = Text(
    "Vi kan ikke læse tegnene i filen. Gem den som CSV UTF-8 eller Excel (.xlsx).",
    "We cannot read the characters of the file. Save it as CSV UTF-8 or Excel (.xlsx).",
)
BAD_QUOTE = Text(
    "Vi kan ikke læse filen efter række {row}. Se efter, om et anførselstegn mangler eller er for meget.",
    "We cannot read the file after row {row}. Check whether a quotation mark is missing or one too many.",
)
LONG_LINE = Text(
    "Linje {row} er længere, end vi kan læse. Se efter, om det er den rigtige fil.",
    "Line {row} is longer than we can read. Check that it is the right file.",
)
DAMAGED = Text(
    "Excel-filen er skadet. Gem den igen som .xlsx.", "The Excel file is damaged. Save it again as .xlsx."
)
SWOLLEN = Text(
    "Excel-filen fylder for meget, når den er pakket ud. Gem den som CSV, eller del den i flere.",
    "The Excel file is too large when it is unpacked. Save it as CSV, or split it.",
)
WIDE = Text("Filen har for mange kolonner. Højst {most}.", "The file has too many columns. At most {most}.")


@dataclass(frozen=True)
class Table:
    """`names` of the columns, from the first row. `rows` are read while one goes through them: raises BadTable."""

    names: tuple[str, ...]
    rows: Iterator[Row]


def read_table(file: BinaryIO) -> Table:
    """CSV (UTF-8, UTF-16, UTF-32 or Windows-1252; semicolon, comma or tab) or the first sheet of an Excel workbook.

    Empty rows are passed over, and counted. Raises BadTable.
    """
    start = file.read(4)
    if not start:
        raise BadTable(EMPTY_FILE)
    if start.startswith(_NO_TABLE):
        raise BadTable(NO_TABLE)
    file.seek(0)
    rows = _sheet(file) if start == _EXCEL else _csv(file, start)
    first = next(rows, None)
    if first is None:
        raise BadTable(EMPTY_FILE)
    names = [cleaned(cell.strip().lstrip("\ufeff")) for cell in first[1]]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise BadTable(WIDE.format(most=MOST_COLUMNS))
    return Table(tuple(names), rows)


def _sheet(file: BinaryIO) -> Iterator[Row]:
    try:
        for number, cells in sheet_rows(file, columns=MOST_COLUMNS + 1):
            if any(cell.strip() for cell in cells):
                yield number, cells
    except TooLarge:
        raise BadTable(SWOLLEN) from None
    except Damaged:
        raise BadTable(DAMAGED) from None


def _csv(file: BinaryIO, start: bytes) -> Iterator[Row]:
    encoding = next((name for bom, name in _BOMS if start.startswith(bom)), "") or _guessed(file)
    text = io.TextIOWrapper(file, encoding, newline="")
    number = 0
    try:
        head = text.readline(LONGEST_LINE)
        told = _SAYS_SEPARATOR.fullmatch(head.strip())
        if told is None:
            text.seek(0)
        separator = told[1] if told else max(SEPARATORS, key=head.count)
        for cells in csv.reader(_lines(text), delimiter=separator, strict=True):
            number += 1
            if any(cell.strip() for cell in cells):
                yield number, cells
    except csv.Error:
        raise BadTable(BAD_QUOTE.format(row=number)) from None
    except UnicodeError:
        raise BadTable(BAD_LETTERS) from None
    finally:
        if not text.closed:  # nobody went through the rows to the end, and the file is gone
            text.detach()


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    number = 0
    while line := text.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            raise BadTable(LONG_LINE.format(row=number))
        yield line


def _guessed(file: BinaryIO) -> str:
    """UTF-8 when every byte of it fits, else what an older Excel writes. Reads the file once, piece by piece."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := file.read(1 << 20):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        file.seek(0)
    return "utf-8"
