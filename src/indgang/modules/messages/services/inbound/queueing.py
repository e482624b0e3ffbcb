"""What no rule may file waits in a unit's list, with the reason."""

from hashlib import sha256

from django.db import transaction

from indgang.kernel.free_text import without_cpr
from indgang.modules.identity.vocabulary import Party
from indgang.modules.messages.models import Inbound, InboundRaw, Message
from indgang.modules.messages.rules.routing import Why
from indgang.modules.messages.services.inbound.contents import own_raw
from indgang.modules.messages.services.inbound.finding import first_unit, points
from indgang.modules.messages.services.inbound.raw import sealed
from indgang.modules.messages.vocabulary import InboundSource, InboundState, Letter


def queue(
    row: Inbound,
    *,
    why: Why,
    unit: str = "",
    subject: str = "",
    problem: str = "",
    case_key: str = "",
    party: Party | None = None,
    has_cpr: bool = False,
    auto_answered: bool = False,
) -> str:
    """Show it to a unit; without one, to the unit that takes what names nothing. Returns what was done.

    Nothing happens to what is no longer `stored`.
    """
    with transaction.atomic():
        waits = Inbound.objects.filter(pk=row.pk, state=InboundState.STORED.value)
        changed = waits.update(
            state=InboundState.QUEUED.value,
            unit=unit or first_unit(points()),
            why=(row.why or why.value),
            subject=subject[:200],
            problem=problem[:300],
            case_key=case_key,
            person_id=party.id if party is not None and party.kind == "person" else None,
            company_id=party.id if party is not None and party.kind == "company" else None,
            has_cpr=has_cpr,
            auto_answered=auto_answered,
        )
    return f"queued: {why}" if changed else "understood already"


def queue_answer(answer: Message) -> None:
    """An answer on our own page to a message of no case: a person of the unit that wrote reads it. Safe to repeat.

    In the caller's transaction.
    """
    letter = Letter.of(answer.letter)
    raw = own_raw(letter.title.da, "\n\n".join(block.text.da for block in letter.blocks))
    row, made = Inbound.objects.get_or_create(
        source=InboundSource.OWN_PAGE.value,
        external_id=str(answer.pk),
        defaults={
            "raw_sha256": sha256(raw).hexdigest(),
            "got_at": answer.created_at,
            "state": InboundState.QUEUED.value,
            "why": Why.ANSWERS.value,
            "unit": answer.unit or first_unit(points()),
            "subject": without_cpr(letter.title.da)[:200],
            "message": answer,
            "person_id": answer.person_id,
            "company_id": answer.company_id,
        },
    )
    if made:
        InboundRaw.objects.create(inbound=row, content=sealed(raw), got_at=answer.created_at)
