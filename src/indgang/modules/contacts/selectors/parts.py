"""What the analytical copy consists of: the parts that count, and how far our own rows have been copied."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Max

from indgang.modules.contacts.models import Batch, LedgerPart
from indgang.modules.contacts.selectors import ledger

OVERLAP = timedelta(minutes=10)


@dataclass(frozen=True)
class Part:
    """One Parquet file of the ledger. `file` is where it stands; `month` is 1-12, None when it holds a whole year.

    `first_id` and `last_id` are empty for a part of an import. `gaps_final`: no later row changes its gap columns.
    """

    table: str
    file: str
    batch: int | None
    year: int
    month: int | None
    rows: int
    first_id: str
    last_id: str
    gaps_final: bool
    made_at: datetime


def folder() -> Path:
    """Where the analytical copy stands."""
    return Path(settings.DATA_DIR) / "ledger"


def parts() -> tuple[Part, ...]:
    """Every part that counts, of both tables, in one query."""
    found = LedgerPart.objects.filter(gone_at__isnull=True).order_by("pk")
    root = folder()
    return tuple(
        Part(
            table=row.table,
            file=str(root / row.path),
            batch=row.batch_id,
            year=row.year,
            month=row.month,
            rows=row.rows,
            first_id=row.first_id,
            last_id=row.last_id,
            gaps_final=row.gaps_final,
            made_at=row.made_at,
        )
        for row in found
    )


def files(parts: Sequence[Part]) -> str:
    """Parts as DuckDB reads them, after FROM: `read_parquet([…])`."""
    listed = ", ".join("'" + part.file.replace("'", "''") + "'" for part in parts)
    return f"read_parquet([{listed}])"


def settled(parts: Sequence[Part], table: str) -> str:
    """The id up to which our own rows of a table have been copied; empty before the first copy."""
    return max((part.last_id for part in parts if part.table == table), default="")


def earlier(id: str) -> UUID | None:
    """The id ten minutes before one, since a transaction may take its time; None for an empty one."""
    if not id:
        return None
    milliseconds = (UUID(id).int >> 80) - int(OVERLAP.total_seconds() * 1000)
    return UUID(int=max(milliseconds, 0) << 80)


def around(parts: Sequence[Part], batch: int | None, first: date, last: date) -> list[Part]:
    """Those parts of contacts of one batch that can hold a row between two days."""
    return [
        part
        for part in parts
        if part.table == "contact"
        and part.batch == batch
        and (part.year, part.month or 1) <= (last.year, last.month)
        and (part.year, part.month or 12) >= (first.year, first.month)
    ]


def parts_mark() -> tuple[int, int]:
    """How many parts count, and the newest: another mark means other parts. One query."""
    found = LedgerPart.objects.filter(gone_at__isnull=True).aggregate(count=Count("pk"), newest=Max("pk"))
    return found["count"], found["newest"] or 0


def ledger_mark() -> str:
    """Changes when a part, a batch that counts, or a row of our own changes: what a stored figure was counted from."""
    counting = Batch.objects.filter(current=True).order_by("pk").values_list("pk", flat=True)
    batches = hashlib.sha256(repr([*counting]).encode()).hexdigest()[:16]
    marks = (parts_mark(), (batches,), ledger.contact_mark(), ledger.measurement_mark())
    return "/".join("-".join(str(word) for word in mark) for mark in marks)
