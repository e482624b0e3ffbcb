"""A file is taken, goes over to another owner, goes, or is set aside."""

from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.kernel.free_text import cleaned, without_cpr
from indgang.kernel.uploads import BadFile, Checked, Limits, Refusal, checked
from indgang.modules.audit import services as audit
from indgang.modules.files.models import LONGEST_TITLE, LONGEST_WHY, StoredFile
from indgang.modules.files.selectors import info_of
from indgang.modules.files.services import shelf
from indgang.modules.files.services.scanning import scan
from indgang.modules.files.vocabulary import DAYS, FileInfo, WithoutHome
from indgang.modules.identity.vocabulary import Actor

MOST = 40
"""Files of one owner. More is a mistake, or somebody who fills the disk."""


class Upload(Protocol):
    """What a view has in `request.FILES`."""

    @property
    def name(self) -> str | None: ...

    @property
    def size(self) -> int | None: ...

    def read(self, num_bytes: int = ...) -> bytes: ...


class TooMany(BadFile):
    """The owner has as many files as we take."""

    def __init__(self) -> None:
        super().__init__(Refusal.TOO_MANY)


def limits() -> Limits:
    """How large a file may be, in this installation."""
    return Limits(size=settings.FILE_LIMIT)


def read(upload: Upload | None) -> Checked:
    """What somebody sent, checked; nothing is kept yet. Raises BadFile.

    Takes some tenths of a second, so it is done before a transaction and never inside one.
    """
    if upload is None:
        raise BadFile(Refusal.NONE)
    of = limits()
    if (upload.size or 0) > of.size:
        raise BadFile(Refusal.TOO_BIG, of)
    content = upload.read(of.size + 1)
    found = checked(content, of)
    scan(content)
    return found


def keep(*, upload: Upload | None, owner: str, title: str, by: Actor) -> FileInfo:
    """Check what somebody sent, and keep it for an owner. Raises BadFile with a sentence. Safe to repeat.

    `title` is what it is called in lists; empty: what the file was called. The same content again for the same owner
    is the file that is there. Call `read` before and `put` inside when the deed around it holds locks.
    """
    return put(found=read(upload), owner=owner, title=title or name_of(upload), by=by)


def put(*, found: Checked, owner: str, title: str, by: Actor) -> FileInfo:
    """Keep what `read` gave. The content is on disk before its row is written. Raises BadFile for too many."""
    until = _until(owner)
    fingerprint = shelf.put(found.content)
    with transaction.atomic():
        mine = StoredFile.objects.filter(owner=owner, set_aside_at__isnull=True)
        if mine.count() >= MOST and not mine.filter(sha256=fingerprint).exists():
            raise TooMany
        row, made = mine.get_or_create(
            owner=owner,
            sha256=fingerprint,
            set_aside_at=None,
            defaults={
                "title": _title(title),
                "kind": found.kind.value,
                "size": found.size,
                "pages": found.pages,
                "added_by": by.key,
                "added_by_name": by.name,
                "added_at": clock.now(),
                "keep_until": until,
            },
        )
        if made:
            audit.record(action="file_added", actor=by.key, object=f"file:{row.pk}", detail={"owner": owner})
    return info_of(row)


def name_of(upload: Upload | None) -> str:
    """What the file was called, without its folder and its ending."""
    return PurePath((upload.name if upload else "") or "").stem.replace("_", " ")


def _title(raw: str) -> str:
    """One line without a CPR number: it stands in lists and in the name of the file."""
    return " ".join(without_cpr(cleaned(raw)).split())[:LONGEST_TITLE] or "Bilag"


def _until(owner: str) -> datetime:
    days = next((days for start, days in DAYS.items() if owner.startswith(start)), None)
    if days is None:
        raise WithoutHome(owner)
    return clock.now() + timedelta(days=days)


@transaction.atomic
def hand_on(*, owner: str, to: str) -> list[FileInfo]:
    """All files of one owner are now another's: a draft's are the case's when it is sent. Returns those that moved.

    What the new owner has already is not moved: its row is dropped. Safe to repeat.
    """
    until = _until(to)
    moved = []
    there = set(
        StoredFile.objects.filter(owner=to, set_aside_at__isnull=True).values_list("sha256", flat=True)
    )
    for row in StoredFile.objects.select_for_update().filter(owner=owner).order_by("added_at", "pk"):
        if row.sha256 in there:
            row.delete()
            continue
        row.owner, row.keep_until = to, until
        row.save(update_fields=["owner", "keep_until"])
        moved.append(info_of(row))
    return moved


@transaction.atomic
def copy_to(*, file_id: UUID | str, owner: str, to: str, by: Actor) -> FileInfo | None:
    """A file of one owner is another's as well: the same content in a row of its own. Safe to repeat.

    None for one that is not there, or was set aside.
    """
    row = (
        StoredFile.objects.select_for_update()
        .filter(pk=file_id, owner=owner, set_aside_at__isnull=True)
        .first()
    )
    if row is None:
        return None
    copied, made = StoredFile.objects.get_or_create(
        owner=to,
        sha256=row.sha256,
        set_aside_at=None,
        defaults={
            "title": row.title,
            "kind": row.kind,
            "size": row.size,
            "pages": row.pages,
            "added_by": by.key,
            "added_by_name": by.name,
            "added_at": clock.now(),
            "keep_until": _until(to),
        },
    )
    if made:
        audit.record(action="file_added", actor=by.key, object=f"file:{copied.pk}", detail={"owner": to})
    return info_of(copied)


@transaction.atomic
def remove(*, file_id: UUID | str, owner: str, by: Actor) -> None:
    """Take a file away that was not sent yet. The sweep removes its content. Safe to repeat.

    A file that is filed on a case is set aside, never removed: ask `set_aside`.
    """
    if StoredFile.objects.filter(pk=file_id, owner=owner).delete()[0]:
        audit.record(action="file_removed", actor=by.key, object=f"file:{file_id}", detail={"owner": owner})


@transaction.atomic
def remove_all(*, owner: str) -> int:
    """The owner ends without being sent: its files go. Returns how many. Safe to repeat."""
    return StoredFile.objects.filter(owner=owner).delete()[0]


@transaction.atomic
def set_aside(*, file_id: UUID | str, owner: str, why: str, by: Actor) -> FileInfo:
    """A file was filed wrongly: it is shown no more, and its row says who said so, and why. Safe to repeat.

    Raises NotYours. `why` must not be empty; it is cut at 300 characters, and a CPR number in it is masked.
    """
    row = StoredFile.objects.select_for_update().filter(pk=file_id, owner=owner).first()
    if row is None:
        raise NotYours
    if row.set_aside_at is None:
        row.set_aside_at = clock.now()
        row.set_aside_by, row.set_aside_by_name = by.key, by.name
        row.set_aside_why = without_cpr(cleaned(why))[:LONGEST_WHY]
        row.save()
        audit.record(action="file_set_aside", actor=by.key, object=f"file:{row.pk}", detail={"owner": owner})
    return info_of(row)
