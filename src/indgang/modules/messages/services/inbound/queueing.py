"""What no rule may file waits in a unit's list, with the reason."""

from django.db import transaction

from indgang.modules.identity.vocabulary import Party
from indgang.modules.messages.models import Inbound
from indgang.modules.messages.rules.routing import Why
from indgang.modules.messages.services.inbound.finding import first_unit, points
from indgang.modules.messages.vocabulary import InboundState


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
