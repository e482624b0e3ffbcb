"""A page that is open asks each second whether there is anything new, and tells at which question the clerk is."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from indgang.kernel.errors import NotYours
from indgang.modules.identity.vocabulary import Right
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice import services
from indgang.surfaces.common.people import for_staff
from indgang.surfaces.common.solution import reading
from indgang.surfaces.desk.shared import showing
from indgang.surfaces.desk.shared.entering import Here, frame, here, while_it_lasts
from indgang.surfaces.desk.shared.step import live


@for_staff(Right.JOIN_DRAFTS)
@never_cache
@require_POST
@while_it_lasts
def news(request: HttpRequest, contact_id: UUID, draft_id: UUID) -> HttpResponse:
    """204 when nothing is new. Without JavaScript nobody asks; a form that is sent by hand leads to the page."""
    at = here(request, contact_id, draft_id)
    if request.headers.get("HX-Request") != "true":
        return redirect(at.address("shared_draft"))
    step_key = reading.key_in(request.POST, "step")
    if not step_key:  # the page that waits for a yes
        if not at.joined:
            return HttpResponse(status=204)
        return HttpResponse(headers={"HX-Redirect": at.address("shared_step", at.help.step)})
    return _since(request, at, step_key)


def _since(request: HttpRequest, at: Here, step_key: str) -> HttpResponse:
    """What happened on a step since the mark that the page has."""
    try:
        mark = selfservice.mark_for(at.draft_id, at.by)
    except NotYours:
        at.check_contact()
        raise
    field = reading.key_in(request.POST, "field")[:60]
    services.beat(draft_id=at.draft_id, who=at.by.actor, staff=True, step=step_key[:60], field=field)
    if mark == request.POST.get("mark"):
        return HttpResponse(status=204)
    view = at.step(step_key)
    only = reading.key_in(request.POST, "only")
    values = (
        frame(at.contact_id)
        | live(at, view)
        | {
            "only": only,
            "now": next((one for one in showing.fields_of(at, view) if one.key == only), None),
        }
    )
    return render(request, "desk/shared/_news.html", values)
