"""Calls that we owe: promised in a contact, taken from the unit's list."""

from typing import Any
from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.contacts import selectors, services
from indgang.modules.contacts.selectors import CallBackInfo
from indgang.modules.contacts.services import BadWish
from indgang.modules.identity.vocabulary import Right
from indgang.surfaces.common import formats
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.desk.contacts.forms import CallBackForm
from indgang.surfaces.desk.contacts.page import Shown, contact_page, posted


@for_staff(Right.HANDLE_CONTACTS)
@never_cache
@require_safe
def call_backs(request: HttpRequest) -> HttpResponse:
    """What my unit has promised, the first window first."""
    by = staff(request, Right.HANDLE_CONTACTS)
    raw = request.GET.get("side", "1")
    found = selectors.call_backs(by, page=int(raw) if raw.isascii() and raw.isdigit() and len(raw) < 6 else 1)
    values = {"found": found, "lines": [_line(row) for row in found.rows]}
    return render(request, "desk/contacts/call_backs.html", values)


def _line(row: CallBackInfo) -> dict[str, Any]:
    """A row as the table draws it: plain words, since a long table of tags is slow."""
    service = catalogue.services().get(row.service_id)
    words = [str(service.name) if service else "", row.about]
    tried = ngettext("Ringet %(count)d gang", "Ringet %(count)d gange", row.attempts) % {
        "count": row.attempts
    }
    return {
        "when": f"{formats.moment(row.from_at)}–{formats.clock_time(row.to_at)}",
        "late": row.late,
        "name": row.name,
        "phone": row.phone,
        "about": ": ".join(word for word in words if word),
        "tried": tried if row.attempts else "",
        "mine": row.mine,
        "taken_by": row.taken_by,
        "free": row.free,
        "call_url": reverse("desk:call_back_call", args=[row.id]),
        "url": reverse("desk:call_back_called" if row.mine else "desk:call_back_call", args=[row.id]),
    }


@for_staff(Right.HANDLE_CONTACTS)
@posted
def plan(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """Promise a call while the contact goes on."""
    by = staff(request, Right.HANDLE_CONTACTS)
    form = CallBackForm(request.POST)
    if form.is_valid():
        try:
            services.plan_call_back(wish=form.wish(), contact_id=contact_id, by=by)
        except BadWish as error:
            form.refused(error)
        else:
            notes.success(request, _("Vi ringer tilbage. Opkaldet står på listen."))
            return redirect("desk:contact", contact_id)
    return contact_page(request, contact_id, by, Shown(call_back=form), status=422)


@for_staff(Right.HANDLE_CONTACTS)
@require_POST
def call(request: HttpRequest, call_back_id: UUID) -> HttpResponse:
    """I call now: the call is mine, and a contact begins."""
    contact_id = services.call_now(call_back_id=call_back_id, by=staff(request, Right.HANDLE_CONTACTS))
    return redirect("desk:contact", contact_id)


@for_staff(Right.HANDLE_CONTACTS)
@require_POST
def called(request: HttpRequest, call_back_id: UUID) -> HttpResponse:
    """I called: they answered, or not."""
    reached = request.POST.get("reached") == "ja"
    services.finish_call_back(
        call_back_id=call_back_id, reached=reached, by=staff(request, Right.HANDLE_CONTACTS)
    )
    notes.success(
        request, _("Opkaldet er klaret.") if reached else _("Det er skrevet ned, at ingen svarede.")
    )
    return redirect("desk:call_backs")
