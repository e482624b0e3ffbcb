"""Rows of the ledger as a file for somebody's own tools: CSV, Excel or Parquet.

No party, no journey and no key of a source leave the house: a row says what happened, to nobody.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.contacts.models import Batch
from indgang.modules.contacts.selectors.batches import UnknownBatch
from indgang.modules.contacts.selectors.columns import sql_types
from indgang.modules.contacts.selectors.ledger import contact_batches
from indgang.modules.contacts.services.importing.stage import Stage, stage, text
from indgang.modules.contacts.services.importing.there import files_of
from indgang.modules.contacts.vocabulary import BatchKind

FORMATS = ("csv", "xlsx", "parquet")
EXCEL_ROWS = 1_048_575
"""As many rows as a sheet has, without its header."""

# What stands in the file, and from what. A time is in UTC.
COLUMNS = {
    "id": "id",
    "batch": "name",
    "at": "strftime(r.\"at\", '%Y-%m-%dT%H:%M:%SZ')",
    "day": "day",
    "direction": "direction",
    "channel": "channel",
    "entrance": "entrance",
    "service": "service",
    "department": "department",
    "kind": "kind",
    "level": "level",
    "outcome": "outcome",
    "audience": "audience",
    "exempt": "exempt",
    "handling": "handling",
    "minutes": "minutes_tenths / 10.0",
    "weight": "weight",
    "quality": "quality",
    "cause": "cause",
}
_WORDS = ("service", "department", "entrance", "audience", "channel")


class TooManyRows(Expected):
    """An Excel sheet holds no more."""

    status = 422
    message = Text(
        "Der er flere rækker, end et ark i Excel kan holde. Vælg CSV eller Parquet, eller en kortere periode.",
        "There are more rows than an Excel sheet can hold. Choose CSV or Parquet, or a shorter period.",
    )


class UnknownFormat(Expected):
    """There are three formats."""

    status = 422
    message = Text("Vælg csv, xlsx eller parquet.", "Choose csv, xlsx or parquet.")


class CannotWrite(Expected):
    """The file could not be written where it should stand."""

    status = 422
    message = Text(
        "Filen kan ikke gemmes der. Se efter, om mappen findes, og om der er plads.",
        "The file cannot be saved there. Check that the folder is there, and that there is room.",
    )


def export(
    *, series: str, to: Path, format: str, year: int | None = None, cut: Mapping[str, str] | None = None
) -> int:
    """Write the rows that count of a series, or of a batch by its name, to the file `to`. Returns how many.

    `year` None: every year. `cut` has the words of a cut (`since`, `until`, `service`, `department`, `entrance`,
    `audience`, `channel`, `exempt`). A row that was corrected is left out. Raises UnknownBatch, UnknownFormat,
    TooManyRows, PartMissing, CannotWrite; then there is no file.
    """
    if format not in FORMATS:
        raise UnknownFormat
    batches = list(Batch.objects.filter(series=series, current=True).order_by("pk"))
    batches = batches or list(Batch.objects.filter(name=series, current=True))
    if not batches:
        raise UnknownBatch
    with stage() as work:
        where, values = _where(year, cut or {})
        columns = ", ".join(f'{sql} AS "{name}"' for name, sql in COLUMNS.items())
        work.db.execute("CREATE TABLE named (pk INTEGER, name VARCHAR)")
        work.db.executemany("INSERT INTO named VALUES (?, ?)", [(one.pk, one.name) for one in batches])
        rows = f"""SELECT {columns} FROM ({_rows(work, batches)}) r JOIN named ON named.pk = r.batch
            WHERE {where} ORDER BY r."at", id"""  # noqa: S608
        work.db.execute(f"CREATE TABLE found AS {rows}", values)
        count = int(work.one("SELECT count(*) FROM found"))
        _saved(work, count, format, to)
    return count


def _saved(work: Stage, count: int, format: str, to: Path) -> None:
    """Written beside its place first, so that a file is whole or not there. Raises CannotWrite, TooManyRows."""
    import duckdb

    beside = to.with_name(f".{uuid4()}")
    try:
        _written(work, count, format, beside)
        beside.replace(to)
    except (OSError, duckdb.IOException):
        raise CannotWrite from None
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _where(year: int | None, cut: Mapping[str, str]) -> tuple[str, list[Any]]:
    parts: list[str] = ["r.id NOT IN (SELECT id FROM corrected)"]
    values: list[Any] = []
    if year is not None:
        parts.append("r.year = ?")
        values.append(year)
    for word in _WORDS:
        if cut.get(word):
            parts.append(f'r."{word}" = ?')
            values.append(cut[word])
    for word, sign in (("since", ">="), ("until", "<")):
        if cut.get(word):
            parts.append(f"r.day {sign} ?::DATE")
            values.append(date.fromisoformat(cut[word]))
    if cut.get("exempt"):
        parts.append("r.exempt IS NOT DISTINCT FROM ?")
        values.append(cut["exempt"] == "yes")
    return " AND ".join(parts), values


def _rows(work: Stage, batches: list[Batch]) -> str:
    """SQL of all rows of these batches: an import's stand in parts, our own and a document's in the database."""
    types = ", ".join(f'"{column}" {kind}' for column, kind in sql_types("contact").items())
    work.db.execute(f"CREATE TABLE own ({types})")
    for batch in batches:
        if batch.kind != BatchKind.IMPORT:
            for arrow in contact_batches(batch=batch.pk):
                work.db.from_arrow(arrow).query("fresh", "INSERT INTO own BY NAME SELECT * FROM fresh")
    work.db.execute("CREATE TABLE corrected AS SELECT corrects AS id FROM own WHERE corrects IS NOT NULL")
    imported = [one.pk for one in batches if one.kind == BatchKind.IMPORT]
    files = [text(path) for path in files_of(imported)]
    if not files:
        return "SELECT * FROM own"
    return f"""SELECT * FROM own UNION ALL BY NAME
        SELECT * FROM read_parquet([{", ".join(files)}], hive_partitioning=false)"""  # noqa: S608


def _written(work: Stage, count: int, format: str, to: Path) -> None:
    if format == "xlsx":
        if count > EXCEL_ROWS:
            raise TooManyRows
        _excel(work, to)
        return
    if format == "parquet":
        work.db.execute(f"COPY found TO {text(str(to))} (FORMAT parquet, COMPRESSION zstd)")
        return
    harmless = ", ".join(
        f'{_harmless(name)} AS "{name}"' if name in _TEXTS else f'"{name}"' for name in COLUMNS
    )
    work.db.execute(f"COPY (SELECT {harmless} FROM found) TO {text(str(to))} (FORMAT csv, HEADER)")  # noqa: S608


_TEXTS = ("id", "batch", "entrance", "service", "department", "cause")


def _harmless(column: str) -> str:
    """A text that a spreadsheet would run as a formula gets an apostrophe in front."""
    return f"""CASE WHEN regexp_matches("{column}", '^[=+@\\t\\r-]') THEN '''' || "{column}" ELSE "{column}" END"""


def _excel(work: Stage, to: Path) -> None:
    import openpyxl

    with to.open("wb") as file:
        book = openpyxl.Workbook(write_only=True)
        sheet = book.create_sheet("Henvendelser")
        sheet.append(list(COLUMNS))
        for row in _fetched(work):
            sheet.append([_cell(value) for value in row])
        book.save(file)


def _fetched(work: Stage) -> Iterator[tuple[Any, ...]]:
    found = work.db.execute("SELECT * FROM found")
    while rows := found.fetchmany(5000):
        yield from rows


def _cell(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return f"'{value}"
    return value
