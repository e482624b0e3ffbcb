"""Into a citizen's draft, and out again: the code, the wait for a yes, the yes at the counter."""

from typing import Any
from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts import selectors as contacts
from indgang.modules.contacts.services.help_codes import NoSuchCode, TooManyTries
from indgang.modules.contacts.vocabulary import IdCheck
from indgang.modules.identity.vocabulary import Right
from indgang.modules.selfservice import services
from indgang.modules.selfservice.services import (
    AlreadySent,
    DraftExpired,
    MandateDoesNotReach,
    NotAtTheCounter,
)
from indgang.surfaces.common.fields import Field
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.desk.shared.entering import Here, frame, here, while_it_lasts

CODE, YES = "code", "consent"


@for_staff(Right.JOIN_DRAFTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def use_code(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """The citizen reads six digits out: find the draft, and ask to come in."""
    by = staff(request, Right.JOIN_DRAFTS)
    contacts.running(contact_id, by)
    if request.method != "POST":
        return _code_page(request, contact_id)
    digits = "".join(sign for sign in request.POST.get(CODE, "") if not sign.isspace())
    if not (digits.isascii() and digits.isdigit() and len(digits) == 6):
        return _code_page(
            request, contact_id, digits, _("Skriv de seks tal, som borgeren læser op."), status=422
        )
    try:
        found = services.knock(contact_id=contact_id, by=by, code=digits)
    except NoSuchCode as wrong:
        return _code_page(request, contact_id, "", wrong.message, status=422)
    except (AlreadySent, DraftExpired):
        closed = _("Kladden er sendt, slettet eller for gammel. Du kan ikke hjælpe i den mere.")
        return _code_page(request, contact_id, "", closed, status=409)
    except TooManyTries as many:
        return _code_page(request, contact_id, "", many.message, status=429)
    except MandateDoesNotReach as refused:
        return _code_page(request, contact_id, refused=refused.message, status=403)
    return redirect("desk:shared_draft", contact_id, found.draft_id)


def _code_page(
    request: HttpRequest,
    contact_id: UUID,
    typed: str = "",
    error: object = "",
    refused: Text | None = None,
    status: int = 200,
) -> HttpResponse:
    code = Field(
        CODE,
        _("Hjælpekode"),
        kind="number",
        hint=_("Seks tal, for eksempel 123 456"),
        value=typed[:20],
        error=error,
        autocomplete="off",
        width=10,
    )
    values = {**frame(contact_id), "code": code, "code_fields": [code], "refused": refused}
    return render(request, "desk/shared/code.html", values, status=status)


@for_staff(Right.JOIN_DRAFTS)
@never_cache
@while_it_lasts
@require_http_methods(["GET", "HEAD", "POST"])
def shared_draft(request: HttpRequest, contact_id: UUID, draft_id: UUID) -> HttpResponse:
    """Waits for the citizen's yes: the service and the step, no name and no answer. After it: to the step.

    Posted, it asks to come in without a code, into a draft of the contact's own matter.
    """
    if request.method == "POST":
        return _knock(request, contact_id, draft_id)
    at = here(request, contact_id, draft_id)
    if at.joined:
        return redirect(at.address("shared_step", at.help.step))
    at.check_contact()
    return _waiting(request, at)


def _knock(request: HttpRequest, contact_id: UUID, draft_id: UUID) -> HttpResponse:
    by = staff(request, Right.JOIN_DRAFTS)
    try:
        services.knock(contact_id=contact_id, by=by, draft_id=draft_id)
    except MandateDoesNotReach as refused:
        return _code_page(request, contact_id, refused=refused.message, status=403)
    return redirect("desk:shared_draft", contact_id, draft_id)


@for_staff(Right.JOIN_DRAFTS)
@require_POST
@while_it_lasts
def yes_at_counter(request: HttpRequest, contact_id: UUID, draft_id: UUID) -> HttpResponse:
    """The citizen stands here, has shown who they are, heard the sentence and said yes."""
    at = here(request, contact_id, draft_id)
    if at.joined:
        return redirect(at.address("shared_draft"))
    at.check_contact()
    if request.POST.get(YES) != "yes":
        return _waiting(
            request, at, _("Sæt kun flueben, når du har læst sætningen op, og borgeren har sagt ja."), 422
        )
    try:
        services.join_at_counter(joining_id=at.help.id, by=at.by)
    except NotAtTheCounter as refused:
        return _waiting(request, at, str(refused.message), 409)
    return redirect(at.address("shared_draft"))


def _waiting(request: HttpRequest, at: Here, error: str = "", status: int = 200) -> HttpResponse:
    contact = contacts.running(at.contact_id, at.by)
    consent = Field(
        YES,
        _("Jeg har læst sætningen op, og borgeren sagde ja"),
        kind="checkbox",
        error=error,
    )
    values: dict[str, Any] = {
        **frame(at.contact_id),
        "help": at.help,
        "guidance": catalogue.guidance(at.help.service_id),
        "at_counter": contact.channel == Channel.IN_PERSON,
        "id_checked": contact.id_check is IdCheck.PHOTO_ID,
        "sentence": _(
            "Må jeg se det, du er ved at udfylde, og foreslå svar? Du svarer og sender selv. Du kan sige stop."
        ),
        "consent": consent,
        "consent_fields": [consent],
        "counter_url": at.address("yes_at_counter"),
        "leave_url": at.address("leave_draft"),
        "news_url": at.address("news"),
    }
    return render(request, "desk/shared/waiting.html", values, status=status)


@for_staff(Right.JOIN_DRAFTS)
@require_POST
@while_it_lasts
def leave(request: HttpRequest, contact_id: UUID, draft_id: UUID) -> HttpResponse:
    """Out of the draft, or no longer waiting."""
    at = here(request, contact_id, draft_id)
    services.leave(joining_id=at.help.id, by=at.by)
    notes.success(request, _("Du er ude af kladden. Borgerens svar er gemt."))
    return redirect("desk:contact", contact_id)
