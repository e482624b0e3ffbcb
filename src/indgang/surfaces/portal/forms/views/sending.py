"""Check everything, and send it once."""

import re
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from indgang.kernel.errors import Stale
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice import services
from indgang.modules.selfservice.services.results import AlreadySent, NotFinished, SubmissionInfo
from indgang.modules.selfservice.vocabulary import DraftState
from indgang.surfaces.common.people import for_citizens
from indgang.surfaces.common.solution import reading
from indgang.surfaces.portal.forms.acting import as_owner
from indgang.surfaces.portal.forms.guide import guide_of
from indgang.surfaces.portal.forms.views.drafts import to_receipt

KEY = "_key"
_KEY = re.compile(r"[A-Za-z0-9_-]{8,64}")


@for_citizens
@never_cache
@require_safe
def summary(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """All the answers, what is missing, and one button."""
    return _page(request, draft_id)


def _page(request: HttpRequest, draft_id: UUID, *, changed: bool = False) -> HttpResponse:
    """The summary; `changed`: it is not what the citizen saw when they pressed Send."""
    try:
        view = as_owner(request, lambda by: selfservice.summary(draft_id, by))
    except AlreadySent:
        return to_receipt(request, draft_id)
    if view.draft.state is DraftState.SENT:
        return to_receipt(request, draft_id)
    context = {
        "draft": view.draft,
        "summary": view,
        "guide": guide_of(draft_id, view.steps, at_end=True),
        "changed": changed,
        "together": view.together,
    }
    return render(request, "portal/forms/summary.html", context, status=409 if changed else 200)


@for_citizens
@never_cache
@require_POST
def send(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Send, or send again: a double click, a second window and a retry end at the same receipt."""
    key = request.POST.get(KEY, "")
    if not _KEY.fullmatch(key):
        return _page(request, draft_id, changed=True)

    def deed(by: Acting) -> SubmissionInfo:
        return services.submit(
            draft_id=draft_id, key=key, by=by, seen_revision=reading.revision(request.POST)
        )

    try:
        return redirect("portal:receipt", as_owner(request, deed).id)
    except AlreadySent:
        return to_receipt(request, draft_id)
    except (NotFinished, Stale):
        return _page(request, draft_id, changed=True)
