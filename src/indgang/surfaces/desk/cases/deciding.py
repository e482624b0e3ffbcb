"""Deciding: write the reasons, see the letter, send it."""

from collections.abc import Mapping
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
from indgang.surfaces.desk import presentation
from indgang.surfaces.desk.cases.common import conflict, frame, seen_version
from indgang.surfaces.desk.cases.forms import ReasonsForm, show


@for_staff(Right.HANDLE_CASES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, case_id: UUID, outcome: str) -> HttpResponse:
    """First the reasons, with the prepared text in them, and what comes of a part grant; then the whole letter; then
    it is sent.

    A full grant that follows the rules needs no reasons and begins with the letter.
    """
    employee = staff(request, Right.HANDLE_CASES)
    if outcome not in set(Outcome):
        raise NotYours
    chosen = Outcome(outcome)
    case = cases.case_for_staff(case_id, employee, purpose="afgørelse", with_timeline=False)
    if case.masked:
        raise TakeFirst
    if request.method == "POST" and request.POST.get("step") == "send":
        return _send(request, case, chosen, employee)
    needs_reasons = cases.needs_reasons(case, chosen)
    if request.method != "POST":
        if not needs_reasons and case.decision is None:
            return _preview(request, case, chosen, employee, {}, case.info.version)
        started = _reasons(
            case, chosen, needs_reasons, initial={"reasons": cases.prepared_reasons(case, chosen)}
        )
        return _form(request, case, chosen, started, case.info.version)
    form = _reasons(case, chosen, needs_reasons, data=request.POST)
    version = seen_version(request.POST)
    if form.is_valid() and request.POST.get("step") == "preview":
        lack = cases.what_reasons_lack(case, chosen, form.cleaned_data["reasons"])
        unheard = cases.what_hearing_lacks(case, chosen, form.cleaned_data.get("no_hearing", ""))
        late = chosen is not Outcome.GRANTED and cases.is_too_late(case)
        if lack is None and unheard is None and not late:
            return _preview(request, case, chosen, employee, form.cleaned_data, version)
        if lack is not None:
            form.add_error("reasons", str(lack))
        if unheard is not None:
            form.add_error("no_hearing", str(unheard))
        if late:
            form.add_error(None, str(cases.day_past(case.finding)))
    return _form(request, case, chosen, form, version)


def _reasons(case: CaseForStaff, outcome: Outcome, needed: bool, **kwargs: Any) -> ReasonsForm:
    part = outcome is Outcome.PART_GRANTED
    choices = [(i, presentation.follow_up(row)) for i, row in enumerate(case.follow_ups)] if part else []
    return ReasonsForm(
        needed=needed,
        in_letter=outcome is not Outcome.GRANTED,
        choices=choices,
        unheard=cases.what_hearing_lacks(case, outcome) is not None,
        **kwargs,
    )


def _form(
    request: HttpRequest, case: CaseForStaff, outcome: Outcome, form: ReasonsForm, version: int
) -> HttpResponse:
    values = {**frame(case), "form": form, "outcome": outcome, "outcome_name": OUTCOME_NAMES[outcome]}
    values |= {"version": version, "against": cases.goes_against(case, outcome)}
    values |= {"lacks_hearing": cases.what_hearing_lacks(case, outcome), "full": outcome is Outcome.GRANTED}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "desk/cases/decide.html", values, status=status)


def _preview(
    request: HttpRequest,
    case: CaseForStaff,
    outcome: Outcome,
    employee: EmployeeInfo,
    written: Mapping[str, Any],
    version: int,
) -> HttpResponse:
    reasons = written.get("reasons", "")
    every = cases.follow_up_numbers(case) if outcome is Outcome.GRANTED else ()
    numbers = written.get("follow_ups", every)
    values = {
        **frame(case),
        "letter": cases.preview(case.info.id, employee, outcome, reasons),
        "outcome": outcome,
        "outcome_name": OUTCOME_NAMES[outcome],
        "reasons": reasons,
        "no_hearing": written.get("no_hearing", ""),
        "version": version,
        "needs_reasons": cases.needs_reasons(case, outcome),
        "afterwards": [
            (i, presentation.follow_up(case.follow_ups[i]), case.follow_ups[i].text) for i in numbers
        ],
        "chosen_here": outcome is Outcome.PART_GRANTED and case.follow_ups,
    }
    return render(request, "desk/cases/preview.html", values)


def _send(request: HttpRequest, case: CaseForStaff, outcome: Outcome, employee: EmployeeInfo) -> HttpResponse:
    case_id = case.info.id
    form = _reasons(case, outcome, needed=outcome is not Outcome.GRANTED, data=request.POST)
    version = seen_version(request.POST)
    typed, why_not = request.POST.get("reasons", ""), request.POST.get("no_hearing", "")
    if form.is_valid():
        try:
            services.decide(
                case_id=case_id,
                outcome=outcome,
                by=employee,
                seen_version=version,
                **form.cleaned_data,
            )
        except StaleCase:
            kept = {_("Begrundelse"): typed, _("Hvorfor skal borgeren ikke høres?"): why_not}
            return conflict(request, case_id, employee, kept)
        except BadInput as error:
            show(form, error)
        else:
            notes.success(request, _("Sagen er afgjort, og brevet er sendt."))
            return redirect("desk:case", case_id)
    return _form(request, case, outcome, form, version)
