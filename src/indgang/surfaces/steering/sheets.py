"""A table as a file for a spreadsheet: semicolons, a comma in decimals and a BOM, as Danish spreadsheets want."""

import csv
from collections.abc import Iterable, Sequence
from decimal import Context, Decimal

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
    return str(value) if isinstance(value, int) else number(value)


def number(value: Decimal | float) -> str:
    """`1038`, `24,2775`: at most four decimals, and none for whole numbers. Never with an exponent."""
    rounded = Decimal(str(value)).quantize(Decimal("0.0001"), context=Context(prec=40))
    plain = f"{rounded:f}".rstrip("0").rstrip(".").replace(".", ",")
    return "0" if plain == "-0" else plain
