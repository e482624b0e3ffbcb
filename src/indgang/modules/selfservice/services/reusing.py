"""The citizen takes what they wrote before, or does not wish to be offered it again."""

from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.dates import long_date
from indgang.kernel.errors import NotYours
from indgang.modules.audit import services as audit
from indgang.modules.identity.vocabulary import Acting, Ground
from indgang.modules.selfservice.models import NeverReuse
from indgang.modules.selfservice.selectors import loading
from indgang.modules.selfservice.selectors.reusing import offers
from indgang.modules.selfservice.services.answering import take
from indgang.modules.selfservice.services.opening import check_open


def use_again(*, draft_id: UUID | str, step: str, key: str, by: Acting) -> bool:
    """Take what was written before as the answer to a question; where it was written stays with it.

    False when there is nothing to take any more, or the question was answered meanwhile. Raises NotYours, AlreadySent,
    DraftExpired.
    """
    draft = loading.draft_of(draft_id, by)
    check_open(draft)
    offer = next((one for one in offers(draft_id, step, by) if one.key == key), None)
    if offer is None:
        return False
    typed = list(offer.given.typed) if isinstance(offer.given.typed, tuple) else offer.given.typed
    result = take(
        draft=draft,
        key=key,
        value={"typed": typed, "found": offer.given.found},
        proposed_by="",
        reused=f"{offer.title.da}, {long_date(offer.day).da}",
        seen_revision=draft.revision,
        by=by,
        settle=lambda locked: True,
    )
    return result is not None and not result.conflicts


@transaction.atomic
def never_offer(*, draft_id: UUID | str, key: str, by: Acting) -> None:
    """Never offer this again, in any solution. Safe to repeat. Raises NotYours for what cannot be offered."""
    draft = loading.draft_of(draft_id, by)
    question = loading.load(draft).solution.question_at(key)
    if by.ground not in (Ground.SELF, Ground.COMPANY) or question is None or not question.reuse:
        raise NotYours
    mine = {f"{by.party.kind}_id": UUID(by.party.id)}
    _row, made = NeverReuse.objects.get_or_create(**mine, key=question.reuse, defaults={"at": clock.now()})
    if made:
        audit.record(
            action="reuse_stopped",
            actor=by.actor.key,
            object=f"draft:{draft.pk}",
            party=by.party.key,
            detail={"key": question.reuse},
        )
