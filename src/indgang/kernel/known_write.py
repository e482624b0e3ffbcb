"""Writes that are done at almost every deed: their SQL is made once in each process, as with `known_query`.

`insert(row)` writes a new row, `change(row, "state", "ended_at")` some fields of a row that is there. Values are
taken from the row as Django's own `save` takes them; there are no signals, and no field may hold an expression.
"""

from functools import lru_cache
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.db.models import Field, Model
from django.db.models.sql import InsertQuery


@lru_cache(maxsize=64)
def _insert(model: type[Model], vendor: str) -> tuple[str, "tuple[Field[Any, Any], ...]"]:
    fields = tuple(model._meta.local_concrete_fields)
    query: Any = InsertQuery(model)
    query.insert_values(fields, [model()], raw=True)
    [(sql, params)] = query.get_compiler(connection=connection).as_sql()
    if sql.count("%s") != len(fields) or len(params) != len(fields):
        raise TypeError(f"{model.__name__} has a field that is written in a way of its own.")
    return sql, fields


def insert(row: Model) -> None:
    """Write a new row; its key is made by us. Raises TypeError for a row that is there, IntegrityError."""
    if not row._state.adding:
        raise TypeError(f"{type(row).__name__} is there already.")
    sql, fields = _insert(type(row), connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [_value(row, field, add=True) for field in fields])
    row._state.adding = False
    row._state.db = connection.alias


@lru_cache(maxsize=256)
def _change(
    model: type[Model], names: tuple[str, ...], vendor: str
) -> "tuple[str, tuple[Field[Any, Any], ...]]":
    quote = connection.ops.quote_name
    meta: Any = model._meta
    fields: Any = tuple(meta.get_field(name) for name in names)
    columns = ", ".join(f"{quote(field.column)} = %s" for field in fields)
    table, key = quote(meta.db_table), quote(meta.pk.column)
    return f"UPDATE {table} SET {columns} WHERE {key} = %s", fields  # noqa: S608  (names of our own tables)


def change(row: Model, *names: str) -> None:
    """Write these fields of a row that is there. Raises ObjectDoesNotExist when it is not, IntegrityError."""
    sql, fields = _change(type(row), names, connection.vendor)
    key: Any = row._meta.pk
    with connection.cursor() as cursor:
        cursor.execute(sql, [_value(row, field, add=False) for field in (*fields, key)])
        if not cursor.rowcount:
            raise ObjectDoesNotExist(f"{type(row).__name__} {row.pk} is gone.")


def _value(row: Model, field: "Field[Any, Any]", *, add: bool) -> Any:
    return field.get_db_prep_save(field.pre_save(row, add), connection)
