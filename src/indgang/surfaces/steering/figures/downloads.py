"""A figure, or the rows behind it, as a file: CSV, Excel or Parquet.

What is unknown is an empty cell, never 0. Texts that a spreadsheet would take for a formula get an apostrophe.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import BytesIO

from django.http import HttpResponse
from django.utils.translation import gettext as _

from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.strategy.vocabulary import FILTER_NAMES, Figure
from indgang.surfaces.steering.figures.lines import Line
from indgang.surfaces.steering.reading import cut_name
from indgang.surfaces.steering.sheets import RISKY, Cell, sheet

FORMATS = ("csv", "xlsx", "parquet")
MOST_ROWS = 200_000
_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_PARQUET = "application/vnd.apache.parquet"


class TooManyRows(Expected):
    """More rows than a page can hand out."""

    status = 422
    message = Text(
        "Der er flere end 200.000 rækker. Vælg en kortere periode, eller hent dem med ./indgang ledger export.",
        "There are more than 200,000 rows. Choose a shorter period, or get them by ./indgang ledger export.",
    )


def wanted(raw: str | None) -> str:
    """The format in an address; empty for none, or for one that we do not have."""
    return raw if raw in FORMATS else ""


def figures(name: str, found: Iterable[Figure], format: str) -> HttpResponse:
    """Figures with all that stands behind them, one a line."""
    head = [
        _("Nøgletal"), _("Gruppe"), _("Med i tallet"), _("År"), _("Værdi"), _("Enhed"), _("Rækker"),
        _("Skøn"), _("Hvorfor der ikke er et tal"), _("Sådan er det talt"),
    ]  # fmt: skip
    lines = [
        [
            str(one.name), str(one.group_name), _included(one), one.year, _number(one.value), str(one.unit),
            None if one.few else one.rows,
            _("ja") if one.estimate else _("nej"), str(one.reason), str(one.definition),
        ]
        for one in found
    ]  # fmt: skip
    return file(name, head, lines, format)


def rows(name: str, lines: Iterable[Line], format: str, *, measured: bool) -> HttpResponse:
    """Ledger rows, one a line: nothing in them leads to a person or to staff."""
    if measured:
        head = [_("Hvornår"), _("Måling"), _("Ydelse"), _("Om"), _("Værdi")]
        cells = [
            [one.at.isoformat(), str(one.what), one.service, str(one.handling), one.value] for one in lines
        ]
        return file(name, head, cells, format)
    head = [
        _("Hvornår"), _("Kanal"), _("Ydelse"), _("Udfald"), _("Behandling"), _("Henvendelser"), _("Talt hvordan"),
        _("Parti"), _("Kilde"),
    ]  # fmt: skip
    contacts = [
        [
            one.at.isoformat(), str(one.what), one.service, str(one.outcome), str(one.handling), _number(one.weight),
            str(one.quality), one.batch, one.source,
        ]
        for one in lines
    ]  # fmt: skip
    return file(name, head, contacts, format)


def _included(one: Figure) -> str:
    return ". ".join(part for part in (str(FILTER_NAMES[one.filter]), cut_name(one.cut)) if part)


def _number(value: Decimal | float | None) -> int | float | None:
    """A plain number: a whole one stays whole."""
    if value is None:
        return None
    return int(value) if value == int(value) else float(value)


def file(name: str, head: Sequence[str], lines: Sequence[Sequence[Cell]], format: str) -> HttpResponse:
    """A table as a file of one of `FORMATS`; `name` is the file's name without its ending."""
    if format == "csv":
        return sheet(name, head, lines)
    content = _workbook(head, lines) if format == "xlsx" else _parquet(head, lines)
    answer = HttpResponse(content, content_type=_EXCEL if format == "xlsx" else _PARQUET)
    answer["Content-Disposition"] = f'attachment; filename="{name}.{format}"'
    return answer


def _safe(value: Cell) -> Cell:
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value


def _workbook(head: Sequence[str], lines: Iterable[Sequence[Cell]]) -> bytes:
    from openpyxl import Workbook  # late: a page without a download does not need it

    book = Workbook(write_only=True)
    page = book.create_sheet(_("Tal"))
    page.append(list(head))
    for line in lines:
        page.append([_safe(cell) for cell in line])
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def _parquet(head: Sequence[str], lines: Sequence[Sequence[Cell]]) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = list(zip(*lines, strict=True)) if lines else [() for _name in head]
    table = pa.table({name: pa.array(list(column)) for name, column in zip(head, columns, strict=True)})
    held = BytesIO()
    pq.write_table(table, held)
    return held.getvalue()
