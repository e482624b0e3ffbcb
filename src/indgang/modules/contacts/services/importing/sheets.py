"""Rows of an Excel sheet, as text."""

import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from indgang.kernel.tables.parts import Damaged, TooLarge, measure_parts
from indgang.kernel.text import Text
from indgang.modules.contacts.schema.mapping import FormatShape
from indgang.modules.contacts.services.importing.careful import Record
from indgang.modules.contacts.services.importing.report import BadFile
from indgang.modules.contacts.services.importing.sniffing import checked_names

MOST_UNPACKED = 1 << 30
MOST_HELD = 32 << 20
"""Bytes of all but the sheets (shared texts, styles): openpyxl holds eight times that in memory."""
MOST_FOLDED = 100
"""A sheet shrinks to a tenth in a workbook; what shrinks to less than a hundredth was made to fill the memory."""
SMALL = 64 << 20
MANIFEST = "[Content_Types].xml"
ISO = "%Y-%m-%d %H:%M:%S"
# What openpyxl raises for a workbook that is broken: it stumbles over whatever is missing or odd.
_BROKEN = (
    OSError, EOFError, LookupError, ValueError, TypeError, AttributeError, ArithmeticError, RuntimeError,
    SyntaxError,  # of XML
    zipfile.BadZipFile, zlib.error,
)  # fmt: skip


class Sheet:
    """One sheet of a workbook: `names` of its columns, and its records with their row numbers.

    Numbers in the columns `numbers` are written with the decimal mark of the mapping, as in a CSV file.
    """

    def __init__(self, path: Path, shape: FormatShape, numbers: Collection[str] = ()) -> None:
        """Raises BadFile for what is no workbook, one that is too large unpacked, and a sheet that is not there."""
        # openpyxl goes by the file's name when it is given a path; an upload has none
        self._file = path.open("rb")
        try:
            self._book = _opened(self._file)
            self._sheet = self._chosen(shape.sheet)
            self._rows = self._sheet.iter_rows(values_only=True)
            self._at = 0
            self.names = self._header(shape.header)
        except _BROKEN:
            self._file.close()
            raise _damaged() from None
        except BadFile:
            self._file.close()
            raise
        comma = shape.decimal == ","
        self._numbers = frozenset(place for place, one in enumerate(self.names) if comma and one in numbers)

    def _header(self, line: int) -> tuple[str, ...]:
        names: list[str] = []
        for _ in range(line):
            self._at += 1
            names = [_text(cell) for cell in next(self._rows, ())]
        while names and not names[-1].strip():
            names.pop()
        if not names:
            raise BadFile(
                Text(
                    f"Række {line} i arket er tom. Skriv under `header`, hvor navnene står.",
                    f"Row {line} of the sheet is empty. Write under `header` where the names stand.",
                )
            )
        return checked_names(names)

    def _chosen(self, name: str) -> Any:
        seen = [sheet for sheet in self._book.worksheets if sheet.sheet_state == "visible"]
        for sheet in seen:
            if name in ("", sheet.title):
                return sheet
        there = ", ".join(sheet.title for sheet in seen)
        raise BadFile(
            Text(
                f"Der er intet synligt ark, der hedder {name}. Der er: {there}.",
                f"There is no visible sheet called {name}. There are: {there}.",
            )
        )

    def __iter__(self) -> Iterator[Record]:
        """Raises BadFile when the sheet is cut off."""
        try:
            for row in self._rows:
                self._at += 1
                cells = [_text(cell) for cell in row]
                for place in self._numbers:
                    if place < len(row) and isinstance(row[place], float):
                        cells[place] = _plain(row[place]).replace(".", ",")
                if any(cells):
                    yield self._at, cells
        except _BROKEN:
            raise _damaged() from None

    def close(self) -> None:
        self._book.close()
        self._file.close()


def _damaged() -> BadFile:
    return BadFile(
        Text(
            "Excel-filen er skadet. Gem den igen som .xlsx.",
            "The Excel file is damaged. Save it again as .xlsx.",
        )
    )


def _opened(file: IO[bytes]) -> Any:
    """The workbook. Raises BadFile before anything of it is unpacked that would not fit in memory."""
    from openpyxl.reader.excel import ExcelReader
    from openpyxl.xml.constants import WORKSHEET_TYPE

    reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
    parts = reader.archive.infolist()
    sizes = {one.filename: one.file_size for one in parts}
    if sizes.get(MANIFEST, 0) > MOST_HELD:
        raise _too_large()
    _told_truly(file, [one for one in parts if one.filename == MANIFEST])
    reader.read_manifest()
    types: dict[str, set[str]] = {}
    for part in reader.package.Override:
        types.setdefault(part.PartName[1:], set()).add(part.ContentType)
    sheets = {part for part, said in types.items() if said == {WORKSHEET_TYPE}}
    unpacked = sum(sizes.values())
    held = unpacked - sum(sizes.get(part, 0) for part in sheets)
    packed = {part: one.compress_size for part, one in reader.archive.NameToInfo.items()}
    shrunk = sum(size for part, size in packed.items() if part not in sheets)
    swollen = held > SMALL // 16 and held > shrunk * MOST_FOLDED
    swollen |= unpacked > SMALL and unpacked > sum(packed.values()) * MOST_FOLDED
    if held > MOST_HELD or unpacked > MOST_UNPACKED or swollen:
        raise _too_large()
    _told_truly(file, [one for one in parts if one.filename != MANIFEST])
    reader.read()
    return reader.wb


def _told_truly(file: IO[bytes], parts: Iterable[zipfile.ZipInfo]) -> None:
    """Raises BadFile when the archive says less of a part than comes out of it."""
    try:
        measure_parts(file, parts)
    except TooLarge:
        raise _too_large() from None
    except Damaged:
        raise _damaged() from None


def _too_large() -> BadFile:
    return BadFile(
        Text(
            "Excel-filen fylder for meget, når den er pakket ud. Gem den som CSV.",
            "The Excel file is too large when it is unpacked. Save it as CSV.",
        )
    )


def _plain(number: float) -> str:
    """A number without exponent."""
    return format(Decimal(repr(number)), "f").removesuffix(".0")


def _text(cell: Any) -> str:
    """A cell as it would stand in a CSV file: dates in the ISO way, numbers with a point."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.strftime(ISO)
    if isinstance(cell, date):
        return f"{cell.isoformat()} 00:00:00"
    if isinstance(cell, time):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell)
