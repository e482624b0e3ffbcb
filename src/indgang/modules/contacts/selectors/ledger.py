"""The ledger's rows in bulk, as Arrow batches for the analytical engine."""

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models

from indgang.kernel.clock import COPENHAGEN
from indgang.modules.contacts.models import Contact, Measurement

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_A_BATCH = 50_000
Mark = tuple[int, UUID | None]
_CONTACT = (
    "id", "at", "direction", "channel", "service", "kind", "outcome", "handling", "quality", "weight",
    "batch_id", "corrects",
)  # fmt: skip
_MEASUREMENT = ("id", "at", "service", "kind", "subject_key", "value")


class _NoPandas:
    """Says that pandas is not there."""

    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> None:
        if name == "pandas":
            raise ModuleNotFoundError(name)


@cache
def _pyarrow() -> Any:
    """pyarrow, imported at the first need, without pandas.

    pyarrow would load pandas at its first array, only to ask whether a list is a Series. That is 45 MB in
    every web process that has shown a figure.
    """
    import pyarrow as pa

    finder: Any = _NoPandas
    sys.meta_path.insert(0, finder)
    try:
        pa.array([0])
    finally:
        sys.meta_path.remove(finder)
    return pa


def contact_mark() -> Mark:
    """How many contacts there are, and the newest: another mark means other rows."""
    return _mark(Contact)


def measurement_mark() -> Mark:
    """How many measurements there are, and the newest: another mark means other rows."""
    return _mark(Measurement)


def _mark(table: type[models.Model]) -> Mark:
    rows = table._default_manager
    return rows.count(), rows.order_by("-pk").values_list("pk", flat=True).first()


def contact_batches(*, since: UUID | None = None) -> Iterator["pa.RecordBatch"]:
    """Contacts as Arrow batches, from the id `since` on.

    Columns: id, corrects (text, UUID), at (UTC, microseconds, without zone), day (date in Copenhagen), year
    (int16), direction, channel, service, kind, outcome, handling, quality (text), weight (decimal 14,4),
    batch (int32).
    """
    pa = _pyarrow()
    schema = pa.schema(
        [
            ("id", pa.string()),
            ("at", pa.timestamp("us")),
            ("direction", pa.string()),
            ("channel", pa.string()),
            ("service", pa.string()),
            ("kind", pa.string()),
            ("outcome", pa.string()),
            ("handling", pa.string()),
            ("quality", pa.string()),
            ("weight", pa.decimal128(14, 4)),
            ("batch", pa.int32()),
            ("corrects", pa.string()),
            ("day", pa.date32()),
            ("year", pa.int16()),
        ]
    )

    def plain(row: Sequence[Any]) -> tuple[Any, ...]:
        corrects = str(row[11]) if row[11] else None
        return (str(row[0]), *_utc(row[1]), *row[2:11], corrects, *_local_day(row[1]))

    yield from _arrow(Contact, _CONTACT, since, schema, plain)


def measurement_batches(*, since: UUID | None = None) -> Iterator["pa.RecordBatch"]:
    """Measurements as Arrow batches, from the id `since` on.

    Columns: id (text, UUID), at (UTC, microseconds, without zone), service, kind, subject_key (text), value
    (double), day (date in Copenhagen), year (int16).
    """
    pa = _pyarrow()
    schema = pa.schema(
        [
            ("id", pa.string()),
            ("at", pa.timestamp("us")),
            ("service", pa.string()),
            ("kind", pa.string()),
            ("subject_key", pa.string()),
            ("value", pa.float64()),
            ("day", pa.date32()),
            ("year", pa.int16()),
        ]
    )

    def plain(row: Sequence[Any]) -> tuple[Any, ...]:
        return (str(row[0]), *_utc(row[1]), *row[2:], *_local_day(row[1]))

    yield from _arrow(Measurement, _MEASUREMENT, since, schema, plain)


def _utc(at: datetime) -> tuple[datetime]:
    return (at.astimezone(UTC).replace(tzinfo=None),)


def _local_day(at: datetime) -> tuple[Any, int]:
    day = at.astimezone(COPENHAGEN).date()
    return day, day.year


def _arrow(
    table: type[models.Model],
    columns: Sequence[str],
    since: UUID | None,
    schema: "pa.Schema",
    plain: Callable[[Sequence[Any]], tuple[Any, ...]],
) -> Iterator["pa.RecordBatch"]:
    pa = _pyarrow()
    rows = table._default_manager.order_by("pk").values_list(*columns)
    if since is not None:
        rows = rows.filter(pk__gte=since)
    held: list[tuple[Any, ...]] = []
    for row in rows.iterator(chunk_size=ROWS_A_BATCH):
        held.append(plain(row))
        if len(held) == ROWS_A_BATCH:
            yield _packed(held, schema, pa)
            held.clear()
    if held:
        yield _packed(held, schema, pa)


def _packed(rows: list[tuple[Any, ...]], schema: "pa.Schema", pa: Any) -> "pa.RecordBatch":
    columns = zip(*rows, strict=True)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
