"""Questions about files. Each names the owner: a file of somebody else's is as one that is not there."""

from pathlib import Path
from uuid import UUID

from django.conf import settings

from indgang.kernel.errors import NotYours
from indgang.modules.files.models import StoredFile
from indgang.modules.files.vocabulary import FileInfo, FileKind


def shelf() -> Path:
    """The folder of all files: in the data folder, which no web server shows."""
    return Path(settings.DATA_DIR) / "media" / "files"


def place_of(sha256: str) -> Path:
    """Where the content with this fingerprint stands."""
    return shelf() / sha256[:2] / sha256


def info_of(row: StoredFile) -> FileInfo:
    return FileInfo(
        id=row.pk,
        owner=row.owner,
        title=row.title,
        kind=FileKind(row.kind),
        size=row.size,
        pages=row.pages,
        sha256=row.sha256,
        added_by=row.added_by,
        added_by_name=row.added_by_name,
        added_at=row.added_at,
        set_aside_at=row.set_aside_at,
        set_aside_by_name=row.set_aside_by_name,
        set_aside_why=row.set_aside_why,
    )


def files_of(owner: str, *, set_aside_too: bool = False) -> list[FileInfo]:
    """The owner's files, oldest first. One query. Without those that were filed wrongly, unless asked for."""
    rows = StoredFile.objects.filter(owner=owner).order_by("added_at", "pk")
    if not set_aside_too:
        rows = rows.filter(set_aside_at__isnull=True)
    return [info_of(row) for row in rows]


def file(file_id: UUID | str, owner: str) -> FileInfo:
    """One file of this owner. Raises NotYours for another's, for one filed wrongly, and for one that is not there."""
    row = StoredFile.objects.filter(pk=file_id, owner=owner, set_aside_at__isnull=True).first()
    if row is None:
        raise NotYours
    return info_of(row)
