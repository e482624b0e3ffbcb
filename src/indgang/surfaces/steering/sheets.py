"""A table as a file for a spreadsheet: semicolons, a comma in decimals and a BOM, as Danish spreadsheets want."""

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal

from django.http import HttpResponse

RISKY = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins like this is a formula to a spreadsheet."""

Cell = str | int | float | Decimal | None


def sheet(name: str, head: Sequence[object], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    """`name` is the file's name without its ending. None is an empty cell: what is unknown is never 0."""
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    file = csv.writer(answer, delimiter=";", lineterminator="\r\n")
    file.writerow([str(one) for one in head])
    file.writerows([_cell(one) for one in row] for row in rows)
    return answer


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(RISKY) else value
    return (f"{value:f}" if isinstance(value, Decimal) else str(value)).replace(".", ",")
