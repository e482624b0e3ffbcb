"""The ledger's own rows in bulk, as Arrow batches: for the analytical copy, and for the engine's tail.

Gap columns are empty here. Whoever reads the rows computes them (selectors.gaps).
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import models

from indgang.kernel.clock import COPENHAGEN
from indgang.modules.contacts.models import Contact, Measurement
from indgang.modules.contacts.selectors.columns import COLUMNS, GAPS, arrow_schema
from indgang.modules.contacts.vocabulary import Quality

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_A_BATCH = 50_000
Mark = tuple[int, UUID | None]
_CONTACT = (
    "id", "source_row", "at", "batch_id", "direction", "channel", "entrance", "service", "department", "kind",
    "level", "outcome", "audience", "handling", "quality", "caused_by", "exempt", "minutes", "weight", "journey",
    "party_key", "corrects",
)  # fmt: skip
_MEASUREMENT = (
    "id", "at", "service", "kind", "subject_key", "value", "journey", "audience", "exempt", "department",
)  # fmt: skip


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


def contact_mark(*, since: UUID | None = None) -> Mark:
    """How many contacts there are from the id `since` on, and the newest: another mark means other rows."""
    return _mark(Contact, since)


def measurement_mark(*, since: UUID | None = None) -> Mark:
    """How many measurements there are from the id `since` on, and the newest: another mark means other rows."""
    return _mark(Measurement, since)


def _rows(
    table: type[models.Model],
    since: UUID | None = None,
    until: UUID | None = None,
    first: datetime | None = None,
    before: datetime | None = None,
) -> "models.QuerySet[models.Model]":
    rows = table._default_manager.order_by("pk")
    for name, value in (("pk__gte", since), ("pk__lt", until), ("at__gte", first), ("at__lt", before)):
        if value is not None:
            rows = rows.filter(**{name: value})
    return rows


def _mark(table: type[models.Model], since: UUID | None) -> Mark:
    rows = _rows(table, since)
    return rows.count(), rows.order_by("-pk").values_list("pk", flat=True).first()


def contact_batches(
    *,
    since: UUID | None = None,
    until: UUID | None = None,
    first: datetime | None = None,
    before: datetime | None = None,
    batch: int | None = None,
) -> Iterator["pa.RecordBatch"]:
    """Contacts as Arrow batches with the columns of `selectors.columns`, in the order of their ids.

    From the id `since` on and before the id `until`; from the time `first` on and before `before`; of one `batch`.
    """
    rows = _rows(Contact, since, until, first, before)
    if batch is not None:
        rows = rows.filter(batch=batch)
    yield from _arrow("contact", rows, _CONTACT, _contact)


def _contact(row: Sequence[Any]) -> dict[str, Any]:
    found = dict(zip(_CONTACT, row, strict=True))
    minutes = found.pop("minutes")
    return {
        **found,
        **_when(found["at"]),
        "id": str(found["id"]),
        "key": found["source_row"],
        "batch": found["batch_id"],
        "cause": found["caused_by"],
        "minutes_tenths": None if minutes is None else round(minutes * 10),
        "journey": _text(found["journey"]),
        "party": found["party_key"] or None,
        "followed": bool(
            found["party_key"] and found["service"] and found["quality"] != Quality.TIME_UNRELIABLE
        ),
        "corrects": _text(found["corrects"]),
        **dict.fromkeys(GAPS),
    }


def measurement_batches(
    *,
    since: UUID | None = None,
    until: UUID | None = None,
    first: datetime | None = None,
    before: datetime | None = None,
) -> Iterator["pa.RecordBatch"]:
    """Measurements as Arrow batches with the columns of `selectors.columns`; the limits are those of contacts."""
    yield from _arrow(
        "measurement", _rows(Measurement, since, until, first, before), _MEASUREMENT, _measurement
    )


def _measurement(row: Sequence[Any]) -> dict[str, Any]:
    found = dict(zip(_MEASUREMENT, row, strict=True))
    return {**found, **_when(found["at"]), "id": str(found["id"]), "journey": _text(found["journey"])}


def _text(id: UUID | None) -> str | None:
    return str(id) if id else None


def _when(at: datetime) -> dict[str, Any]:
    day = at.astimezone(COPENHAGEN).date()
    return {
        "at": at.astimezone(UTC).replace(tzinfo=None),
        "day": day,
        "month": day.replace(day=1),
        "year": day.year,
    }


def _arrow(
    table: str,
    rows: "models.QuerySet[models.Model]",
    fields: Sequence[str],
    plain: Callable[[Sequence[Any]], dict[str, Any]],
) -> Iterator["pa.RecordBatch"]:
    pa = _pyarrow()
    schema, names = arrow_schema(pa, table), tuple(COLUMNS[table])
    held: list[tuple[Any, ...]] = []
    for row in rows.values_list(*fields).iterator(chunk_size=ROWS_A_BATCH):
        found = plain(row)
        held.append(tuple(found[name] for name in names))
        if len(held) == ROWS_A_BATCH:
            yield _packed(held, schema, pa)
            held.clear()
    if held:
        yield _packed(held, schema, pa)


def _packed(rows: list[tuple[Any, ...]], schema: "pa.Schema", pa: Any) -> "pa.RecordBatch":
    columns = zip(*rows, strict=True)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)
