"""Reading the audit trail."""

from dataclasses import dataclass
from datetime import datetime

from indgang.modules.audit.models import Event


@dataclass(frozen=True)
class Trace:
    """One row of the trail."""

    at: datetime
    action: str
    actor: str
    object: str
    party: str
    purpose: str


def about(*, party: str = "", object: str = "", limit: int = 100) -> list[Trace]:
    """The newest rows about a party or an object."""
    rows = Event.objects.order_by("-at")
    if party:
        rows = rows.filter(party=party)
    if object:
        rows = rows.filter(object=object)
    return [Trace(r.at, r.action, r.actor, r.object, r.party, r.purpose) for r in rows[:limit]]
