"""The rows of an Excel workbook as text. Nothing of it is unpacked that would not fit in memory."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, BinaryIO

from indgang.kernel.tables.parts import Damaged, TooLarge, measure_parts

MOST_UNPACKED = 16 << 20
"""Bytes of all parts. One row of a sheet is held whole, and takes up to thirty times its bytes."""
MOST_HELD = 8 << 20
"""Bytes of all but the sheets (shared texts, styles): openpyxl holds eight times that in memory."""
MOST_FOLDED = 100
"""A sheet shrinks to a tenth in a workbook; what shrinks to less than a hundredth was made to fill the memory."""
SMALL = 4 << 20
MOST_ROWS = 20_000


def sheet_rows(file: BinaryIO, *, columns: int) -> Iterator[tuple[int, list[str]]]:
    """Every row of the first visible sheet, `columns` cells at most, with its number. Raises TooLarge, Damaged.

    A formula counts as what it came to when the workbook was saved; none is worked out here.
    """
    import openpyxl  # half a second, which only those wait for who bring a workbook

    try:
        _measure(file)
        book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
        try:
            sheet = next(one for one in book.worksheets if one.sheet_state == "visible")
            for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=columns), 1):
                if number > MOST_ROWS:
                    raise TooLarge
                yield number, _texts(row)
        finally:
            book.close()
    except TooLarge:
        raise
    except Exception:  # openpyxl stumbles over whatever is missing or odd, and the archive may be anything
        raise Damaged from None


def _measure(file: BinaryIO) -> None:
    """Raises TooLarge by what the archive says of its parts, and when it does not say the truth."""
    with zipfile.ZipFile(file) as archive:
        parts = archive.infolist()
    unpacked, packed = sum(one.file_size for one in parts), sum(one.compress_size for one in parts)
    held = sum(one.file_size for one in parts if not one.filename.startswith("xl/worksheets/"))
    if unpacked > MOST_UNPACKED or held > MOST_HELD or (unpacked > SMALL and unpacked > packed * MOST_FOLDED):
        raise TooLarge
    measure_parts(file, parts)
    file.seek(0)


def _texts(row: Sequence[Any]) -> list[str]:
    """The cells up to the last that holds something."""
    cells = [_text(cell) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _text(cell: Any) -> str:
    """A cell as one would type it in Danish: 2026-01-31, 2405,5, ja."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(" ")
    if isinstance(cell, bool):
        return "ja" if cell else "nej"
    if isinstance(cell, float):
        return format(Decimal(format(cell, ".15g")), "f").replace(".", ",")  # the digits that Excel shows
    return cell.isoformat() if isinstance(cell, (date, time)) else str(cell)
