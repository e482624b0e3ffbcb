"""Somebody on the staff helps in a draft: asked for, agreed to, ended."""

from uuid import UUID

from indgang.kernel import clock
from indgang.modules.audit import services as audit
from indgang.modules.identity.vocabulary import SYSTEM, Actor
from indgang.modules.selfservice.models import Draft, Joining
from indgang.modules.selfservice.models.joining import LIVE
from indgang.modules.selfservice.selectors import loading
from indgang.modules.selfservice.vocabulary import JoiningEnd, JoiningState, Shared


def end_of_contact(*, contact_id: UUID) -> None:
    """Whoever helped by a contact sees nothing any more when it is over. Runs in the deed that closes it."""
    drafts = Joining.objects.filter(contact_id=contact_id, state__in=LIVE).values_list("draft_id", flat=True)
    for draft in Draft.objects.select_for_update().filter(pk__in=list(drafts)).order_by("pk"):
        end(draft, JoiningEnd.CONTACT, SYSTEM, contact_id=contact_id)


def end(draft: Draft, why: JoiningEnd, by: Actor, *, contact_id: UUID | None = None) -> None:
    """End the help in a draft that the caller has locked: all of it, or what came by one contact."""
    now = clock.now()
    live = Joining.objects.filter(draft=draft, state__in=LIVE)
    ending = list(live.filter(contact_id=contact_id) if contact_id else live)
    for joining in ending:
        joining.state, joining.ended_at, joining.ended_by = JoiningState.ENDED.value, now, why.value
        joining.save(update_fields=["state", "ended_at", "ended_by"])
        party = loading.party_of(draft)
        audit.record(
            action="help_ended", actor=by.key, object=f"draft:{draft.pk}", party=party.key, purpose=why.value
        )
    if ending or draft.shared:
        left = [joining.state for joining in live.all()]
        draft.shared = (
            Shared.JOINED if JoiningState.JOINED in left else Shared.KNOCKING if left else Shared.ALONE
        ).value
        draft.shared_mark += 1
        draft.save(update_fields=["shared", "shared_mark"])
