"""Automatic answers that were drawn by lot: the list with its figures, and what a person thinks of one."""

from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from indgang.kernel.errors import NotYours
from indgang.modules.cases import selectors as cases
from indgang.modules.cases import services
from indgang.modules.cases.services import BadInput, OwnEntry, TakeFirst, WrongState
from indgang.modules.cases.vocabulary import CaseState
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.identity.vocabulary import Right
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.desk import presentation
from indgang.surfaces.desk.cases.common import frame
from indgang.surfaces.desk.cases.forms import AGREE, SampleForm, show


@for_staff(Right.HANDLE_CASES)
@never_cache
@require_safe
def samples(request: HttpRequest) -> HttpResponse:
    """What the department's lots fell on, what people thought, and how often the rules were set aside."""
    found = cases.samples(staff(request, Right.HANDLE_CASES))
    services_by_id = catalogue.services()
    values = {
        "found": found,
        "waiting": [
            {
                "case_id": one.case_id,
                "number": one.number,
                "title": one.title,
                "decided_at": one.decided_at,
                "urgency": presentation.urgency(one.days_left, CaseState.OPEN),
                "left": presentation.days_left(one.days_left),
            }
            for one in found.waiting
        ],
        "figures": [
            (service.name if (service := services_by_id.get(row.service_id)) else row.service_id, row)
            for row in found.figures
        ],
    }
    return render(request, "desk/cases/samples.html", values)


@for_staff(Right.HANDLE_CASES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sample(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Look at one drawn answer, and say whether it is right."""
    employee = staff(request, Right.HANDLE_CASES)
    case = cases.case_for_staff(case_id, employee, purpose="stikprøve", with_timeline=False)
    if case.sample is None:
        raise NotYours
    if case.masked:
        raise TakeFirst
    if case.sample.mine:
        raise OwnEntry
    if case.sample.agrees is not None and request.method != "POST":
        raise WrongState
    form = SampleForm(request.POST or None)
    if form.is_valid():
        try:
            services.answer_sample(
                case_id=case_id,
                agrees=form.cleaned_data["agrees"] == AGREE,
                reason=form.cleaned_data["reason"],
                by=employee,
            )
        except BadInput as error:
            show(form, error)
        else:
            notes.success(request, _("Tak. Det er gemt på sagen."))
            return redirect("desk:case", case_id)
    decision = next(one for one in case.decisions if one.automatic)
    values = {**frame(case), "form": form, "decision": decision}
    return render(request, "desk/cases/sample.html", values, status=422 if form.is_bound else 200)
