"""Tables that we give out. A spreadsheet must never run what somebody wrote in a cell."""

import csv
import io
from collections.abc import Iterable, Sequence

CSV_TYPE = "text/csv; charset=utf-8"
EXCEL_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GUARD = "'"
_WIDE = ("\uff1d", "\uff0b", "\uff0d", "\uff20")
_RUNS = ("=", "+", "-", "@", "\t", "\r", "|", "%", *_WIDE)
"""How a cell begins that a spreadsheet would work out, or hand to another program; some take the wide signs of
East Asia for the same.
"""


def inert(cell: str) -> str:
    """The cell, with an apostrophe before what a spreadsheet would run."""
    return GUARD + cell if cell.startswith(_RUNS) else cell


def without_guard(cell: str) -> str:
    """The cell without the apostrophe that `inert` put there, so that what we gave out reads as it was written."""
    return cell[1:] if cell.startswith(GUARD) and cell[1:].startswith(_RUNS) else cell


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """As a Danish Excel opens it: UTF-8 with its mark, semicolons, and nothing that runs."""
    text = io.StringIO()
    write = csv.writer(text, delimiter=";", lineterminator="\r\n").writerow
    for row in rows:
        write([inert(cell) for cell in row])
    return text.getvalue().encode("utf-8-sig")


def as_workbook(title: str, rows: Iterable[Sequence[str]], *, empty: int = 0) -> bytes:
    """An Excel workbook with one sheet in which every cell is text, `empty` more rows below the last: so Excel takes no
    nought from the front of a number.
    """
    import openpyxl
    from openpyxl.utils import get_column_letter

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = title[:31]
    written = [[inert(cell) for cell in row] for row in rows]
    width = max((len(row) for row in written), default=0)
    for row in [*written, *([""] * width for _ in range(empty))]:
        sheet.append(row)
    for row in sheet.iter_rows(max_row=len(written) + empty, max_col=width):
        for cell in row:
            cell.number_format = "@"
    for place in range(width):
        longest = max((len(row[place]) for row in written if place < len(row)), default=0)
        sheet.column_dimensions[get_column_letter(place + 1)].width = max(12, min(longest + 3, 60))
    sheet.freeze_panes = "A2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
