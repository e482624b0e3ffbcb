"""Deciding: write the reasons, see the letter, send it."""

from typing import Any
from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from indgang.kernel.errors import NotYours
from indgang.modules.cases import selectors as cases
from indgang.modules.cases import services
from indgang.modules.cases.selectors import CaseForStaff
from indgang.modules.cases.services import BadInput, StaleCase, TakeFirst
from indgang.modules.cases.vocabulary import OUTCOME_NAMES, Outcome
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.desk.cases.common import conflict, frame, seen_version
from indgang.surfaces.desk.cases.forms import ReasonsForm, show


@for_staff(Right.HANDLE_CASES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, case_id: UUID, outcome: str) -> HttpResponse:
    """First the reasons, with the prepared text in them; then the whole letter; then it is sent.

    A full grant that follows the rules needs no reasons and begins with the letter.
    """
    employee = staff(request, Right.HANDLE_CASES)
    if outcome not in set(Outcome):
        raise NotYours
    if request.method == "POST" and request.POST.get("step") == "send":
        return _send(request, case_id, Outcome(outcome), employee)
    case = cases.case_for_staff(case_id, employee, purpose="afgørelse", with_timeline=False)
    if case.masked:
        raise TakeFirst
    needs_reasons = cases.needs_reasons(case, Outcome(outcome))
    if request.method != "POST":
        if not needs_reasons and case.decision is None:
            return _preview(request, case, Outcome(outcome), employee, "", case.info.version)
        started = _reasons(
            outcome, needs_reasons, initial={"reasons": cases.prepared_reasons(case, Outcome(outcome))}
        )
        return _form(request, case, Outcome(outcome), started, case.info.version)
    form = _reasons(outcome, needs_reasons, data=request.POST)
    version = seen_version(request.POST)
    if form.is_valid() and request.POST.get("step") == "preview":
        lack = cases.what_reasons_lack(case, Outcome(outcome), form.cleaned_data["reasons"])
        if lack is None:
            return _preview(request, case, Outcome(outcome), employee, form.cleaned_data["reasons"], version)
        form.add_error("reasons", str(lack))
    return _form(request, case, Outcome(outcome), form, version)


def _reasons(outcome: str, needed: bool, **kwargs: Any) -> ReasonsForm:
    return ReasonsForm(needed=needed, in_letter=outcome != Outcome.GRANTED, **kwargs)


def _form(
    request: HttpRequest, case: CaseForStaff, outcome: Outcome, form: ReasonsForm, version: int
) -> HttpResponse:
    values = {**frame(case), "form": form, "outcome": outcome, "outcome_name": OUTCOME_NAMES[outcome]}
    values |= {"version": version, "against": cases.goes_against(case, outcome)}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/cases/decide.html", values, status=status)


def _preview(
    request: HttpRequest,
    case: CaseForStaff,
    outcome: Outcome,
    employee: EmployeeInfo,
    reasons: str,
    version: int,
) -> HttpResponse:
    values = {
        **frame(case),
        "letter": cases.preview(case.info.id, employee, outcome, reasons),
        "outcome": outcome,
        "outcome_name": OUTCOME_NAMES[outcome],
        "reasons": reasons,
        "version": version,
        "needs_reasons": cases.needs_reasons(case, outcome),
    }
    return render(request, "desk/cases/preview.html", values)


def _send(request: HttpRequest, case_id: UUID, outcome: Outcome, employee: EmployeeInfo) -> HttpResponse:
    form = _reasons(outcome, needed=outcome is not Outcome.GRANTED, data=request.POST)
    version = seen_version(request.POST)
    typed = request.POST.get("reasons", "")
    if form.is_valid():
        try:
            services.decide(
                case_id=case_id,
                outcome=outcome,
                reasons=form.cleaned_data["reasons"],
                by=employee,
                seen_version=version,
            )
        except StaleCase:
            return conflict(request, case_id, employee, {_("Begrundelse"): typed})
        except BadInput as error:
            show(form, error)
        else:
            notes.success(request, _("Sagen er afgjort, og brevet er sendt."))
            return redirect("desk:case", case_id)
    case = cases.case_for_staff(case_id, employee, purpose="afgørelse", with_timeline=False)
    return _form(request, case, outcome, form, version)
