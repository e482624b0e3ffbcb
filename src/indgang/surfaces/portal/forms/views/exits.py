"""Where the way ends before anything is sent: why, and what to do instead."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice.vocabulary import DraftState
from indgang.surfaces.common.people import for_citizens
from indgang.surfaces.portal.forms.acting import as_owner
from indgang.surfaces.portal.forms.views.begin import ways_instead
from indgang.surfaces.portal.forms.views.drafts import to_receipt


@for_citizens
@never_cache
@require_safe
def way_out(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Why the way ends, and the next best channel. When an answer has changed so that it goes on, on it goes."""
    found = as_owner(request, lambda by: selfservice.draft(draft_id, by))
    if found.info.state is DraftState.SENT:
        return to_receipt(request, draft_id)
    if found.way_out is None:
        return redirect("portal:draft", draft_id)
    service = catalogue.service(found.info.service_id)
    context = {
        "draft": found.info,
        "way_out": found.way_out,
        "last_step": found.saved_step,
        "instead": ways_instead(request, service),
    }
    return render(request, "portal/forms/way_out.html", context)
