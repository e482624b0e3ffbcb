"""What a screen towards the citizen shows of the draft that is worked on in a contact: to read, never more."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from indgang.kernel.free_text import without_cpr
from indgang.kernel.text import Text
from indgang.modules.contacts.selectors.screens import ScreenInfo
from indgang.modules.selfservice.models import Draft, Joining
from indgang.modules.selfservice.selectors import loading
from indgang.modules.selfservice.selectors.drafts import summary_of
from indgang.modules.selfservice.selectors.loading import Loaded
from indgang.modules.selfservice.selectors.together import PROTECTED, may_be_sensitive, private_in
from indgang.modules.selfservice.selectors.views import SummaryRow, SummarySection
from indgang.modules.selfservice.vocabulary import DraftState, JoiningState

_RELATED = ("actor", "person", "company", "entered_by")
_WITHOUT_CPR = ("actor__cpr_encrypted", "person__cpr_encrypted")


@dataclass(frozen=True)
class ScreenDraft:
    """A draft in the words that are read aloud. Rows without an answer are left out.

    `by_staff`: a member of staff writes it in, and the citizen may say that it is right once it is `ready`. `newest` is
    the key of what was written last.
    """

    id: UUID
    service_id: str
    title: Text
    by_staff: bool
    sections: tuple[SummarySection, ...]
    ready: bool
    revision: int
    saved_at: datetime
    newest: str


def draft_on_screen(shown: ScreenInfo) -> ScreenDraft | None:
    """The draft that was last written in of those open in the contact; None when there is none. Four queries.

    Where a protected party lives, their doctor and what registers say read "Beskyttet", whatever the contact unmasked:
    a screen faces the room. So they do in a sensitive matter. No CPR number is shown, wherever it was typed.
    """
    row = _row(shown)
    if row is None:
        return None
    loaded = loading.load(row)
    view = summary_of(loaded)
    newest = max(loaded.rows.values(), key=lambda answer: (answer.revision, answer.at), default=None)
    return ScreenDraft(
        id=row.pk,
        service_id=view.draft.service_id,
        title=view.draft.title,
        by_staff=row.actor_id is None,
        sections=tuple(_section(loaded, section) for section in view.sections if _begun(loaded, section)),
        ready=view.ready,
        revision=view.revision,
        saved_at=view.saved_at,
        newest=newest.key if newest else "",
    )


def mark_on_screen(shown: ScreenInfo) -> str:
    """What changes when there is something new to see of the draft. Two queries."""
    row = _row(shown)
    return f"{row.pk.hex}.{row.revision}.{row.state}" if row is not None else ""


def saved_on_screen(shown: ScreenInfo) -> datetime | None:
    """When the draft on the screen was last written in; None when there is none. Two queries."""
    row = _row(shown)
    return row.updated_at if row is not None else None


def _row(shown: ScreenInfo) -> Draft | None:
    """Joined by the citizen's yes in this contact, or written in by its clerk for its party since it began."""
    joined = Joining.objects.filter(
        contact=shown.contact_id,
        employee=UUID(shown.employee_id),
        state=JoiningState.JOINED.value,
        draft__state=DraftState.OPEN.value,
    )
    of_joining = [
        row.draft
        for row in joined.select_related(*(f"draft__{name}" for name in _RELATED)).defer(
            *(f"draft__{name}" for name in _WITHOUT_CPR)
        )
    ]
    found = [*of_joining, *_written_in(shown)]
    return max(found, key=lambda row: row.updated_at, default=None)


def _written_in(shown: ScreenInfo) -> list[Draft]:
    if shown.party is None or not shown.id_checked:
        return []
    rows = Draft.objects.filter(
        **{shown.party.kind: UUID(shown.party.id)},
        actor=None,
        entered_by=UUID(shown.employee_id),
        state=DraftState.OPEN.value,
        updated_at__gte=shown.begun_at,
    )
    newest = rows.select_related(*_RELATED).defer(*_WITHOUT_CPR).order_by("-updated_at")
    return list(newest[:1])


def _answered(loaded: Loaded, key: str) -> bool:
    return key in loaded.rows and bool(loaded.rows[key].value.get("typed"))


def _begun(loaded: Loaded, section: SummarySection) -> bool:
    """Whether anything is answered there: what only registers say is not shown before one comes to it."""
    return any(_answered(loaded, row.key) for row in section.rows if row.key)


def _section(loaded: Loaded, section: SummarySection) -> SummarySection:
    covers = _covers(loaded)
    private = private_in(loaded.solution)

    def shown(row: SummaryRow) -> SummaryRow:
        hidden = covers and (not row.key or row.key in private)
        value = PROTECTED if hidden else Text(without_cpr(row.value.da), without_cpr(row.value.en))
        return replace(row, value=value, source=Text(), error=Text())

    rows = (row for row in section.rows if row.value and (not row.key or _answered(loaded, row.key)))
    return replace(section, rows=tuple(shown(row) for row in rows))


def _covers(loaded: Loaded) -> bool:
    person = loaded.draft.person
    return (person is not None and person.protected) or may_be_sensitive(loaded.solution, loaded.situation)
