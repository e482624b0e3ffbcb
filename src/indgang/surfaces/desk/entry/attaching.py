"""A file that the citizen hands in is the answer to a question."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from indgang.modules.identity.vocabulary import Right
from indgang.modules.selfservice.selectors import entering
from indgang.modules.selfservice.services import AlreadySent
from indgang.modules.selfservice.vocabulary import DraftState
from indgang.surfaces.common.people import for_staff
from indgang.surfaces.common.solution import attaching
from indgang.surfaces.desk.entry.here import frame, here, while_it_lasts


@for_staff(Right.ENTER_FOR_CITIZENS)
@never_cache
@while_it_lasts
@require_http_methods(["GET", "HEAD", "POST"])
def attach(
    request: HttpRequest, contact_id: UUID, draft_id: UUID, step_key: str, question_key: str
) -> HttpResponse:
    """Attach a file, or take one away; what is wrong with it stands beside the field."""
    at = here(request, contact_id)
    view = entering.entry_step(draft_id, step_key, at.acting)
    if view.draft.state is DraftState.SENT:
        raise AlreadySent
    field, error = attaching.asked_for_files(view, question_key), ""
    if field is None:
        return redirect(at.address("entry_step", draft_id, step_key))
    if request.method == "POST":
        error = attaching.press(request, draft_id, question_key, at.acting)
        if not error:
            return redirect(at.address("entry_attach", draft_id, step_key, question_key))
    values = {
        **frame(at, view.draft.service_id),
        **attaching.page(request, field, error),
        "draft": view.draft,
        "back_url": f"{at.address('entry_step', draft_id, step_key)}#q-{question_key}",
    }
    return render(request, "desk/entry/attach.html", values, status=422 if error else 200)
