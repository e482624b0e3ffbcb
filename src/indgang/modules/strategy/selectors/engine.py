"""The analytical engine of one process: DuckDB in memory, read through Ibis, kept fresh from the ledger.

Loaded at the first question about a figure, never by a page for citizens. It holds the columns that the
indicators use. New rows are read by their time-ordered id, with an overlap for transactions that took
their time; when the number of rows does not agree, everything is read anew.
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
from indgang.modules.strategy.vocabulary import DatedPrice

THREADS = 2
MEMORY = "128MB"
OVERLAP = timedelta(minutes=10)
QUESTIONS = 500

_TABLES = {
    "contact": """id UUID, "at" TIMESTAMP, direction VARCHAR, channel VARCHAR, service VARCHAR, kind VARCHAR,
        outcome VARCHAR, handling VARCHAR, quality VARCHAR, weight DECIMAL(14, 4), batch INTEGER,
        corrects UUID, day DATE, year SMALLINT""",
    "measurement": """id UUID, "at" TIMESTAMP, service VARCHAR, kind VARCHAR, subject_key VARCHAR,
        value DOUBLE, day DATE, year SMALLINT""",
}


@dataclass(frozen=True)
class _Source:
    table: str
    batches: Callable[..., Iterator[Any]]
    count: Callable[[], int]


_SOURCES = (
    _Source("contact", contacts.contact_batches, contacts.contact_count),
    _Source("measurement", contacts.measurement_batches, contacts.measurement_count),
)


class Engine:
    """One connection, one user at a time: hold `lock` around a question."""

    def __init__(self) -> None:
        import ibis

        self.lock = RLock()
        self.backend = ibis.duckdb.connect(":memory:", threads=THREADS, memory_limit=MEMORY)
        self._duckdb = self.backend.con
        self._questions: dict[tuple[str, str, tuple[DatedPrice, ...]], tuple[str, Text]] = {}
        for name, columns in _TABLES.items():
            self._duckdb.execute(f"CREATE TABLE {name} ({columns})")

    def refresh(self) -> None:
        """Read what has come since the last time."""
        for source in _SOURCES:
            self._append(source, self._newest(source.table))
            if self._held(source.table) != source.count():  # something was removed, or undone
                self._duckdb.execute(f"DELETE FROM {source.table}")  # noqa: S608
                self._append(source, None)

    def _held(self, table: str) -> int:
        return int(self._one(f"SELECT count(*) FROM {table}"))  # noqa: S608

    def _one(self, sql: str) -> Any:
        return self._duckdb.execute(sql).fetchall()[0][0]  # all of it: an unread result blocks the connection

    def _newest(self, table: str) -> UUID | None:
        """The id from which to read again: that of the newest row, ten minutes earlier."""
        newest = self._one(f"SELECT max(id) FROM {table}")  # noqa: S608
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
        from indgang.modules.strategy.rules import ledger

        return ledger.ledger(
            self.backend.table("contact"), self.backend.table("measurement"), scope=scope, prices=prices
        )

    def values(
        self, one: Indicator, scope: Scope, prices: tuple[DatedPrice, ...]
    ) -> tuple[list[dict[str, Any]], Text]:
        """What an indicator finds in a scope, one row a group, and why there can be none at all.

        The SQL of a question is kept: making it takes longer than answering it.
        """
        key = (one.definition.indicator, repr(scope), prices)
        if key not in self._questions:
            answer = one.count(self.ledger(scope, prices))
            sql = "" if answer.values is None else self.backend.compile(answer.values)
            if len(self._questions) >= QUESTIONS:
                self._questions.clear()
            self._questions[key] = (sql, answer.missing)
        sql, missing = self._questions[key]
        return (self._rows(sql) if sql else []), missing

    def rows(self, expression: Any) -> list[dict[str, Any]]:
        """Run an expression and return its rows."""
        return self._rows(self.backend.compile(expression))

    def _rows(self, sql: str) -> list[dict[str, Any]]:
        result = self._duckdb.execute(sql)
        names = [column[0] for column in result.description]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


_engine: Engine | None = None
_making = RLock()


def engine() -> Engine:
    """The engine of this process, made at the first call."""
    global _engine
    with _making:
        if _engine is None:
            _engine = Engine()
    return _engine
