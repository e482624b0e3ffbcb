"""A file is the answer to a question: attached, and taken away again, while nothing is sent."""

from typing import Any
from uuid import UUID

from django.db import transaction

from indgang.kernel.errors import NotYours
from indgang.modules.audit import services as audit
from indgang.modules.files import services as files
from indgang.modules.files.services import Upload
from indgang.modules.files.vocabulary import BadFile, FileInfo, Refusal
from indgang.modules.identity.vocabulary import Acting, Ground
from indgang.modules.selfservice.models import Draft
from indgang.modules.selfservice.selectors import loading
from indgang.modules.selfservice.services.answering import take
from indgang.modules.selfservice.services.enclosing import owner_of
from indgang.modules.selfservice.services.entry_trail import entry_trace, hold_contact
from indgang.modules.selfservice.services.opening import check_open
from indgang.modules.selfservice.vocabulary import QuestionKind

PURPOSE = "udfylde en kladde"
MOST_FILES = 10
"""Files that one question takes."""


def attach(*, draft_id: UUID | str, key: str, upload: Upload | None, title: str, by: Acting) -> FileInfo:
    """Attach a file to a question. The same content twice is one file.

    It is read before anything is locked. Raises BadFile with a sentence, NotYours (also for what is no question for
    files), AlreadySent, DraftExpired, and for staff as `acting_in`.
    """
    _asks_for_files(loading.draft_of(draft_id, by), key)
    found = files.read(upload)
    with transaction.atomic():
        draft = _held(draft_id, by, key)
        typed, kept = _now(draft, key)
        if len(typed) >= MOST_FILES:
            raise BadFile(Refusal.TOO_MANY)
        info = files.put(
            found=found, owner=owner_of(draft), title=title or files.name_of(upload), by=by.actor
        )
        mark = str(info.id)
        kept[mark] = {"name": info.title, "kind": info.kind.value, "pages": info.pages}
        _write(draft, key, [*(one for one in typed if one != mark), mark], kept, by)
        _added(draft, mark, by)
    return info


@transaction.atomic
def detach(*, draft_id: UUID | str, key: str, file_id: UUID | str, by: Acting) -> None:
    """Take a file away. Safe to repeat. Raises as `attach`."""
    draft = _held(draft_id, by, key)
    typed, kept = _now(draft, key)
    mark = str(file_id)
    if mark not in typed:
        return
    if not _stands_elsewhere(draft, key, mark):
        files.remove(file_id=file_id, owner=owner_of(draft), by=by.actor)
    kept.pop(mark, None)
    _write(draft, key, [one for one in typed if one != mark], kept, by)
    _removed(draft, mark, by)


def _held(draft_id: UUID | str, by: Acting, key: str) -> Draft:
    if by.ground is Ground.STAFF:
        hold_contact(by)
    draft = loading.draft_of(draft_id, by, lock=True)
    _asks_for_files(draft, key)
    return draft


def _asks_for_files(draft: Draft, key: str) -> None:
    check_open(draft)
    asked = loading.load(draft).situation.asked(key)
    if asked is None or asked.question.kind is not QuestionKind.UPLOAD:
        raise NotYours


def _now(draft: Draft, key: str) -> tuple[list[str], dict[str, Any]]:
    row = loading.latest(draft.pk).get(key)
    value = row.value if row is not None else {}
    return list(value.get("typed") or []), dict(value.get("found") or {})


def _stands_elsewhere(draft: Draft, key: str, mark: str) -> bool:
    """Whether the same file answers another question, too: the same content in a draft is one file."""
    return any(
        mark in (row.value.get("typed") or [])
        for other, row in loading.latest(draft.pk).items()
        if other != key and isinstance(row.value.get("typed"), list)
    )


def _write(draft: Draft, key: str, typed: list[str], kept: dict[str, Any], by: Acting) -> None:
    value = {"typed": typed, "found": kept}
    take(
        draft=draft,
        key=key,
        value=value,
        proposed_by="",
        seen_revision=draft.revision,
        by=by,
        settle=lambda locked: True,
    )


def _added(draft: Draft, file: str, by: Acting) -> None:
    """Which file, never what stands in it."""
    if by.ground is Ground.STAFF:
        entry_trace("entry_file_added", by, draft.pk, file=file)
    else:
        audit.record(
            action="draft_file_added",
            actor=by.actor.key,
            object=f"draft:{draft.pk}",
            party=by.party.key,
            purpose=PURPOSE,
            detail={"file": file},
        )


def _removed(draft: Draft, file: str, by: Acting) -> None:
    if by.ground is Ground.STAFF:
        entry_trace("entry_file_removed", by, draft.pk, file=file)
    else:
        audit.record(
            action="draft_file_removed",
            actor=by.actor.key,
            object=f"draft:{draft.pk}",
            party=by.party.key,
            purpose=PURPOSE,
            detail={"file": file},
        )
