"""What a screen towards the citizen may know of the contact that it shows."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db.models import CharField, QuerySet

from indgang.kernel import clock
from indgang.kernel.errors import Expected
from indgang.kernel.known_query import Param, known_query
from indgang.kernel.text import Text
from indgang.modules.contacts.models import CounterScreen, RunningStep
from indgang.modules.contacts.vocabulary import RunningState, RunningStepKind
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Party


class ScreenOver(Expected):
    """The screen shows nothing any more: the contact ended, or the clerk stopped it."""

    status = 410
    message = Text("Tak for besøget.", "Thank you for your visit.")


@dataclass(frozen=True)
class ScreenInfo:
    """A contact as its screen knows it. `helper` and `unit` are who helps; `party` is never shown but by the draft.

    `id_checked`: we know who it is. `touched_at` is when something last happened in the contact.
    """

    contact_id: UUID
    employee_id: str
    helper: str
    unit: Text
    party: Party | None
    id_checked: bool
    begun_at: datetime
    paired_at: datetime
    touched_at: datetime


def token_hash(token: str) -> str:
    return hmac.new(settings.PARTY_KEY.encode(), f"screen-token:{token}".encode(), hashlib.sha256).hexdigest()


@known_query
def _paired() -> QuerySet[CounterScreen]:
    rows = CounterScreen.objects.filter(token_hash=Param("token", CharField()), ended_at=None)
    rows = rows.select_related("running__employee", "running__person", "running__company")
    return rows.defer("running__person__cpr_encrypted")


def screen(token: str) -> ScreenInfo:
    """What the screen with this token shows. One query. Raises ScreenOver."""
    found = _paired()(token=token_hash(token)) if token else []
    if not found or found[0].used_at is None or found[0].running.state != RunningState.OPEN:
        raise ScreenOver
    row, running = found[0], found[0].running
    party: Party | None = None
    if running.person is not None:
        party = Party("person", str(running.person.pk), running.person.name)
    elif running.company is not None:
        party = Party("company", str(running.company.pk), running.company.name)
    unit = identity.units().get(running.unit)
    paired_at = row.used_at or row.made_at
    return ScreenInfo(
        contact_id=running.pk,
        employee_id=str(running.employee_id),
        helper=running.employee.name,
        unit=unit.name if unit else Text(),
        party=party,
        id_checked=bool(running.id_check),
        begun_at=running.begun_at,
        paired_at=paired_at,
        touched_at=max(running.touched_at, paired_at),
    )


def screen_state(contact_id: UUID | str) -> str:
    """`waiting` for its code to be typed, `paired`, or empty. The caller has checked that the contact is theirs."""
    row = (
        CounterScreen.objects.filter(running=UUID(str(contact_id)), ended_at=None)
        .order_by("-made_at")
        .first()
    )
    if row is None:
        return ""
    if row.used_at is not None:
        return "paired"
    return "waiting" if row.live and row.expires_at > clock.now() else ""


def said_right(contact_id: UUID | str, draft_id: UUID | str, revision: int) -> datetime | None:
    """When the citizen said at the screen that this revision of a draft is right; None when they have not.

    The caller has checked that the contact is theirs.
    """
    rows = RunningStep.objects.filter(
        running=UUID(str(contact_id)),
        kind=RunningStepKind.CONFIRMED.value,
        key=f"draft:{draft_id}",
        detail={"revision": revision},
    )
    return rows.values_list("at", flat=True).first()
