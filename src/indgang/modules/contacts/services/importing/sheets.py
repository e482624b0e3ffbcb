"""Rows of an Excel sheet, as text."""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from indgang.kernel.text import Text
from indgang.modules.contacts.schema.mapping import FormatShape
from indgang.modules.contacts.services.importing.careful import Record
from indgang.modules.contacts.services.importing.report import BadFile
from indgang.modules.contacts.services.importing.sniffing import checked_names

MOST_UNPACKED = 1 << 30
ISO = "%Y-%m-%d %H:%M:%S"


class Sheet:
    """One sheet of a workbook: `names` of its columns, and its records with their row numbers."""

    def __init__(self, path: Path, shape: FormatShape) -> None:
        """Raises BadFile for what is no workbook, one that unpacks to over 1 GB, and a sheet that is not there."""
        import openpyxl

        _check_size(path)
        try:
            self._book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        except (OSError, KeyError, ValueError, zipfile.BadZipFile):
            raise BadFile(
                Text(
                    "Excel-filen kan ikke åbnes. Gem den igen som .xlsx.",
                    "The Excel file cannot be opened. Save it again as .xlsx.",
                )
            ) from None
        self._sheet = self._chosen(shape.sheet)
        self._rows = self._sheet.iter_rows(values_only=True)
        self._at = 0
        names: list[str] = []
        for _ in range(shape.header):
            self._at += 1
            names = [_text(cell) for cell in next(self._rows, ())]
        while names and not names[-1].strip():
            names.pop()
        if not names:
            raise BadFile(
                Text(
                    f"Række {shape.header} i arket er tom. Skriv under `header`, hvor navnene står.",
                    f"Row {shape.header} of the sheet is empty. Write under `header` where the names stand.",
                )
            )
        self.names = checked_names(names)

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
        for row in self._rows:
            self._at += 1
            cells = [_text(cell) for cell in row]
            if any(cells):
                yield self._at, cells

    def close(self) -> None:
        self._book.close()


def _check_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            size = sum(one.file_size for one in packed.infolist())
    except (OSError, zipfile.BadZipFile):
        raise BadFile(
            Text(
                "Excel-filen er skadet. Gem den igen som .xlsx.",
                "The Excel file is damaged. Save it again as .xlsx.",
            )
        ) from None
    if size > MOST_UNPACKED:
        raise BadFile(
            Text(
                "Excel-filen fylder over 1 GB, når den er pakket ud. Gem den som CSV.",
                "The Excel file takes over 1 GB unpacked. Save it as CSV.",
            )
        )


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
