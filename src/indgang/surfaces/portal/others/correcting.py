"""Correct what was sent, until it is decided."""

from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from indgang.modules.selfservice import services
from indgang.modules.selfservice.services import CannotCorrect, DraftInTheWay
from indgang.surfaces.common.people import for_citizens
from indgang.surfaces.portal.forms.acting import as_owner


@require_POST
@for_citizens
def correct(request: HttpRequest, submission_id: UUID) -> HttpResponse:
    """Begin a draft with what was sent, or go on with it. What was sent holds until the new one is sent."""
    try:
        draft = as_owner(request, lambda by: services.correct(submission_id=submission_id, by=by))
    except (CannotCorrect, DraftInTheWay) as problem:
        notes.error(request, str(problem.message))
        return redirect("portal:receipt", submission_id)
    notes.success(request, _("Dine svar er sat ind. Det, du sendte, gælder, til du sender det nye."))
    return redirect("portal:summary", draft.id)
