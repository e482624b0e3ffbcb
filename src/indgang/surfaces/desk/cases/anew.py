"""An answer whose day is past is worked out again by the caseworker."""

from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from indgang.modules.cases import selectors as cases
from indgang.modules.cases.services import StaleCase
from indgang.modules.identity.vocabulary import Right
from indgang.modules.selfservice import services as selfservice
from indgang.modules.selfservice.services import AtItsEnd, NoFigures, OncePerMonth
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.desk.cases.common import seen_version


@for_staff(Right.HANDLE_CASES)
@require_POST
def work_out_anew(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Today's figures and a day ahead. What cannot be worked out is told on the case."""
    employee = staff(request, Right.HANDLE_CASES)
    try:
        selfservice.work_out_anew(case_id=case_id, by=employee, seen_version=seen_version(request.POST))
    except StaleCase:
        notes.warning(request, _("En anden har ændret sagen. Se, hvad der er sket, før du regner igen."))
        return redirect("desk:case", case_id)
    except (AtItsEnd, NoFigures, OncePerMonth) as refused:
        notes.warning(request, str(refused.message))
        return redirect("desk:case", case_id)
    case = cases.case_for_staff(case_id, employee, purpose="regne igen", with_timeline=False)
    if case.unheard:
        notes.success(request, _("Vi har regnet igen. Tallene er nye, så borgeren skal høres om dem."))
    else:
        notes.success(request, _("Vi har regnet igen. Borgeren skal ikke høres en gang til."))
    return redirect("desk:case", case_id)
