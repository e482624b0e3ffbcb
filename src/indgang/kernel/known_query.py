"""Queries that are asked at almost every request: their SQL is made once in each process, not every time.

To turn a queryset into SQL costs Django several times what it costs the database to answer. A known query is
written as a queryset like any other, with `Param` where a value comes in; afterwards only the values change:

    @known_query
    def _cases(kind: str) -> QuerySet[Case]:
        return Case.objects.filter(**{kind: Param("party", UUIDField())})

    rows = _cases("person")(party=party.id)

The function's arguments are the few shapes that the query has; there is one SQL for each. A value is never None,
since that is another SQL. A queryset that annotates or prefetches is asked the usual way.

It rests on how Django 5.2 works inside; the tests hold its answers against those of the querysets.
"""

from collections.abc import Callable
from copy import copy
from functools import lru_cache
from typing import Any, Generic, ParamSpec, TypeVar, cast

from django.db import connection
from django.db.models import Expression, Field, Model, QuerySet, query
from django.db.transaction import TransactionManagementError

M = TypeVar("M", bound=Model)
P = ParamSpec("P")


class Param(Expression):
    """The place of a value in a known query. `field` is of the kind that the value is compared with."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def prepared(self, values: dict[str, Any]) -> Any:
        """The value as the database takes it. Raises KeyError when there is none, ValueError for None."""
        value = values[self.name]
        if value is None:
            raise ValueError(f"{self.name}: a known query takes no None.")
        return self.output_field.get_db_prep_value(value, connection, prepared=False)


class _Made(Generic[M]):
    """What one kind of database needs to answer: the SQL, and how its rows become objects."""

    def __init__(self, rows: QuerySet[M]) -> None:
        self.compiler: Any = rows.query.get_compiler(using=connection.alias)
        self.sql, self.params = self.compiler.as_sql()
        self.locks = bool(rows.query.select_for_update)
        shape, select = self.compiler.klass_info, self.compiler.select
        self.model: type[M] = shape["model"]
        self.own = slice(shape["select_fields"][0], shape["select_fields"][-1] + 1)
        self.names = [column[0].target.attname for column in select[self.own]]
        self.related = cast(Any, query).get_related_populators(shape, select, connection.alias)
        self.converters = self.compiler.get_converters([column[0] for column in select])

    def ask(self, values: dict[str, Any]) -> list[M]:
        if self.locks and not connection.in_atomic_block:
            raise TransactionManagementError("A query that locks is asked inside a transaction.")
        params = [param.prepared(values) if isinstance(param, Param) else param for param in self.params]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            rows = cursor.fetchall()
        return self._objects(rows)

    def count(self, values: dict[str, Any]) -> int:
        params = [param.prepared(values) if isinstance(param, Param) else param for param in self.params]
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM ({self.sql}) AS found", params)  # noqa: S608  (our own SQL)
            return int(cursor.fetchone()[0])

    def _objects(self, rows: "list[tuple[Any, ...]]") -> list[M]:
        here = copy(self.compiler)
        here.connection = connection  # each thread has its own
        found = []
        for row in here.apply_converters(rows, self.converters):
            one = self.model.from_db(connection.alias, self.names, row[self.own])
            for populator in self.related:
                populator.populate(row, one)
            found.append(one)
        return found


class KnownQuery(Generic[M]):
    """One shape of a query. Called with a value for each `Param`, by name, it gives the rows."""

    def __init__(self, make: Callable[[], QuerySet[M]]) -> None:
        self._make = make
        self._made: dict[str, _Made[M]] = {}

    def __call__(self, **values: Any) -> list[M]:
        return self._known().ask(values)

    def count(self, **values: Any) -> int:
        """How many rows it would give; a limit in the queryset is the most that is counted."""
        return self._known().count(values)

    def _known(self) -> _Made[M]:
        made = self._made.get(connection.vendor)
        if made is None:
            made = self._made[connection.vendor] = _Made(self._make())
        return made


def known_query(make: Callable[P, QuerySet[M]]) -> Callable[P, KnownQuery[M]]:
    """Mark a function that gives a queryset. Its arguments must be hashable, and few."""

    @lru_cache(maxsize=64)
    def known(*args: Any, **kwargs: Any) -> KnownQuery[M]:
        return KnownQuery(lambda: make(*args, **kwargs))

    return cast(Callable[P, KnownQuery[M]], known)
