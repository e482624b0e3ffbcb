"""What came of it: told to the citizen there and then, and given on paper."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indgang.kernel.errors import NotYours
from indgang.modules.audit import services as audit
from indgang.modules.cases.vocabulary import CaseState
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Right
from indgang.modules.messages import selectors as messages
from indgang.modules.messages.selectors import MessageDetail
from indgang.modules.messages.vocabulary import Direction, MessageKind, Way
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice.selectors import ReceiptView
from indgang.surfaces.common.people import for_staff
from indgang.surfaces.desk.entry.here import Here, frame, here, while_it_lasts

TYPES = {"pdf": "application/pdf", "html": "text/html; charset=utf-8"}
PURPOSE = "give borgeren et brev på papir"


@for_staff(Right.ENTER_FOR_CITIZENS)
@never_cache
@while_it_lasts
@require_safe
def receipt(request: HttpRequest, contact_id: UUID, draft_id: UUID) -> HttpResponse:
    """What happens now, in the words that the citizen gets, and the letters to print."""
    at = here(request, contact_id)
    view = _sent(at, draft_id)
    if view is None:
        return render(request, "desk/entry/sent_alone.html", frame(at, at.contact.service_id))
    decision = view.case.decision if view.case else None
    values: dict[str, Any] = {
        **frame(at, view.service_id),
        "receipt": view,
        "granted": view.automatic,
        "waiting": decision is None and not view.automatic,
        "others": view.case is not None and view.case.info.state is CaseState.OTHERS,
        "letters": [] if at.contact.masked else _letters(at, draft_id, view),
        "masked": at.contact.masked,
        "print_url": _print_list(at, view),
        "unit": identity.units().get(view.case.info.unit) if view.case else None,
    }
    return render(request, "desk/entry/receipt.html", values)


def _sent(at: Here, draft_id: UUID) -> ReceiptView | None:
    """What was written in and sent; None when the citizen sent it themselves: then the receipt is theirs.

    Raises NotYours, also while it is not sent.
    """
    info = selfservice.draft(draft_id, at.acting).info
    if info.submission_id is None:
        raise NotYours
    try:
        return selfservice.receipt(info.submission_id, at.acting)
    except NotYours:
        return None


def _letters(at: Here, draft_id: UUID, view: ReceiptView) -> list[dict[str, Any]]:
    """What we wrote to the citizen about it, the decision first; with the file to print."""
    return [{"message": one, "url": at.address("entry_letter", draft_id, one.info.id)} for one in _ours(view)]


def _ours(view: ReceiptView) -> list[MessageDetail]:
    found = (
        [one for one in reversed(view.case.messages) if one.info.direction is Direction.OUT]
        if view.case
        else []
    )
    return sorted(found, key=lambda one: one.info.kind is not MessageKind.DECISION)


def _print_list(at: Here, view: ReceiptView) -> str:
    """Where it is said that a letter is printed and given, when one of these waits there."""
    if not at.by.may(Right.PRINT_LETTERS):
        return ""
    deliveries = [one for letter in _ours(view) for one in messages.deliveries_of(letter.info.id)]
    return reverse("desk:letters_to_print") if any(one.way is Way.PRINT for one in deliveries) else ""


@for_staff(Right.ENTER_FOR_CITIZENS)
@never_cache
@while_it_lasts
@require_safe
def letter(request: HttpRequest, contact_id: UUID, draft_id: UUID, message_id: UUID) -> HttpResponseBase:
    """The file of a letter of this matter, to print; a page that says so while it is being made."""
    at = here(request, contact_id)
    view = _sent(at, draft_id)
    if view is None or view.case is None or at.contact.masked:
        raise NotYours
    if all(one.info.id != message_id for one in _ours(view)):
        raise NotYours
    file = messages.letter_file(message_id, case_key=view.case.info.case_key)
    if file is None:
        raise NotYours
    if not file.ready or file.path is None or not file.path.is_file():
        values = {**frame(at, view.service_id), "back_url": at.address("entry_receipt", draft_id)}
        waiting = render(request, "desk/entry/letter_waiting.html", values, status=202)
        waiting["Refresh"] = "5"
        return waiting
    audit.record(
        action="letter_printed",
        actor=at.by.actor.key,
        object=f"message:{message_id}",
        party=at.acting.party.key,
        purpose=PURPOSE,
        detail={"contact": at.acting.mandate},
    )
    response = FileResponse(file.path.open("rb"), content_type=TYPES[file.kind])
    response["Content-Disposition"] = f'inline; filename="{view.number}.{file.kind}"'
    if file.kind == "html":
        # The letter carries its own style, and may do nothing else.
        response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
