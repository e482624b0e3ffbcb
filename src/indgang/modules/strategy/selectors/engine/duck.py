"""DuckDB in the process: it reads the Parquet parts where they stand, and holds the newest rows in memory.

The newest rows (the tail) are our own that have not been copied yet. They are read by their time-ordered id, with an
overlap for transactions that took their time; when their number does not agree, they are read anew.
"""

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from indgang.modules.contacts import selectors as contacts
from indgang.modules.strategy.selectors.engine.backends import FileGone

logger = logging.getLogger(__name__)
SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "memory_limit": "128MB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
    "preserve_insertion_order": False,
}


@dataclass(frozen=True)
class _Source:
    table: str
    batches: Callable[..., Iterator[Any]]
    mark: Callable[..., contacts.Mark]


_SOURCES = (
    _Source("contact", contacts.contact_batches, contacts.contact_mark),
    _Source("measurement", contacts.measurement_batches, contacts.measurement_mark),
)


class Duck:
    """The backend that needs no server. `parts` are those it reads; they and the tail change in `refresh` only."""

    dialect = "duckdb"

    def __init__(self, settings: dict[str, Any] | None = None) -> None:
        import duckdb

        self._spill = contacts.ledger_folder() / "staging" / f"engine-{os.getpid()}"
        self._duckdb = duckdb.connect(
            ":memory:", config={**SETTINGS, "temp_directory": str(self._spill), **(settings or {})}
        )
        self.parts: tuple[contacts.Part, ...] = ()
        self._parts_mark: tuple[int, int] | None = None
        self._marks: dict[str, contacts.Mark] = {}
        self._changed = False  # True while rows have been read and what follows from them has not
        self._views: dict[tuple[str, tuple[int, ...], int], str] = {}
        self._made: set[str] = set()
        self._corrected: frozenset[int] = frozenset()
        for source in _SOURCES:
            columns = ", ".join(f'"{name}" {kind}' for name, kind in contacts.sql_types(source.table).items())
            self._duckdb.execute(f"CREATE TABLE {source.table}_raw ({columns})")
            self._duckdb.execute(f"CREATE TABLE {source.table}_copied (id VARCHAR)")
        self._duckdb.execute("CREATE TABLE corrected_copied (id VARCHAR, batch INTEGER)")
        self._finish_tail()

    def refresh(self) -> bool:
        self._keep_spill()
        mark = contacts.parts_mark()
        moved = mark != self._parts_mark
        if moved:
            self._parts_mark = None  # until they have been read
            with self._readable():
                self._take_parts(contacts.parts())
        for source in _SOURCES:
            self._changed |= self._refresh_tail(source)
        changed = moved or self._changed
        if changed:
            self._finish_tail()
        self._parts_mark, self._changed = mark, False
        return changed

    def _keep_spill(self) -> None:
        """DuckDB makes the folder for what does not fit in memory once, and the night's sweep takes what is old."""
        with suppress(OSError):  # a full disk: many questions need no folder
            self._spill.mkdir(mode=0o700, parents=True, exist_ok=True)
            os.utime(self._spill)

    def _take_parts(self, parts: tuple[contacts.Part, ...]) -> None:
        self.parts = parts
        self._made.clear()
        self._marks.clear()
        for source in _SOURCES:
            own = [part for part in parts if part.table == source.table and part.first_id]
            self._duckdb.execute(f"DELETE FROM {source.table}_raw")  # noqa: S608
            self._duckdb.execute(f"DELETE FROM {source.table}_copied")  # noqa: S608
            since = contacts.earlier(contacts.settled(parts, source.table))
            late = [part for part in own if part.last_id >= str(since)]
            if late:
                self._duckdb.execute(
                    f"INSERT INTO {source.table}_copied SELECT id FROM {contacts.files(late)} WHERE id >= '{since}'"  # noqa: S608
                )
            if source.table == "contact":
                self._duckdb.execute("DELETE FROM corrected_copied")
                if own:
                    self._duckdb.execute(
                        f"INSERT INTO corrected_copied SELECT corrects, batch FROM {contacts.files(own)} "  # noqa: S608
                        "WHERE corrects IS NOT NULL"
                    )

    def _refresh_tail(self, source: _Source) -> bool:
        """Read what has come. True when the tail is another one."""
        begins = contacts.earlier(contacts.settled(self.parts, source.table))
        mark = source.mark(since=begins)
        if mark == self._marks.get(source.table):
            return False
        newest = self._one(f"SELECT max(id) FROM {source.table}_raw")  # noqa: S608
        self._append(source, contacts.earlier(newest or "") or begins)
        held = self._held(source.table)
        if held != mark[0] and held != source.mark(since=begins)[0]:  # rows were removed, or undone
            self._duckdb.execute(f"DELETE FROM {source.table}_raw")  # noqa: S608
            self._append(source, begins)
        self._marks[source.table] = mark
        return True

    def _held(self, table: str) -> int:
        return int(
            self._one(f"SELECT (SELECT count(*) FROM {table}_raw) + (SELECT count(*) FROM {table}_copied)")  # noqa: S608
        )

    def _append(self, source: _Source, since: UUID | None) -> None:
        insert = f"""
            INSERT INTO {source.table}_raw BY NAME SELECT * FROM fresh
            WHERE id NOT IN (SELECT id FROM {source.table}_raw) AND id NOT IN (SELECT id FROM {source.table}_copied)
        """  # noqa: S608
        for batch in source.batches(since=since):
            self._duckdb.from_arrow(batch).query("fresh", insert)

    def _finish_tail(self) -> None:
        """What follows from other rows: which were corrected, and how long it is to the neighbours."""
        self._duckdb.execute(
            "CREATE OR REPLACE TABLE corrected AS SELECT id, batch FROM corrected_copied "
            "UNION ALL SELECT corrects, batch FROM contact_raw WHERE corrects IS NOT NULL"
        )
        found = self._duckdb.execute("SELECT DISTINCT batch FROM corrected").fetchall()
        self._corrected = frozenset(row[0] for row in found)
        self._duckdb.execute("CREATE OR REPLACE VIEW measurement_tail AS SELECT * FROM measurement_raw")
        filled = contacts.with_gaps(self._duckdb, "contact_raw", "corrected", self.parts)
        self._duckdb.execute(f"CREATE OR REPLACE TABLE contact_tail AS {filled}")

    def relation(self, table: str, batches: tuple[int, ...], year: int) -> str:
        if table == "measurement":
            batches = ()
        key = (table, batches, year)
        name = self._views.setdefault(key, f"{table}_{len(self._views)}")
        if name not in self._made:
            with self._readable():
                self._duckdb.execute(f"CREATE OR REPLACE VIEW {name} AS {self._rows_of(*key)}")
            self._made.add(name)
        return name

    def _rows_of(self, table: str, batches: tuple[int, ...], year: int) -> str:
        mine = [
            part
            for part in self.parts
            if part.table == table and part.year == year and (table == "measurement" or part.batch in batches)
        ]
        columns = contacts.listed(table)
        found = [f"SELECT {columns} FROM {contacts.files(mine)}"] if mine else []  # noqa: S608
        if not mine or any(part.first_id for part in mine):
            which = f" AND batch IN ({', '.join(str(int(id)) for id in batches)})" if batches else ""
            found.append(f"SELECT {columns} FROM {table}_tail WHERE year = {year:d}{which}")  # noqa: S608
        return " UNION ALL ".join(found)

    def tail_mark(self) -> str:
        """Changes when the newest rows change, or the parts: how many rows there are, the last id and a sum of all ids,
        of both tables. Every process that has read the same rows has the same mark."""
        sums = "count(*), max(id), bit_xor(hash(id))"
        found = [
            self._duckdb.execute(f"SELECT {sums} FROM {source.table}_raw").fetchall()[0]  # noqa: S608
            for source in _SOURCES
        ]
        return repr([*found, self._parts_mark])

    def corrected(self, batches: tuple[int, ...]) -> bool:
        return not self._corrected.isdisjoint(batches)

    def _one(self, sql: str) -> Any:
        # all: an unread result blocks the connection
        return self._duckdb.execute(sql).fetchall()[0][0]

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        with self._readable():
            result = self._duckdb.execute(sql, list(values))
            names = [column[0] for column in result.description]
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    @contextmanager
    def _readable(self) -> Iterator[None]:
        """Raises FileGone for a part that cannot be read."""
        import duckdb

        try:
            yield
        except duckdb.IOException as error:
            logger.exception("A part of the ledger cannot be read")
            raise FileGone from error

    def keep(self, name: str, sql: str) -> None:
        with self._readable():
            self._duckdb.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS {sql}')

    def drop(self, name: str) -> None:
        self._duckdb.execute(f'DROP TABLE IF EXISTS temp."{name}"')

    def close(self) -> None:
        self._duckdb.close()
        with suppress(OSError):  # another engine of this process may use it
            self._spill.rmdir()
