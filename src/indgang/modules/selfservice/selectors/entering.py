"""A draft that staff write in, as they see it: a step, the summary, why it is written in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.modules.audit import services as audit
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.files import selectors as files
from indgang.modules.files.vocabulary import DRAFT, FileInfo
from indgang.modules.identity.vocabulary import Acting, Party
from indgang.modules.selfservice.models import Answer, Draft, StaffEntry
from indgang.modules.selfservice.selectors import drafts, loading
from indgang.modules.selfservice.selectors.contact_ground import (
    NobodyFound,
    NotChecked,
    acting_in,
    check_contact,
    contact_in,
)
from indgang.modules.selfservice.selectors.loading import Loaded
from indgang.modules.selfservice.selectors.together import (
    PROTECTED,
    masked,
    may_be_sensitive,
    private_in,
)
from indgang.modules.selfservice.selectors.views import DraftInfo, StepView, SummaryRow, SummaryView
from indgang.modules.selfservice.vocabulary import (
    AnswerSource,
    Circumstance,
    DraftState,
    EntryReason,
    QuestionKind,
)

__all__ = [
    "EntryInfo",
    "NobodyFound",
    "NotChecked",
    "acting_in",
    "begun_alone",
    "contact_in",
    "entries_of",
    "entry_of",
    "entry_step",
    "entry_summary",
    "scans_of",
]
PURPOSE = "skrive en ansøgning ind"


@dataclass(frozen=True)
class EntryInfo:
    """Why a draft is written in. `asked_on` and `channel`: when and how somebody asked for it."""

    draft_id: UUID
    reason: EntryReason
    circumstance: Circumstance
    asked_on: date
    channel: Channel
    at: datetime


def entry_of(draft_id: UUID | str, by: Acting) -> EntryInfo:
    """Why this draft is written in. Raises NotYours, and as `acting_in`."""
    draft = loading.draft_of(draft_id, by)
    return _entry(StaffEntry.objects.get(draft=draft))


def _entry(row: StaffEntry) -> EntryInfo:
    return EntryInfo(
        row.draft_id,
        EntryReason(row.reason),
        Circumstance(row.circumstance),
        row.asked_on,
        Channel(row.channel),
        row.at,
    )


def scans_of(draft_id: UUID | str, by: Acting) -> list[FileInfo]:
    """What was scanned into a draft, the oldest first. Raises NotYours, and as `acting_in`."""
    return files.files_of(f"{DRAFT}{loading.draft_of(draft_id, by).pk}")


def entries_of(by: Acting) -> list[DraftInfo]:
    """What staff have begun to write in for the party of a contact, the newest first. Raises as `acting_in`."""
    return drafts.drafts_of(by)


def begun_alone(solution: str, party: Party) -> bool:
    """Whether somebody fills this in online now: then they can be helped there instead. Nothing else is told."""
    rows = Draft.objects.filter(**{party.kind: UUID(party.id)}, solution=solution, state=DraftState.OPEN)
    return rows.filter(actor__isnull=False, expires_at__gt=clock.now()).exists()


def entry_step(draft_id: UUID | str, step: str, by: Acting) -> StepView:
    """One step. Where a protected party lives and what the registers say read "Beskyttet" until the contact is
    unmasked; but not what this member of staff has just been told and wrote. Writes that it was seen.

    Raises NotYours, also for a step that is not there, DraftExpired, and as `acting_in`.
    """
    loaded = _loaded(draft_id, by)
    view = drafts.step_of(loaded, step)
    if view is None:
        raise NotYours
    _seen(loaded, by, step)
    if not _covers(loaded, by):
        return view
    whole, covered = masked(view, private_in(loaded.solution)), _covered(loaded, by)
    fields = tuple(
        hidden if shown.key in covered else shown
        for shown, hidden in zip(view.fields, whole.fields, strict=True)
    )
    return replace(whole, fields=fields)


def entry_summary(draft_id: UUID | str, by: Acting) -> SummaryView:
    """Everything that is to be read aloud and sent, covered like the steps. Raises NotYours, DraftExpired, and as
    `acting_in`.
    """
    loaded = _loaded(draft_id, by)
    view = drafts.summary_of(loaded)
    _seen(loaded, by, "")
    if not _covers(loaded, by):
        return view
    covered = _covered(loaded, by)
    return replace(
        view,
        calculations=(),
        sections=tuple(
            replace(section, rows=tuple(_masked(row, covered) for row in section.rows))
            for section in view.sections
        ),
    )


def _masked(row: SummaryRow, covered: Mapping[str, Answer]) -> SummaryRow:
    """What a register says has no key."""
    return row if row.key and row.key not in covered else replace(row, value=PROTECTED)


def _loaded(draft_id: UUID | str, by: Acting) -> Loaded:
    row = loading.draft_of(draft_id, by)
    loading.check_not_gone(row)
    return loading.load(row)


def _seen(loaded: Loaded, by: Acting, step: str) -> None:
    audit.record(
        action="draft_seen",
        actor=by.actor.key,
        object=f"draft:{loaded.draft.pk}",
        party=by.party.key,
        purpose=PURPOSE,
        detail={"contact": by.mandate, "step": step},
    )


def _covers(loaded: Loaded, by: Acting) -> bool:
    """Whether something is covered for whoever writes in this contact."""
    if check_contact(by, loaded.solution.service_id).unmasked:
        return False
    person = loaded.draft.person
    return (person is not None and person.protected) or may_be_sensitive(loaded.solution, loaded.situation)


def _covered(loaded: Loaded, by: Acting) -> dict[str, Answer]:
    """The answers that tell where the party lives, and that somebody else gave: the citizen, a register, a colleague.

    With an address covered, the doctors to choose from are too: they are those near by.
    """
    private = private_in(loaded.solution)
    asked = {key: question for key in loaded.rows if (question := loaded.solution.question_at(key))}
    kinds = {key: question.kind for key, question in asked.items()}
    told = {
        key: row
        for key, row in loaded.rows.items()
        if key in private
        and row.value.get("typed")
        and (row.actor != by.actor.key or row.source == AnswerSource.REGISTER)
    }
    if any(kinds[key] is QuestionKind.ADDRESS for key in told):
        near = {key: row for key, row in loaded.rows.items() if kinds.get(key) is QuestionKind.DOCTOR}
        told |= near
    return told
