"""A code for the tablet at the counter or on a home visit, whether it is connected, and how to stop it."""

from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from indgang.kernel.text import Text
from indgang.modules.contacts import selectors as contacts
from indgang.modules.contacts.selectors import screens
from indgang.modules.contacts.services import screens as deeds
from indgang.modules.contacts.services.help_codes import NewCode
from indgang.modules.contacts.services.screens import TooManyScreens
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right
from indgang.surfaces.common.people import for_staff, staff


@for_staff(Right.HANDLE_CONTACTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """How it stands; a press makes a code, which is shown once."""
    by = staff(request, Right.HANDLE_CONTACTS)
    if request.method != "POST":
        return _page(request, contact_id, by)
    try:
        code = deeds.show_on_screen(contact_id=contact_id, by=by)
    except TooManyScreens as refused:
        return _page(request, contact_id, by, refused=refused.message)
    return _page(request, contact_id, by, code=code)


@for_staff(Right.HANDLE_CONTACTS)
@require_POST
def stop(request: HttpRequest, contact_id: UUID) -> HttpResponse:
    """The screen shows nothing more of this contact."""
    deeds.stop_screen(contact_id=contact_id, by=staff(request, Right.HANDLE_CONTACTS))
    notes.success(request, _("Skærmen er stoppet. Den viser ikke mere."))
    return redirect("desk:contact", contact_id)


def _page(
    request: HttpRequest,
    contact_id: UUID,
    by: EmployeeInfo,
    *,
    code: NewCode | None = None,
    refused: Text | None = None,
) -> HttpResponse:
    contacts.running(contact_id, by)
    values = {
        "contact_url": reverse("desk:contact", args=[contact_id]),
        "here": reverse("desk:screen", args=[contact_id]),
        "stop_url": reverse("desk:screen_stop", args=[contact_id]),
        "state": screens.screen_state(contact_id),
        "code": f"{code.code[:3]} {code.code[3:]}" if code else "",
        "until": code.expires_at if code else None,
        "refused": refused,
        "tablet": _tablet(request),
    }
    return render(request, "desk/screen/screen.html", values, status=429 if refused else 200)


def _tablet(request: HttpRequest) -> str:
    """What to open on the tablet, without the scheme: it is typed by hand."""
    try:
        return request.get_host() + reverse("portal:screen")
    except NoReverseMatch:
        return ""
