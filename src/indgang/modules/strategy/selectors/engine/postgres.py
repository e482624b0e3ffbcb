"""PostgreSQL as the engine: for figures that many processes ask for, beside the house's own database or in it.

The tables stand in the schema `analytics` and are filled from the same Parquet parts that DuckDB reads: a part comes by
COPY and goes by DELETE, in one transaction with the list of parts. DuckDB in the process reads the parts and holds the
newest rows; they are copied too, as the part without a name.

What was read is old when another process has read since: so parts and newest rows are read while holding the lock,
and the tables say by a mark what they were filled with. Whoever finds another mark than its own fills them anew.
"""

import re
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from indgang.modules.contacts import selectors as contacts
from indgang.modules.strategy.selectors.engine.duck import Duck

TABLES = tuple(contacts.COLUMNS)
TAIL = ""
MARK = "mark"
"""The name of the line that says what the tables were filled with; no part is called that."""

_LOCK = 7_301_129
_CHUNK = 1024 * 1024
_QUOTED = re.compile(r"""'[^']*'|"[^"]*"|\?""")
"""A literal, a name in quotes, or a question mark outside of both (a quote within is written twice: two in a row)."""


class Postgres:
    """The backend with a server. `address` is `postgresql://user:password@host:port/name`.

    Raises psycopg.OperationalError when nobody answers there.
    """

    dialect = "postgres"

    def __init__(self, address: str) -> None:
        import psycopg

        self._held = Duck()
        self._postgres = psycopg.connect(address, autocommit=True)
        self._mark: str | None = None
        self._run("SET TIME ZONE 'UTC'")
        self._run("SET search_path TO analytics")
        with self._alone():
            self._make()

    def _run(self, sql: str, values: Sequence[Any] = ()) -> Any:
        return self._postgres.execute(sql.encode(), list(values) or None)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One transaction, one process at a time."""
        with self._postgres.transaction():
            self._run("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
            yield

    def _make(self) -> None:
        if self._has_other_columns():
            self._run("DROP SCHEMA analytics CASCADE")
        self._run("CREATE SCHEMA IF NOT EXISTS analytics")
        self._run("CREATE TABLE IF NOT EXISTS part (name text PRIMARY KEY, version text)")
        self._run("CREATE TABLE IF NOT EXISTS corrected (id text, batch integer)")
        for table in TABLES:
            columns = ", ".join(f'"{name}" {kind}' for name, kind in contacts.sql_types(table).items())
            self._run(f"CREATE TABLE IF NOT EXISTS {table} ({columns}, part text)")
            self._run(f"CREATE INDEX IF NOT EXISTS {table}_part ON {table} (part)")
        self._run("CREATE INDEX IF NOT EXISTS contact_scope ON contact (batch, year)")

    def _has_other_columns(self) -> bool:
        """Whether the tables were made by a version that knew other columns: all they hold can be copied again."""
        found = self._run(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = 'analytics' AND table_name = %s",
            [TABLES[0]],
        ).fetchall()
        return bool(found) and {name for (name,) in found} != {*contacts.sql_types(TABLES[0]), "part"}

    def refresh(self) -> bool:
        """Bring the tables to what the parts and the newest rows say. True when they, or what they hold, changed."""
        changed = self._held.refresh()
        if not changed and self._mark is not None and self._mark == self._filled_with():
            return False
        try:
            with self._alone():
                self._held.refresh()  # what another process may have filled them with since
                self._fill()
        except BaseException:
            self._mark = None
            raise
        self._mark = self._held.tail_mark()
        return True

    def _filled_with(self) -> str | None:
        found = self._run("SELECT version FROM part WHERE name = %s", [MARK]).fetchone()
        return found[0] if found else None

    def _fill(self) -> None:
        known = dict(self._run("SELECT name, version FROM part").fetchall())
        wanted = {part.file: part.table for part in self._held.parts}
        tail = self._held.tail_mark()
        if known.get(MARK) == tail:
            return
        for name in set(known) - set(wanted) - {MARK}:
            self._remove(name)
        for name, table in wanted.items():
            if name not in known:
                self._copy(
                    table, contacts.files([part for part in self._held.parts if part.file == name]), name
                )
                self._run("INSERT INTO part VALUES (%s, '')", [name])
        for table in TABLES:
            self._run(f"DELETE FROM {table} WHERE part = %s", [TAIL])  # noqa: S608
            self._copy(table, f"{table}_tail", TAIL)
        self._run("DELETE FROM corrected")
        for row in self._held.rows("SELECT id, batch FROM corrected"):
            self._run("INSERT INTO corrected VALUES (%s, %s)", [row["id"], row["batch"]])
        self._run("DELETE FROM part WHERE name = %s", [MARK])
        self._run("INSERT INTO part VALUES (%s, %s)", [MARK, tail])

    def _remove(self, name: str) -> None:
        for table in TABLES:
            self._run(f"DELETE FROM {table} WHERE part = %s", [name])  # noqa: S608
        self._run("DELETE FROM part WHERE name = %s", [name])

    def _copy(self, table: str, source: str, part: str) -> None:
        """What DuckDB finds in a source, into a table; by way of a file, so that the rows are never all in memory."""
        columns = contacts.listed(table)
        folder = contacts.ledger_folder() / "staging" / uuid.uuid4().hex
        folder.mkdir(mode=0o700, parents=True)
        file = folder / "rows.csv"
        named = part.replace("'", "''")
        try:
            self._held.rows(
                f"COPY (SELECT {columns}, '{named}' AS part FROM {source}) TO '{file}' "  # noqa: S608
                "(FORMAT csv, HEADER false, NULLSTR '\\N')"
            )
            self._load(table, f"{columns}, part", file)
        finally:
            file.unlink(missing_ok=True)
            folder.rmdir()

    def _load(self, table: str, columns: str, file: Path) -> None:
        load = f"COPY {table} ({columns}) FROM STDIN (FORMAT csv, NULL '\\N')"
        with self._postgres.cursor().copy(load.encode()) as copy, file.open("rb") as rows:
            while chunk := rows.read(_CHUNK):
                copy.write(chunk)

    def relation(self, table: str, batches: tuple[int, ...], year: int) -> str:
        """The one table: what is asked for is filtered in the question."""
        return table

    def corrected(self, batches: tuple[int, ...]) -> bool:
        return self._held.corrected(batches)

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        if values:
            sql = _QUOTED.sub(lambda found: "%s" if found[0] == "?" else found[0], sql.replace("%", "%%"))
        cursor = self._run(sql, values)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def keep(self, name: str, sql: str) -> None:
        with self._postgres.transaction():
            self.drop(name)
            self._run(f'CREATE TEMP TABLE "{name}" AS {sql}')

    def drop(self, name: str) -> None:
        self._run(f'DROP TABLE IF EXISTS pg_temp."{name}"')

    def close(self) -> None:
        self._held.close()
        self._postgres.close()
