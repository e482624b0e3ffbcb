"""How a letter's state looks on the desk's pages: the same on its own page and on its case."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.messages import selectors, services
from indgang.modules.messages.selectors import Trace
from indgang.modules.messages.vocabulary import (
    LADDER_STATE_NAMES,
    REMEDY_NAMES,
    WAY_NAMES,
    LadderState,
    Remedy,
)
from indgang.surfaces.common.fields import Field
from indgang.surfaces.common.formats import moment

WHY = "hvordan"
BACK = "naeste"
_KINDS = {
    LadderState.CLIMBING: "busy",
    LadderState.POSTED: "busy",
    LadderState.ARRIVED: "good",
    LadderState.FAILED: "late",
    LadderState.TOLD: "good",
}


def why_field(value: str = "", error: str = "") -> Field:
    """How the party heard of it instead."""
    return Field(
        WHY,
        _("Hvordan fik de besked?"),
        hint=_("For eksempel: Jeg ringede og læste brevet op. Skriv ikke cpr-nummer."),
        value=value,
        error=error,
        max_length=400,
        width=50,
    )


def traced(message_id: UUID, by: EmployeeInfo, *, back: str, why: Field | None = None) -> dict[str, Any]:
    """What `desk/post/_trace.html` and `_remedies.html` draw. `back`: where a deed leads afterwards."""
    trace = selectors.state_of(message_id)
    return {
        "trace": trace,
        "state_name": LADDER_STATE_NAMES[trace.state] if trace.state else "",
        "state_kind": _KINDS[trace.state] if trace.state else "quiet",
        "back": back,
        "why": why or why_field(),
        **_remedies(trace, by),
    }


def proof(message_id: UUID) -> list[str]:
    """What we can prove of a letter, one line each: whether its file, and what left the house, are as they were."""
    found = services.verify(message_id)
    lines = [_("Brevets fil er uændret.")]
    if not found.pdf_there:
        lines = [_("Brevets fil mangler eller er ændret. Sig det til jeres administrator.")]
    for sealed in found.envelopes:
        values = {"way": WAY_NAMES[sealed.way], "at": moment(sealed.made_at), "hash": sealed.sha256}
        lines.append(_("%(way)s, %(at)s. Fingeraftryk af forsendelsen: %(hash)s") % values)
        if sealed.rebuilt is True:
            lines.append(_("Vi har lavet forsendelsen igen. Den er den samme."))
        elif sealed.rebuilt is False:
            lines.append(_("Vi kan ikke lave forsendelsen igen. Sig det til jeres administrator."))
    return lines


def _remedies(trace: Trace, by: EmployeeInfo) -> dict[str, Any]:
    """What somebody may do: nothing for a letter of another unit."""
    if not trace.remedies or not selectors.letters_in_reach(by).filter(pk=trace.message_id).exists():
        return {"remedies": (), "may_tell": False, "tell_administrator": False}
    addresses = {
        Remedy.TRY_AGAIN: "desk:post_try_again",
        Remedy.SEND_LETTER: "desk:post_as_letter",
        Remedy.SEND_AGAIN_NEW_ADDRESS: "desk:post_as_letter",
    }
    return {
        "remedies": [(addresses[one], REMEDY_NAMES[one]) for one in trace.remedies if one in addresses],
        "may_tell": Remedy.TOLD_THEM in trace.remedies,
        "tell_administrator": Remedy.TELL_ADMINISTRATOR in trace.remedies,
    }
