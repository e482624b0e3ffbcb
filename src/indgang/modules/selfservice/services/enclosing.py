"""What the citizen hands in on paper goes with the application: the signed form, a contract, a letter."""

from uuid import UUID

from django.db import transaction

from indgang.modules.files import selectors as kept
from indgang.modules.files import services as files
from indgang.modules.files.services import Upload
from indgang.modules.files.vocabulary import DRAFT, FileInfo
from indgang.modules.identity.vocabulary import Acting, Actor
from indgang.modules.selfservice.models import Draft
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.selectors import loading
from indgang.modules.selfservice.services.answering import take
from indgang.modules.selfservice.services.entry_trail import entry_trace, hold_contact
from indgang.modules.selfservice.services.opening import check_open
from indgang.modules.selfservice.vocabulary import QuestionKind


def owner_of(draft: Draft) -> str:
    """Whose the files of a draft are, as the module of files knows it."""
    return f"{DRAFT}{draft.pk}"


def without_hidden_files(draft: Draft, situation: Situation, by: Actor) -> None:
    """What was attached to a question that is not asked any more is no part of what is sent: it goes.

    What staff scanned lies under the same owner and stays: a draft that they wrote in is left as it is.
    """
    if not situation.solution.takes_files or draft.entered_by_id is not None:
        return
    shown: set[str] = set()
    hidden: set[str] = set()
    for key, given in situation.inputs.answers.items():
        question = situation.solution.question_at(key)
        if question is not None and question.kind is QuestionKind.UPLOAD and isinstance(given.typed, tuple):
            (shown if situation.asked(key) else hidden).update(given.typed)
    for mark in sorted(hidden - shown):
        files.remove(file_id=mark, owner=owner_of(draft), by=by)


def enclose(*, draft_id: UUID | str, upload: Upload | None, title: str, by: Acting) -> FileInfo:
    """Staff scan something into a draft that they write in. The same content twice is one file.

    It is read before anything is locked. Raises BadFile with a sentence, NotYours, AlreadySent, DraftExpired, and as
    `acting_in`.
    """
    check_open(loading.draft_of(draft_id, by))
    found = files.read(upload)
    with transaction.atomic():
        draft = _held(draft_id, by)
        info = files.put(
            found=found, owner=owner_of(draft), title=title or files.name_of(upload), by=by.actor
        )
        entry_trace("entry_file_added", by, draft.pk, file=str(info.id))
    return info


@transaction.atomic
def take_out(*, draft_id: UUID | str, file_id: UUID | str, by: Acting) -> None:
    """A scan was wrong: it goes, while nothing is sent, also from the questions that it answers. Safe to repeat.

    Raises as `enclose`.
    """
    draft = _held(draft_id, by)
    _out_of_answers(draft, str(file_id), by)
    files.remove(file_id=file_id, owner=owner_of(draft), by=by.actor)
    entry_trace("entry_file_removed", by, draft.pk, file=str(file_id))


def _out_of_answers(draft: Draft, mark: str, by: Acting) -> None:
    for key, row in loading.latest(draft.pk).items():
        typed = row.value.get("typed")
        if isinstance(typed, list) and mark in typed and isinstance(row.value.get("found"), dict):
            kept = {one: about for one, about in row.value["found"].items() if one != mark}
            take(
                draft=draft,
                key=key,
                value={"typed": [one for one in typed if one != mark], "found": kept},
                proposed_by="",
                seen_revision=draft.revision,
                by=by,
                settle=lambda locked: True,
            )
            draft.refresh_from_db()


def enclosed(*, draft_id: UUID | str, file_id: UUID | str, by: Acting) -> FileInfo:
    """One file of a draft, to look at; the trail says that it was. Raises NotYours, and as `acting_in`."""
    draft = loading.draft_of(draft_id, by)
    check_open(draft)
    info = kept.file(file_id, owner_of(draft))
    entry_trace("entry_file_seen", by, draft.pk, file=str(info.id))
    return info


def _held(draft_id: UUID | str, by: Acting) -> Draft:
    """The draft, locked after the contact."""
    hold_contact(by)
    draft = loading.draft_of(draft_id, by, lock=True)
    check_open(draft)
    return draft
