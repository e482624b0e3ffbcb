"""What settling, rewriting and checking the copy share: a lock, a DuckDB of one's own, months."""

import fcntl
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from indgang.kernel.clock import COPENHAGEN
from indgang.modules.contacts.models import Contact, Measurement
from indgang.modules.contacts.selectors.columns import sql_types
from indgang.modules.contacts.selectors.gaps import DAYS, with_gaps
from indgang.modules.contacts.selectors.ledger import contact_batches, measurement_batches
from indgang.modules.contacts.selectors.parts import Part, files, folder
from indgang.modules.contacts.services.copy.writing import NewPart, staging, write_part

SETTINGS: dict[str, Any] = {
    "threads": 2,
    "memory_limit": "512MB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "preserve_insertion_order": False,
}


@dataclass(frozen=True)
class Table:
    """One of the two tables that are copied."""

    name: str
    model: type[Contact] | type[Measurement]
    batches: Callable[..., Iterator[Any]]


TABLES = (
    Table("contact", Contact, contact_batches),
    Table("measurement", Measurement, measurement_batches),
)


@contextmanager
def alone() -> Iterator[bool]:
    """Whether this process may write the copy of our own rows now; another that does it makes it False."""
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(folder() / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True
    finally:
        os.close(handle)


@contextmanager
def workshop() -> Iterator[tuple[Any, Path]]:
    """A DuckDB of one's own and a folder in `staging`; what does not fit in memory stands there, too."""
    import duckdb

    with staging() as own:
        connection = duckdb.connect(":memory:", config={**SETTINGS, "temp_directory": str(own / "spill")})
        try:
            yield connection, own
        finally:
            connection.close()


def own_parts(parts: Sequence[Part], table: str) -> list[Part]:
    """Those that hold our own rows of a table."""
    return [part for part in parts if part.table == table and part.first_id]


def make(connection: Any, name: str, query: str, columns: str = "id VARCHAR") -> None:
    """A table of a query, or an empty one without."""
    connection.execute(f"CREATE TABLE {name} ({columns})")
    if query:
        connection.execute(f"INSERT INTO {name} {query}")


def make_fresh(connection: Any, table: str) -> None:
    """The empty table `fresh` with the columns of one of the two."""
    make(connection, "fresh", "", ", ".join(f'"{name}" {kind}' for name, kind in sql_types(table).items()))


def make_filled(connection: Any, table: str, copied: Sequence[Part]) -> None:
    """The table `filled`: the rows of `fresh` with a batch, and with their gaps to each other and to copied rows."""
    if table == "measurement":
        connection.execute("CREATE TABLE filled AS SELECT NULL::INTEGER AS batch, * FROM fresh")
        return
    make_corrected(connection, copied)
    connection.execute("INSERT INTO corrected SELECT corrects FROM fresh WHERE corrects IS NOT NULL")
    connection.execute(f"CREATE TABLE filled AS {with_gaps(connection, 'fresh', 'corrected', copied)}")


def make_corrected(connection: Any, copied: Sequence[Part]) -> None:
    """The table `corrected`: the ids that copied rows replace."""
    own = own_parts(copied, "contact")
    replaced = f"SELECT corrects FROM {files(own)} WHERE corrects IS NOT NULL"  # noqa: S608
    make(connection, "corrected", replaced if own else "")


def write_filled(connection: Any, table: str, folder: Path) -> list[NewPart]:
    """One part for each batch and month in `filled`. None is final: a month whose time is up is rewritten at once, with
    those near it."""
    found = []
    months = connection.execute("SELECT DISTINCT batch, month FROM filled ORDER BY ALL").fetchall()
    for batch, month in months:
        where = (
            f"batch IS NOT DISTINCT FROM {'NULL' if batch is None else int(batch)} AND month = DATE '{month}'"
        )
        found.append(
            write_part(
                connection,
                f"SELECT * FROM filled WHERE {where}",  # noqa: S608
                folder=folder,
                table=table,
                batch=batch,
                year=month.year,
                month=month.month,
                own=True,
                gaps_final=False,
            )
        )
    return [part for part in found if part is not None]


def after(month: date) -> date:
    """The first of the next month."""
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def is_final(month: date, now: datetime) -> bool:
    """Whether no later row can change the gaps of a month."""
    return now.date() > after(month) + timedelta(days=DAYS)


def begins(day: date) -> datetime:
    """When a day begins in Copenhagen."""
    return datetime(day.year, day.month, day.day, tzinfo=COPENHAGEN)


def plain(moment: datetime) -> str:
    """A moment as the copy has it: UTC without zone, for SQL."""
    return f"TIMESTAMP '{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}'"
