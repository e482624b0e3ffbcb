"""A batch is undone, counts again, or is removed for good."""

import time
from pathlib import Path
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.audit import services as audit
from indgang.modules.contacts.models import Batch, ImportRun, Series
from indgang.modules.contacts.selectors.batches import UnknownBatch, info
from indgang.modules.contacts.selectors.imports import rejects_of
from indgang.modules.contacts.selectors.parts import folder as ledger_folder
from indgang.modules.contacts.services.copy import retire
from indgang.modules.contacts.services.importing.rejects import FOLDER
from indgang.modules.contacts.services.importing.stage import text
from indgang.modules.contacts.services.importing.there import files_of
from indgang.modules.contacts.vocabulary import BatchInfo, BatchKind, BatchState

KEYED = "key <> ''"
YOUNG = 3600.0
"""Seconds: a file of this age may be waiting for its run to be committed."""


class StillCurrent(Expected):
    """A batch that counts is undone before it is removed."""

    status = 409
    message = Text("Partiet tæller stadig med. Fortryd det først.", "The batch still counts. Undo it first.")


class RowsCameBack(Expected):
    """Rows of an undone batch were imported again meanwhile: they would count twice."""

    status = 409
    message = Text(
        "Nogle af rækkerne er læst ind igen siden. De ville tælle to gange. Fortryd det nye parti først.",
        "Some of the rows have been imported again since. They would count twice. Undo the new batch first.",
    )


class GoneForGood(Expected):
    """The rows were removed; import the file again."""

    status = 409
    message = Text(
        "Rækkerne er slettet. Læs filen ind igen.", "The rows have been removed. Import the file again."
    )


def _held(name: str) -> Batch:
    """The imported batch of this name; its series is locked until the transaction ends. Raises UnknownBatch."""
    row = Batch.objects.filter(name=name, kind=BatchKind.IMPORT, series__isnull=False).first()
    if row is None:
        raise UnknownBatch
    Series.objects.select_for_update().get(pk=row.series_id)
    return Batch.objects.select_related("series").get(pk=row.pk)


@transaction.atomic
def undo_batch(*, name: str, by: str) -> BatchInfo:
    """From now on the batch counts in no figure; its rows stay, so that `redo_batch` can take it back.

    `by` is `employee:<id>` or `system`. Raises UnknownBatch. Once more changes nothing.
    """
    row = _held(name)
    if row.current:
        row.current, row.state, row.undone_at = False, BatchState.UNDONE, clock.now()
        row.save(update_fields=["current", "state", "undone_at"])
        audit.record(action="import_undone", actor=by, object=f"batch:{name}", detail={"rows": row.rows})
    return info(row)


@transaction.atomic
def redo_batch(*, name: str, by: str) -> BatchInfo:
    """The batch counts again. Once more changes nothing.

    Raises UnknownBatch, GoneForGood, RowsCameBack, PartMissing.
    """
    row = _held(name)
    if row.state == BatchState.REMOVED:
        raise GoneForGood
    if not row.current:
        _check_free(row)
        row.current, row.state, row.undone_at = True, BatchState.CURRENT, None
        row.save(update_fields=["current", "state", "undone_at"])
        audit.record(action="import_redone", actor=by, object=f"batch:{name}", detail={"rows": row.rows})
    return info(row)


@transaction.atomic
def remove_batch(*, name: str, by: str) -> BatchInfo:
    """Remove the rows of an undone batch for good; the upkeep of the copy deletes their files within an hour.

    Raises UnknownBatch, StillCurrent. Once more changes nothing.
    """
    row = _held(name)
    if row.current:
        raise StillCurrent
    if row.state != BatchState.REMOVED:
        row.state = BatchState.REMOVED
        row.save(update_fields=["state"])
        retire(batch=row.pk)
        audit.record(action="import_removed", actor=by, object=f"batch:{name}", detail={"rows": row.rows})
    return info(row)


def fetch_rejects(*, run: UUID, by: str) -> Path:
    """The file of a run's rejected rows: it may hold what somebody wrote, so the trail says who took it.

    Raises NotYours when there is none, or no more.
    """
    path = rejects_of(run)
    audit.record(action="import_rejects_fetched", actor=by, object=f"import_run:{run}")
    return path


def remove_orphan_rejects() -> int:
    """Remove the files whose run is gone. Returns how many."""
    known = set(ImportRun.objects.exclude(rejects_file="").values_list("rejects_file", flat=True))
    removed = 0
    for path in (ledger_folder() / FOLDER).glob("*.csv"):
        young = path.stat().st_mtime > time.time() - YOUNG
        if f"{FOLDER}/{path.name}" not in known and not young:
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _check_free(row: Batch) -> None:
    """Raises RowsCameBack when a batch that counts holds one of the keys; without keys, when it is of the same file."""
    others = Batch.objects.filter(series=row.series_id, current=True)
    mine, theirs = files_of([row.pk]), files_of(list(others.values_list("pk", flat=True)))
    if not (mine and theirs):
        return
    import duckdb

    def keys(files: list[str], which: str) -> str:
        listed = ", ".join(text(file) for file in files)
        return f"(SELECT key FROM read_parquet([{listed}], hive_partitioning=false) WHERE {which})"  # noqa: S608

    with duckdb.connect(config={"memory_limit": "512MB", "threads": 2}) as db:

        def any_of(query: str) -> bool:
            return db.execute(f"SELECT 1 FROM {query} LIMIT 1").fetchone() is not None  # noqa: S608

        keyless = any_of(keys(mine, "key = ''"))
        if keyless and others.filter(hash=row.hash).exists():
            raise RowsCameBack
        if any_of(f"{keys(mine, KEYED)} a SEMI JOIN {keys(theirs, KEYED)} b USING (key)"):
            raise RowsCameBack
