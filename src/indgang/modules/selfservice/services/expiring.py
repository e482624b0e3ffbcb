"""A draft ends without being sent: deleted by its owner, or too old. Its answers go at once."""

from datetime import date
from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.clock import COPENHAGEN
from indgang.modules.audit import services as audit
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.contacts import services as contacts
from indgang.modules.files import services as files
from indgang.modules.files.vocabulary import DRAFT
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import SYSTEM, Acting, Actor, Ground, Party
from indgang.modules.selfservice.models import Answer, Draft, Presence, Proposal, StaffEntry
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors import loading, versions
from indgang.modules.selfservice.services import joining
from indgang.modules.selfservice.services.results import AlreadySent
from indgang.modules.selfservice.vocabulary import DraftState, JoiningEnd


@transaction.atomic
def delete_draft(*, draft_id: UUID | str, by: Acting) -> None:
    """The citizen throws the draft away. Safe to repeat. Raises NotYours, AlreadySent."""
    draft = loading.draft_of(draft_id, by, lock=True)
    if draft.state == DraftState.SENT:
        raise AlreadySent
    if draft.state == DraftState.OPEN:
        _end(draft, DraftState.DELETED, by.actor, contact=by.mandate if by.ground is Ground.STAFF else "")


def expire_drafts() -> int:
    """End every open draft that is too old. Returns how many. For the daily round; safe to repeat."""
    due = Draft.objects.filter(state=DraftState.OPEN, expires_at__lte=clock.now()).values_list(
        "pk", flat=True
    )
    return sum(expire(draft_id=draft_id) for draft_id in list(due))


@transaction.atomic
def expire(*, draft_id: UUID) -> bool:
    """End one draft if it is too old. False when somebody else did, or it was saved meanwhile."""
    draft = Draft.objects.select_for_update().filter(pk=draft_id).first()
    if draft is None or draft.state != DraftState.OPEN or draft.expires_at > clock.now():
        return False
    _end(draft, DraftState.EXPIRED, SYSTEM)
    return True


def _end(draft: Draft, state: DraftState, by: Actor, *, contact: str = "") -> None:
    """The contact is written now, once, since its outcome is known: it was given up, or it ended at an exit after which
    nothing more was to be done.

    What staff wrote in is no contact of its own: the one at the desk is. Why they wrote it in goes with the answers.
    """
    solution = versions.version(draft.version_id).solution
    ended = "" if draft.entered_by_id is not None else _ended_at_exit(draft, solution)
    Answer.objects.filter(draft=draft).delete()
    if draft.shared:
        joining.end(draft, JoiningEnd.DRAFT, by)
    for helping in (Proposal, Presence, StaffEntry):
        helping.objects.filter(draft=draft).delete()
    if draft.entered_by_id is not None or solution.takes_files:
        files.remove_all(owner=f"{DRAFT}{draft.pk}")
    draft.state, draft.updated_at = state.value, clock.now()
    draft.save(update_fields=["state", "updated_at"])
    party = loading.party_of(draft)
    if draft.entered_by_id is None:
        _count(draft, solution, party, ended)
    detail = {"contact": contact} if contact else {}
    audit.record(
        action=f"draft_{state}", actor=by.key, object=f"draft:{draft.pk}", party=party.key, detail=detail
    )


def _ended_at_exit(draft: Draft, solution: Solution) -> str:
    """What an exit counts as, when the answers lead to one as they stood on the day of the last; empty when the draft
    was left. Registers are not asked again.
    """
    if not any(exit.counts for exit in solution.exits):
        return ""
    rows = loading.latest(draft.pk)
    day: date = draft.updated_at.astimezone(COPENHAGEN).date()
    found = Situation(
        solution, loading.inputs_of(solution, ground=draft.ground, rows=rows, today=day)
    ).way_out
    return found.counts if found else ""


def _count(draft: Draft, solution: Solution, party: Party, ended: str) -> None:
    """The digital contact, and in the funnel either where it was left or that it had come to its end."""
    how = ("automatic", "resolved") if ended else ("unknown", "abandoned")
    record_contact(
        draft, party, solution.service_id, handling=how[0], outcome=how[1], exempt=exempt_of(party)
    )
    contacts.measure(
        kind=ended or "left",
        journey_id=draft.journey_id,
        service_id=solution.service_id,
        subject=solution.slug if ended else draft.step,
        value=1 if ended else None,
        party=party,
    )


def exempt_of(party: Party) -> bool | None:
    """Whether a citizen is exempt from Digital Post; None for a company, and when the register was not asked."""
    who = identity.person(party.id) if party.kind == "person" else None
    return who.exempt if who is not None and who.exempt_known else None


def record_contact(
    draft: Draft, party: Party, service_id: str, *, handling: str, outcome: str, exempt: bool | None
) -> None:
    """One digital contact is one draft: written when it ends, by its draft's id, so never twice."""
    service = catalogue.services().get(service_id)
    contacts.record(
        channel="self_service",
        service_id=service_id,
        journey_id=draft.journey_id,
        party=party,
        kind="transaction",
        outcome=outcome,
        handling=handling,
        audience="company" if party.kind == "company" else "citizen",
        exempt=exempt,
        department=service.department if service else "",
        source_row=f"draft:{draft.pk}",
    )
