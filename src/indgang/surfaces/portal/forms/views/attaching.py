"""Files are attached to a question, on a page of their own: it works on a phone and without JavaScript."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice.services.results import AlreadySent
from indgang.modules.selfservice.vocabulary import DraftState
from indgang.surfaces.common.people import for_citizens
from indgang.surfaces.common.solution import attaching
from indgang.surfaces.portal.forms.acting import as_owner
from indgang.surfaces.portal.forms.views.drafts import to_receipt


@for_citizens
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: HttpRequest, draft_id: UUID, step_key: str, question_key: str) -> HttpResponse:
    """Attach a file, or take one away; what is wrong with it stands beside the field."""
    view = as_owner(request, lambda by: selfservice.step_view(draft_id, step_key, by))
    if view.draft.state is DraftState.SENT:
        return to_receipt(request, draft_id)
    field, error = attaching.asked_for_files(view, question_key), ""
    if field is None:
        return redirect("portal:step", draft_id, step_key)
    if request.method == "POST":
        try:
            error = as_owner(request, lambda by: attaching.press(request, draft_id, question_key, by))
        except AlreadySent:
            return to_receipt(request, draft_id)
        if not error:
            return redirect("portal:attach", draft_id, step_key, question_key)
    context = {
        **attaching.page(request, field, error),
        "draft": view.draft,
        "back_url": f"{reverse('portal:step', args=[draft_id, step_key])}#q-{question_key}",
    }
    return render(request, "portal/forms/attach.html", context, status=422 if error else 200)
