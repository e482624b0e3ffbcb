"""The analytical engine of one process: DuckDB in memory, read through Ibis, kept fresh from the ledger.

Loaded at the first question about a figure, never by a page for citizens. It holds the columns that the
indicators use. New rows are read by their time-ordered id, with an overlap for transactions that took
their time; when the number of rows does not agree, everything is read anew. What was found stands until
other rows come.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from threading import RLock
from typing import Any
from uuid import UUID

from indgang.kernel.text import Text
from indgang.modules.contacts import selectors as contacts
from indgang.modules.strategy.rules.registry import Indicator
from indgang.modules.strategy.rules.scope import Scope
from indgang.modules.strategy.vocabulary import ALL, DatedPrice

SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    "threads": 2,
    "memory_limit": "128MB",
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
OVERLAP = timedelta(minutes=10)
QUESTIONS = 500

_TABLES = {
    "contact": {
        "id": "uuid",
        "at": "timestamp",
        "direction": "string",
        "channel": "string",
        "service": "string",
        "kind": "string",
        "outcome": "string",
        "handling": "string",
        "quality": "string",
        "weight": "decimal(14, 4)",
        "batch": "int32",
        "corrects": "uuid",
        "day": "date",
        "year": "int16",
    },
    "measurement": {
        "id": "uuid",
        "at": "timestamp",
        "service": "string",
        "kind": "string",
        "subject_key": "string",
        "value": "float64",
        "day": "date",
        "year": "int16",
    },
}
_DUCKDB_TYPES = {"string": "VARCHAR", "float64": "DOUBLE", "int16": "SMALLINT", "int32": "INTEGER"}


@dataclass(frozen=True)
class _Source:
    table: str
    batches: Callable[..., Iterator[Any]]
    mark: Callable[[], contacts.Mark]


_SOURCES = (
    _Source("contact", contacts.contact_batches, contacts.contact_mark),
    _Source("measurement", contacts.measurement_batches, contacts.measurement_mark),
)


@dataclass(frozen=True)
class _Question:
    """One indicator over one scope, as SQL; empty when it has no answer, and `missing` says why.

    `behind` is an expression still, or None: most figures are never drilled into.
    """

    values: str
    behind: Any
    missing: Text


class Engine:
    """One connection, one user at a time: hold `lock` around a question."""

    def __init__(self) -> None:
        import duckdb

        self.lock = RLock()
        self._duckdb = duckdb.connect(":memory:", config=SETTINGS)
        self._marks: dict[str, contacts.Mark] = {}
        self._found: dict[str, list[dict[str, Any]]] = {}
        self._behind: dict[int, str] = {}
        self._questions: dict[tuple[str, str, tuple[DatedPrice, ...]], _Question] = {}
        for name, schema in _TABLES.items():
            columns = ", ".join(
                f'"{column}" {_DUCKDB_TYPES.get(kind, kind)}' for column, kind in schema.items()
            )
            self._duckdb.execute(f"CREATE TABLE {name} ({columns})")

    def refresh(self) -> None:
        """Read what has come since the last time; what was found before is forgotten only then."""
        for source in _SOURCES:
            mark = source.mark()
            if mark == self._marks.get(source.table):
                continue
            self._append(source, self._newest(source.table))
            held = self._held(source.table)
            if held != mark[0] and held != source.mark()[0]:  # rows were removed, or undone
                self._duckdb.execute(f"DELETE FROM {source.table}")  # noqa: S608
                self._append(source, None)
            self._marks[source.table] = mark
            self._found.clear()

    def _held(self, table: str) -> int:
        return int(self.one(f"SELECT count(*) FROM {table}"))  # noqa: S608

    def one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        found = self._duckdb.execute(
            sql, list(values)
        ).fetchall()  # all: an unread result blocks the connection
        return found[0][0]

    def _newest(self, table: str) -> UUID | None:
        """The id from which to read again: that of the newest row, ten minutes earlier."""
        newest = self.one(f"SELECT max(id) FROM {table}")  # noqa: S608
        if newest is None:
            return None
        milliseconds = (newest.int >> 80) - int(OVERLAP.total_seconds() * 1000)
        return UUID(int=max(milliseconds, 0) << 80)

    def _append(self, source: _Source, since: UUID | None) -> None:
        since = since or UUID(int=0)
        insert = f"""
            INSERT INTO {source.table} BY NAME SELECT * FROM fresh
            WHERE id::UUID NOT IN (SELECT id FROM {source.table} WHERE id >= '{since}')
        """  # noqa: S608
        for batch in source.batches(since=since):
            self._duckdb.from_arrow(batch).query("fresh", insert)

    def ledger(self, scope: Scope, prices: Sequence[DatedPrice]) -> Any:
        """The rows of a scope, priced: what an indicator takes (rules.ledger.Ledger)."""
        import ibis

        from indgang.modules.strategy.rules import ledger

        contact, measurement = (ibis.table(schema, name=name) for name, schema in _TABLES.items())
        return ledger.ledger(contact, measurement, scope=scope, prices=prices)

    def values(
        self, one: Indicator, scope: Scope, prices: tuple[DatedPrice, ...]
    ) -> tuple[list[dict[str, Any]], Text]:
        """What an indicator finds in a scope, one row a group, and why there can be none at all."""
        question = self._question(one, scope, prices)
        if question.values not in self._found:
            self._found[question.values] = self.rows(question.values) if question.values else []
        return self._found[question.values], question.missing

    def behind(self, one: Indicator, scope: Scope, prices: tuple[DatedPrice, ...], *, group: str) -> "Behind":
        """The ledger rows behind one group of an indicator (the group `all`: behind the whole of it)."""
        question = self._question(one, scope, prices)
        if question.behind is None:
            return Behind(self, "")
        key = id(question)
        if key not in self._behind:
            self._behind[key] = self._sql(question.behind)
        every = f"FROM ({self._behind[key]})"
        return Behind(self, every) if group == ALL else Behind(self, f'{every} WHERE "group" = ?', (group,))

    def _question(self, one: Indicator, scope: Scope, prices: tuple[DatedPrice, ...]) -> "_Question":
        """The SQL of a question, kept: making it takes longer than answering it."""
        key = (one.definition.indicator, repr(scope), prices)
        if key not in self._questions:
            answer = one.count(self.ledger(scope, prices))
            if len(self._questions) >= QUESTIONS:
                self._questions.clear()
                self._behind.clear()
            behind = None if answer.behind is None else answer.behind.select("id", "at", "group")
            self._questions[key] = _Question(self._sql(answer.values), behind, answer.missing)
        return self._questions[key]

    def _sql(self, expression: Any) -> str:
        import ibis

        return "" if expression is None else str(ibis.to_sql(expression, dialect="duckdb"))

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """Run a query with `values` in place of its question marks; its rows by column name."""
        result = self._duckdb.execute(sql, list(values))
        names = [column[0] for column in result.description]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


@dataclass(frozen=True)
class Behind:
    """The ledger rows behind a figure, `values` in place of the question marks of `source`.

    Ask while holding the engine's lock.
    """

    engine: Engine
    source: str
    values: tuple[str, ...] = ()

    def count(self) -> int:
        return int(self.engine.one(f"SELECT count(*) {self.source}", self.values)) if self.source else 0

    def ids(self, *, limit: int, offset: int) -> list[UUID]:
        """The newest first."""
        if not self.source:
            return []
        paged = f'{self.source} ORDER BY "at" DESC, id DESC LIMIT {limit:d} OFFSET {offset:d}'
        return [UUID(str(row["id"])) for row in self.engine.rows(f"SELECT id {paged}", self.values)]


_engine: Engine | None = None
_making = RLock()


def engine() -> Engine:
    """The engine of this process, made at the first call."""
    global _engine
    with _making:
        if _engine is None:
            _engine = Engine()
    return _engine
