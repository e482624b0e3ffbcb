"""What can be done with a draft as a whole: go on with it, leave it for later, delete it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from indgang.kernel.errors import NotYours
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice import services
from indgang.modules.selfservice.selectors.views import DraftView
from indgang.modules.selfservice.vocabulary import DraftState
from indgang.surfaces.common.people import for_citizens
from indgang.surfaces.portal.forms.acting import as_owner


def to_receipt(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """To the receipt of a draft that was sent. An htmx request moves the whole page."""
    found = _draft(request, draft_id)
    if found.info.submission_id is None:
        raise NotYours
    answer = redirect("portal:receipt", found.info.submission_id)
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(headers={"HX-Redirect": answer["Location"]})
    return answer


def _draft(request: HttpRequest, draft_id: UUID) -> DraftView:
    return as_owner(request, lambda by: selfservice.draft(draft_id, by))


@for_citizens
@never_cache
@require_safe
def go_on(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """To the step where one left off."""
    found = _draft(request, draft_id).info
    if found.state is DraftState.SENT:
        return to_receipt(request, draft_id)
    if not found.step:
        return redirect("portal:summary", draft_id)
    return redirect("portal:step", draft_id, found.step)


@for_citizens
@never_cache
@require_safe
def saved(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """The draft is kept: until when, and how to come back."""
    found = _draft(request, draft_id).info
    if found.state is DraftState.SENT:
        return to_receipt(request, draft_id)
    return render(request, "portal/forms/saved.html", {"draft": found})


@for_citizens
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Ask once, then delete."""
    found = _draft(request, draft_id).info
    if found.state is DraftState.SENT:
        return to_receipt(request, draft_id)
    if request.method != "POST":
        return render(request, "portal/forms/delete.html", {"draft": found})

    def deed(by: Acting) -> None:
        services.delete_draft(draft_id=draft_id, by=by)

    as_owner(request, deed)
    messages.success(request, _("Din kladde er slettet. Vi har ikke modtaget noget fra dig."))
    return redirect("portal:my_page")
