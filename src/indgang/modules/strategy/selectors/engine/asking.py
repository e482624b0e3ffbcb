"""Questions about indicators, made into SQL by Ibis, kept, and run by the backend of the process."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from threading import RLock
from typing import Any
from uuid import UUID

from indgang.kernel.text import Text
from indgang.modules.contacts import selectors as contacts
from indgang.modules.strategy.rules.registry import Indicator
from indgang.modules.strategy.rules.scope import Scope
from indgang.modules.strategy.selectors.engine.backends import Backend, chosen
from indgang.modules.strategy.vocabulary import ALL, DatedPrice

QUESTIONS = 500
"""So many are kept, with what was found; a question is some 15 kB."""

MOST_SUMS = 24
"""So many tables of sums are kept by the backend. Everybody who may see figures can cut them in a way of one's own."""


@dataclass(frozen=True)
class _Question:
    """One indicator over one scope, as SQL; empty when it has no answer, and `missing` says why.

    What stands behind it is made when somebody asks: most figures are never drilled into, and the expressions are
    ten times as large as the SQL.
    """

    values: str
    missing: Text


class Engine:
    """One backend, one user at a time: hold `lock` around a question. What was found stands until other rows come."""

    def __init__(self, backend: Backend | None = None) -> None:
        self.lock = RLock()
        self.backend = backend or chosen()
        self._found: dict[str, list[dict[str, Any]]] = {}
        self._behind: dict[Any, str] = {}
        self._tables: dict[Any, str] = {}
        self._questions: dict[Any, _Question] = {}
        self._sums: dict[Any, tuple[str, str]] = {}
        self._summed: dict[str, None] = {}  # the one used last stands last

    def refresh(self) -> None:
        """Read what has come since the last time; what was found before is forgotten only then."""
        if self.backend.refresh():
            self.forget()

    def forget(self) -> None:
        """Find everything anew at the next question."""
        self._found.clear()
        while self._summed:
            self.backend.drop(self._summed.popitem()[0])

    def one(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first column of the first row."""
        return next(iter(self.rows(sql, values)[0].values()))

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """Run a query with `values` in place of its question marks; its rows by column name."""
        return self.backend.rows(sql, values)

    def tables(self, scope: Scope) -> tuple[Any, Any]:
        """Contacts and measurements as Ibis tables with the columns of the copy, the rows of the scope among them."""
        import ibis

        contact, measurement = (
            ibis.table(columns, name=self.backend.relation(table, scope.ids, scope.year))
            for table, columns in contacts.COLUMNS.items()
        )
        return contact, measurement

    def ledger(self, scope: Scope, prices: Sequence[DatedPrice]) -> Any:
        """The rows of a scope, priced: what an indicator takes (rules.ledger.Ledger)."""
        import ibis

        from indgang.modules.strategy.rules import ledger

        contact, measurement = self.tables(scope)
        replaced = self.backend.corrected(scope.ids)
        corrected = ibis.table({"id": "string"}, name="corrected") if replaced else None
        made = ledger.ledger(contact, measurement, scope=scope, prices=prices, corrected=corrected)
        key = (repr(scope), prices, replaced)
        if key not in self._sums:
            self._sums[key] = f"sums_{len(self._sums)}", self.sql(made.sums())
        return replace(made, kept=ibis.table(made.sums().schema(), name=self._sums[key][0]))

    def _count_sums(self, sql: str) -> None:
        """Let the backend keep the sums that a question asks for: many indicators share them."""
        for name, sums in self._sums.values():
            if f'"{name}"' not in sql and f"`{name}`" not in sql:
                continue
            if name not in self._summed:
                if len(self._summed) >= MOST_SUMS:
                    oldest = next(iter(self._summed))
                    self.backend.drop(oldest)
                    del self._summed[oldest]
                self.backend.keep(name, sums)
            self._summed[name] = self._summed.pop(name, None)

    def values(
        self, one: Indicator, scope: Scope, prices: tuple[DatedPrice, ...]
    ) -> tuple[list[dict[str, Any]], Text]:
        """What an indicator finds in a scope, one row a group, and why there can be none at all."""
        question = self._question(one, scope, prices)
        if question.values not in self._found:
            self._count_sums(question.values)
            self._found[question.values] = self.rows(question.values) if question.values else []
        return self._found[question.values], question.missing

    def table(
        self, name: str, scope: Scope, prices: tuple[DatedPrice, ...], make: Callable[[Any], Any]
    ) -> list[dict[str, Any]]:
        """The rows of a table that `make` makes of the ledger of a scope. `name` says which; its SQL is kept."""
        sql = self.table_sql(name, scope, prices, make)
        if sql not in self._found:
            self._found[sql] = self.rows(sql)
        return self._found[sql]

    def table_sql(
        self, name: str, scope: Scope, prices: tuple[DatedPrice, ...], make: Callable[[Any], Any]
    ) -> str:
        """The SQL of `table`, kept, for a question about its rows."""
        key = (*self._rows_of(scope, prices), name)
        if key not in self._tables:
            self._make_room()
            self._tables[key] = self.sql(make(self.ledger(scope, prices)))
        self._count_sums(self._tables[key])
        return self._tables[key]

    def behind(self, one: Indicator, scope: Scope, prices: tuple[DatedPrice, ...], *, group: str) -> "Behind":
        """The ledger rows behind one group of an indicator (the group `all`: behind the whole of it)."""
        measured = one.from_measurements(group)
        key = (*self._key(one, scope, prices), measured)
        if key not in self._behind:
            self._make_room()
            answer = one.count(self.ledger(scope, prices))
            own = measured and answer.behind_measured is not None
            self._behind[key] = self.sql(answer.behind_measured if own else answer.behind)
        if not self._behind[key]:
            return Behind(self, "")
        self._count_sums(self._behind[key])
        every = f"FROM ({self._behind[key]}) AS behind"
        return Behind(self, every) if group == ALL else Behind(self, f'{every} WHERE "group" = ?', (group,))

    def _question(self, one: Indicator, scope: Scope, prices: tuple[DatedPrice, ...]) -> _Question:
        """The SQL of a question, kept: making it takes longer than answering it."""
        key = self._key(one, scope, prices)
        if key not in self._questions:
            self._make_room()
            answer = one.count(self.ledger(scope, prices))
            self._questions[key] = _Question(self.sql(answer.values), answer.missing)
        return self._questions[key]

    def _key(self, one: Indicator, scope: Scope, prices: tuple[DatedPrice, ...]) -> tuple[Any, ...]:
        return (one.definition.indicator, *self._rows_of(scope, prices))

    def _rows_of(self, scope: Scope, prices: tuple[DatedPrice, ...]) -> tuple[Any, ...]:
        for table in contacts.COLUMNS:
            self.backend.relation(table, scope.ids, scope.year)  # kept SQL needs it to be there
        return (repr(scope), prices, self.backend.corrected(scope.ids))

    def _make_room(self) -> None:
        """Begin anew when much is kept. What a question is made of stands and falls together: their sums have names."""
        if len(self._questions) + len(self._behind) + len(self._tables) >= QUESTIONS:
            self.forget()
            self._questions.clear()
            self._behind.clear()
            self._tables.clear()
            self._sums.clear()

    def sql(self, expression: Any) -> str:
        """An Ibis expression in the backend's SQL; empty for None."""
        import ibis

        return "" if expression is None else str(ibis.to_sql(expression, dialect=self.backend.dialect))


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

    def rows(
        self, *, limit: int, offset: int = 0, older_than: tuple[datetime, str] | None = None
    ) -> list[dict[str, Any]]:
        """Every column of the ledger, the newest first; rows of one moment by their id, the largest first.

        `older_than` is `at` (UTC, without zone) and `id` of a row: only those that come after it in this order.
        """
        if not self.source:
            return []
        which, values = "", self.values
        if older_than:
            moment = f"TIMESTAMP '{older_than[0]:%Y-%m-%d %H:%M:%S.%f}'"
            which = f'WHERE "at" < {moment} OR ("at" = {moment} AND id < ?)'
            values = (*values, older_than[1])
        page = f'ORDER BY "at" DESC, id DESC LIMIT {limit:d} OFFSET {offset:d}'
        return self.engine.rows(f"SELECT * FROM (SELECT * {self.source}) AS every_row {which} {page}", values)  # noqa: S608

    def ids(self, *, limit: int, offset: int) -> list[UUID]:
        """Those of our own rows, the newest first."""
        return [UUID(row["id"]) for row in self.rows(limit=limit, offset=offset)]


_engine: Engine | None = None
_making = RLock()


def engine() -> Engine:
    """The engine of this process, made at the first call."""
    global _engine
    with _making:
        if _engine is None:
            _engine = Engine()
    return _engine
