"""Questions about imports: the batches that there are, the runs, the files of rejected rows, the mappings."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings

from indgang.kernel.errors import NotYours
from indgang.kernel.strict_yaml import ContentError
from indgang.kernel.text import Text
from indgang.modules.contacts.models import Batch, ImportRun
from indgang.modules.contacts.schema.mapping import read_mapping
from indgang.modules.contacts.selectors.batches import info
from indgang.modules.contacts.selectors.parts import folder
from indgang.modules.contacts.vocabulary import BatchInfo, BatchKind, ImportState


@dataclass(frozen=True)
class ImportedBatch:
    """A batch of an import with what its run found. `rejected` and `duplicates` count rows of the file."""

    info: BatchInfo
    file_name: str
    loaded_at: datetime
    rejected: int
    duplicates: int


@dataclass(frozen=True)
class RunInfo:
    """One run of an import. `columns` are those of a ColumnReport as plain data; `batch` is empty when none came of it.

    `has_rejects`: its rejected rows can still be fetched.
    """

    id: UUID
    mapping: str
    file_name: str
    state: ImportState
    read: int
    accepted: int
    rejected: int
    duplicates: int
    reasons: dict[str, int]
    columns: tuple[dict[str, Any], ...]
    begun_at: datetime
    batch: str
    has_rejects: bool


@dataclass(frozen=True)
class MappingInfo:
    """A mapping of content/mappings. `problem` says why it cannot be used; else it is empty."""

    id: str
    title: Text
    municipality: str
    problem: str = ""


def imported_batches() -> list[BatchInfo]:
    """Every batch that came by an import, whatever its state, the newest first. One query."""
    return [one.info for one in imports()]


def imports() -> list[ImportedBatch]:
    """As `imported_batches`, with file, time and what was not taken. One query."""
    rows = Batch.objects.filter(kind=BatchKind.IMPORT, series__isnull=False).select_related("series")
    return [
        ImportedBatch(info(row), row.file_name, row.loaded_at, row.rejected, row.duplicates)
        for row in rows.order_by("-pk")
    ]


def import_runs(*, limit: int = 30) -> list[RunInfo]:
    """The runs that are kept (30 days), the newest first. One query."""
    rows = ImportRun.objects.select_related("batch").order_by("-begun_at", "-pk")[:limit]
    return [_run(row) for row in rows]


def import_run(id: UUID) -> RunInfo:
    """One run. Raises NotYours."""
    row = ImportRun.objects.select_related("batch").filter(pk=id).first()
    if row is None:
        raise NotYours
    return _run(row)


def _run(row: ImportRun) -> RunInfo:
    return RunInfo(
        id=row.pk,
        mapping=row.mapping,
        file_name=row.file_name,
        state=ImportState(row.state),
        read=row.read,
        accepted=row.accepted,
        rejected=row.rejected,
        duplicates=row.duplicates,
        reasons=row.reasons,
        columns=tuple(row.columns),
        begun_at=row.begun_at,
        batch=row.batch.name if row.batch else "",
        has_rejects=bool(row.rejects_file) and (folder() / row.rejects_file).exists(),
    )


def rejects_of(id: UUID) -> Path:
    """The file of a run's rejected rows. Raises NotYours when there is none, or no more."""
    row = ImportRun.objects.filter(pk=id).first()
    if row is None or not row.rejects_file or not (folder() / row.rejects_file).exists():
        raise NotYours
    return folder() / row.rejects_file


def mapping_path(name: str) -> Path:
    """Where the mapping of this file name stands, whether it is there or not. Never outside content/mappings."""
    return Path(settings.CONTENT_DIR) / "mappings" / f"{Path(name).name}.yaml"


def mappings() -> list[MappingInfo]:
    """The mappings of content/mappings, by file name. One that cannot be read says why."""
    found = []
    for path in sorted((Path(settings.CONTENT_DIR) / "mappings").glob("*.yaml")):
        try:
            shape = read_mapping(path).shape
            found.append(MappingInfo(path.stem, shape.title.text, shape.municipality.name))
        except ContentError as error:
            found.append(MappingInfo(path.stem, Text(path.stem), "", str(error)))
    return found
