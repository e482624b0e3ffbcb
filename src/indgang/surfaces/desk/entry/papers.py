"""A signed form, or another paper, is scanned into the draft; it goes to the case with it."""

from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indgang.modules.files.vocabulary import BadFile
from indgang.modules.identity.vocabulary import Right
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice import services
from indgang.modules.selfservice.selectors import entering
from indgang.modules.selfservice.services import AlreadySent
from indgang.modules.selfservice.vocabulary import DraftState
from indgang.surfaces.common.files import FILE, TITLE, file_field, served, title_field
from indgang.surfaces.common.people import for_staff
from indgang.surfaces.desk.entry.here import Here, frame, here, while_it_lasts


@for_staff(Right.ENTER_FOR_CITIZENS)
@never_cache
@while_it_lasts
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, contact_id: UUID, draft_id: UUID) -> HttpResponse:
    """Add a scan; what is wrong with it stands beside the field."""
    at = here(request, contact_id)
    error = ""
    if request.method == "POST":
        try:
            services.enclose(
                draft_id=draft_id,
                upload=request.FILES.get(FILE),
                title=request.POST.get(TITLE, ""),
                by=at.acting,
            )
        except BadFile as bad:
            error = str(bad.message)
        else:
            notes.success(request, _("Bilaget er lagt ved."))
            return redirect(_back(at, draft_id))
    draft = selfservice.draft(draft_id, at.acting).info
    if draft.state is DraftState.SENT:
        raise AlreadySent
    title = title_field(request, hint=_("For eksempel: Underskrevet blanket. Skriv ikke CPR-numre."))
    values = {
        **frame(at, draft.service_id),
        "draft": draft,
        "fields": [file_field(error=error), title],
        "scans": entering.scans_of(draft_id, at.acting),
        "back_url": _back(at, draft_id),
    }
    return render(request, "desk/entry/papers.html", values, status=422 if error else 200)


@for_staff(Right.ENTER_FOR_CITIZENS)
@never_cache
@while_it_lasts
@require_safe
def fetch(request: HttpRequest, contact_id: UUID, draft_id: UUID, file_id: UUID) -> HttpResponseBase:
    """A scan, to look at."""
    at = here(request, contact_id)
    return served(services.enclosed(draft_id=draft_id, file_id=file_id, by=at.acting))


@for_staff(Right.ENTER_FOR_CITIZENS)
@never_cache
@while_it_lasts
@require_POST
def remove(request: HttpRequest, contact_id: UUID, draft_id: UUID, file_id: UUID) -> HttpResponse:
    """The wrong paper was scanned."""
    at = here(request, contact_id)
    services.take_out(draft_id=draft_id, file_id=file_id, by=at.acting)
    notes.success(request, _("Bilaget er taget ud."))
    return redirect(_back(at, draft_id))


def _back(at: Here, draft_id: UUID) -> str:
    return f"{at.address('entry_summary', draft_id)}#bilag"
