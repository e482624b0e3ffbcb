"""Checking look-ups: what came of it, and knowing whom a look was about. The page asks who may."""

from uuid import UUID

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.errors import Expected
from indgang.kernel.free_text import cleaned, without_cpr
from indgang.kernel.text import Text
from indgang.modules.audit.models import Check, Event
from indgang.modules.audit.selectors import look
from indgang.modules.audit.services.trail import record
from indgang.modules.audit.vocabulary import CHECKING, Checked

LONGEST = 500


class OwnLook(Expected):
    """Nobody checks themselves."""

    status = 403
    message = Text(
        "Du kan ikke kontrollere dine egne opslag. Bed en kollega om det.",
        "You cannot check your own look-ups. Ask a colleague to.",
    )


class ReasonNeeded(Expected):
    """Whom a look was about is shown for a reason."""

    status = 422
    message = Text("Skriv, hvorfor du har brug for navnet.", "Write why you need the name.")


@transaction.atomic
def check(*, look_id: UUID, outcome: Checked, note: str, by: str) -> None:
    """Say what came of a check. It is kept beside what was said before; the same once more is nothing new.

    `by` is `employee:<id>`. Raises NotYours for what is no look, OwnLook.
    """
    found = look(look_id)
    if found.actor == by:
        raise OwnLook
    Event.objects.select_for_update().get(pk=look_id)  # two who check at once write one after the other
    said = without_cpr(cleaned(note))[:LONGEST]
    last = Check.objects.filter(event=look_id).order_by("-at", "-pk").first()
    if last is not None and (last.by, last.outcome, last.note) == (by, Checked(outcome).value, said):
        return
    Check.objects.create(event_id=look_id, at=clock.now(), by=by, outcome=Checked(outcome).value, note=said)
    record(
        action="access_checked", actor=by, object=f"look:{look_id}", party=found.party, purpose=CHECKING,
        detail={"outcome": Checked(outcome).value, "employee": found.actor},
    )  # fmt: skip


@transaction.atomic
def reveal(*, look_id: UUID, reason: str, by: str) -> None:
    """Show whom a look was about to whoever checks it, for a reason that stands in the trail.

    Raises NotYours for what is no look, OwnLook, ReasonNeeded.
    """
    found = look(look_id)
    if found.actor == by:
        raise OwnLook
    why = without_cpr(cleaned(reason))
    if not why:
        raise ReasonNeeded
    record(
        action="access_revealed", actor=by, object=f"look:{look_id}", party=found.party, purpose=why,
        detail={"employee": found.actor},
    )  # fmt: skip
