"""Writing parts of the analytical copy: whole or not at all.

How rows of a batch get into the ledger:

    with staging() as folder:
        part = write_part(connection, "SELECT … FROM …", folder=folder, batch=7, year=2025)
        place([part])                      # moved and on the disk; still nobody reads it
        with transaction.atomic():
            …                              # the batch itself
            enter([part])                  # from the commit on it is part of the ledger
"""

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from indgang.kernel import clock
from indgang.modules.contacts.models import LedgerPart
from indgang.modules.contacts.selectors.columns import sql_types
from indgang.modules.contacts.selectors.parts import folder as ledger_folder

ROW_GROUP = 122_880
_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class NewPart:
    """A file in `staging` and where it will stand. `path` is below the ledger's folder; `bytes` is its size.

    `first_id` and `last_id` are those of our own rows, empty for a part of an import.
    """

    staged: Path
    path: str
    table: str
    batch: int | None
    year: int
    month: int | None
    rows: int
    bytes: int
    sha256: str
    first_id: str
    last_id: str
    gaps_final: bool


@contextmanager
def staging() -> Iterator[Path]:
    """A folder of one's own that nobody reads; gone afterwards."""
    folder = ledger_folder() / "staging" / uuid.uuid4().hex
    folder.mkdir(mode=0o700, parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write_part(
    connection: Any,
    rows: str,
    *,
    folder: Path,
    year: int,
    batch: int | None = None,
    month: int | None = None,
    table: str = "contact",
    own: bool = False,
    gaps_final: bool = True,
    words: Mapping[str, Sequence[str]] | None = None,
) -> NewPart | None:
    """Write what a query finds as one Parquet file in `folder`; None when it finds nothing.

    `connection` is DuckDB's. `rows` is a SELECT with every column of `selectors.columns`, in any order; each is cast
    to its type. The rows must be of one batch (none for measurements), of one `year`, and of one `month` (1-12)
    when that is given. `own`: the ids are UUIDs, and the part remembers the first and the last. `words`: all that can
    stand in a column of text, for those where it is known; the file is the same, and is written in half the time.
    Raises DuckDB's error for a column that is missing or cannot be cast, and for a word that is not among `words`.
    """
    staged = folder / f"part-{uuid.uuid4()}.parquet"
    types = sql_types(table) | _enumerated(connection, words or {})
    typed = ", ".join(f'CAST("{name}" AS {kind}) AS "{name}"' for name, kind in types.items())
    connection.execute(
        f"COPY (SELECT {typed} FROM ({rows})) TO '{staged}' "  # noqa: S608
        f"(FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE {ROW_GROUP})"
    )
    wanted = "count(*), min(id), max(id)" if own else "count(*), NULL, NULL"
    count, first, last = connection.execute(f"SELECT {wanted} FROM read_parquet('{staged}')").fetchone()  # noqa: S608
    if not count:
        staged.unlink()
        return None
    where = f"{table}/batch={batch}/year={year}" if batch is not None else f"{table}/year={year}"
    return NewPart(
        staged=staged,
        path=f"{where}/{staged.name}",
        table=table,
        batch=batch,
        year=year,
        month=month,
        rows=count,
        bytes=staged.stat().st_size,
        sha256=_fingerprint(staged),
        first_id=first or "",
        last_id=last or "",
        gaps_final=gaps_final,
    )


def _enumerated(connection: Any, words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """A type for each column that holds few words: Parquet keeps numbers of words, and need not find them again."""
    types = {}
    for column, listed in words.items():
        types[column] = f'"words of {column}"'
        quoted = ", ".join("'" + word.replace("'", "''") + "'" for word in dict.fromkeys(listed))
        connection.execute(f"CREATE OR REPLACE TEMP TYPE {types[column]} AS ENUM ({quoted})")
    return types


def _fingerprint(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def place(parts: Sequence[NewPart]) -> None:
    """Bring the files to the disk and move them to where they will stand. Before the transaction of `enter`."""
    for part in parts:
        target = ledger_folder() / part.path
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sync(part.staged)
        part.staged.replace(target)
    for folder in {(ledger_folder() / part.path).parent for part in parts}:
        for each in (folder, *folder.parents):
            _sync(each)
            if each == ledger_folder():
                break


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def enter(parts: Sequence[NewPart], *, at: datetime | None = None) -> None:
    """Name the files in the manifest, in the caller's transaction: from its commit on they are the ledger.

    Raises IntegrityError when a part of our own rows is there already.
    """
    now = at or clock.now()
    LedgerPart.objects.bulk_create(
        LedgerPart(
            table=part.table,
            path=part.path,
            batch_id=part.batch,
            year=part.year,
            month=part.month,
            rows=part.rows,
            bytes=part.bytes,
            sha256=part.sha256,
            first_id=part.first_id,
            last_id=part.last_id,
            gaps_final=part.gaps_final,
            made_at=now,
        )
        for part in parts
    )


def retire(*, batch: int) -> int:
    """From the caller's commit on no part of this batch counts; the files go an hour later. Returns how many."""
    return LedgerPart.objects.filter(batch_id=batch, gone_at__isnull=True).update(gone_at=clock.now())
