"""What else can be done with a case. Each view does one deed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from indgang.kernel import clock
from indgang.kernel.errors import NotYours
from indgang.modules.cases import selectors as cases
from indgang.modules.cases import services
from indgang.modules.cases.selectors import CaseForStaff
from indgang.modules.cases.services import BadInput, StaleCase, TakeFirst, WrongState
from indgang.modules.cases.vocabulary import SETTLED
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Right
from indgang.modules.selfservice import selectors as asking
from indgang.modules.selfservice import services as selfservice
from indgang.modules.selfservice.services import BadAnswer
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.desk.cases.common import conflict, frame, seen_version
from indgang.surfaces.desk.cases.forms import (
    AnswerForm,
    AskForm,
    ForwardForm,
    NoteForm,
    ReopenForm,
    ReviewForm,
    show,
)
from indgang.surfaces.desk.cases.views import case_page

SUBMISSION = "submission:"
Make = Callable[[CaseForStaff, Any], forms.Form]
Deed = Callable[[dict[str, Any], int], object]


@for_staff(Right.HANDLE_CASES)
@require_POST
def take(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The case is mine now."""
    services.take(case_id=case_id, by=staff(request, Right.HANDLE_CASES))
    notes.success(request, _("Du har taget sagen."))
    return redirect("desk:case", case_id)


@for_staff(Right.HANDLE_CASES)
@require_POST
def ask_others(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Let others say their part, where the rules did not ask them by themselves."""
    employee = staff(request, Right.HANDLE_CASES)
    found = cases.case_for_staff(case_id, employee, purpose="spørge andre", with_timeline=False)
    submission_id = found.info.key.removeprefix(SUBMISSION)
    asked = selfservice.ask_others(submission_id=submission_id, ask=request.POST.get("ask", ""), by=employee)
    if asked:
        notes.success(request, _("Vi har skrevet til dem. Sagen venter på deres svar."))
    else:
        notes.info(request, _("De er spurgt allerede."))
    return redirect("desk:case", case_id)


@for_staff(Right.HANDLE_CASES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def tell_answer(request: HttpRequest, case_id: UUID, invitation_id: UUID) -> HttpResponse:
    """Write down what somebody who was asked has said, when they cannot answer on their own page."""
    employee = staff(request, Right.HANDLE_CASES)
    case = cases.case_for_staff(case_id, employee, purpose="skrive et svar ind", with_timeline=False)
    if case.masked or not case.taken_by_me:
        raise TakeFirst
    asked, _may = asking.others_for_staff(case.info.key)
    other = next((one for one in asked if one.id == invitation_id), None)
    if other is None:
        raise NotYours
    if not other.can_be_told or case.info.state in SETTLED:
        raise WrongState
    form = AnswerForm(request.POST or None, choices=[(one.value, str(one.label)) for one in other.choices])
    if form.is_valid():
        try:
            selfservice.answer_invitation_for(invitation_id=invitation_id, by=employee, **form.cleaned_data)
        except BadAnswer as error:
            form.add_error(error.field, str(error.message))
        else:
            notes.success(request, _("Svaret er skrevet ind."))
            return redirect("desk:case", case_id)
    status = 422 if form.is_bound else 200
    return render(
        request, "desk/cases/tell_answer.html", {**frame(case), "form": form, "other": other}, status=status
    )


@for_staff(Right.HANDLE_CASES)
@require_POST
def finish_task(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """A task is done."""
    case_id = services.finish_task(task_id=task_id, by=staff(request, Right.HANDLE_CASES))
    notes.success(request, _("Opgaven er løst."))
    return redirect("desk:case", case_id)


@for_staff(Right.SEE_WORK_LIST)
@require_POST
def note(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write something down."""
    employee = staff(request, Right.SEE_WORK_LIST)
    form = NoteForm(request.POST)
    if form.is_valid():
        try:
            services.note(case_id=case_id, by=employee, **form.cleaned_data)
        except BadInput as error:
            show(form, error)
        else:
            notes.success(request, _("Notatet er gemt."))
            return redirect("desk:case", case_id)
    return case_page(request, case_id, employee, form=form)


def form_page(
    request: HttpRequest, case_id: UUID, *, name: str, make: Make, deed: Deed, said: str
) -> HttpResponse:
    """Show a form; when it was sent and is good, do the deed and go back to the case."""
    employee = staff(request, Right.HANDLE_CASES)
    case = cases.case_for_staff(case_id, employee, with_timeline=False)
    if case.masked:
        raise TakeFirst
    version, status = case.info.version, 200
    form = make(case, None)
    if request.method == "POST":
        form, version = make(case, request.POST), seen_version(request.POST)
        again = request.POST.get("step") == "edit"  # back from a conflict: read it over first
        status = 200 if again else 422
        if form.is_valid() and not again:
            try:
                deed(form.cleaned_data, version)
            except StaleCase:
                typed = {str(form[field].label): request.POST.get(field, "") for field in form.fields}
                return conflict(request, case_id, employee, typed)
            except BadInput as error:
                show(form, error)
            else:
                notes.success(request, said)
                return redirect("desk:case", case_id)
    return render(
        request, f"desk/cases/{name}.html", {**frame(case), "form": form, "version": version}, status=status
    )


@for_staff(Right.HANDLE_CASES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Ask the citizen for what is missing."""
    employee = staff(request, Right.HANDLE_CASES)

    def make(case: CaseForStaff, data: Any) -> forms.Form:
        days = identity.parameters().deciding("hoering.frist_dage", clock.today())
        wait = timedelta(days=int(days)) if isinstance(days, str) and days.isdigit() else None
        return AskForm(data, initial={"reply_by": clock.today() + wait} if wait else None)

    def deed(clean: dict[str, Any], version: int) -> object:
        return services.ask(case_id=case_id, by=employee, seen_version=version, **clean)

    return form_page(request, case_id, name="ask", make=make, deed=deed, said=_("Spørgsmålet er sendt."))


@for_staff(Right.HANDLE_CASES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forward(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Send the case to another unit; afterwards it may no longer be ours to see."""
    employee = staff(request, Right.HANDLE_CASES)

    def make(case: CaseForStaff, data: Any) -> forms.Form:
        return ForwardForm(data, leave_out=case.unit)

    def deed(clean: dict[str, Any], version: int) -> object:
        return services.forward(case_id=case_id, by=employee, seen_version=version, **clean)

    answer = form_page(
        request, case_id, name="forward", make=make, deed=deed, said=_("Sagen er sendt videre.")
    )
    return redirect("desk:work_list") if answer.status_code == 302 else answer


@for_staff(Right.HANDLE_CASES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Look at a decided case again."""
    employee = staff(request, Right.HANDLE_CASES)

    def make(case: CaseForStaff, data: Any) -> forms.Form:
        return ReopenForm(data)

    def deed(clean: dict[str, Any], version: int) -> object:
        return services.reopen(case_id=case_id, by=employee, seen_version=version, **clean)

    return form_page(request, case_id, name="reopen", make=make, deed=deed, said=_("Sagen er åben igen."))


@for_staff(Right.HANDLE_CASES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer_review(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The automatic decision holds: tell the citizen who asked for a person."""
    employee = staff(request, Right.HANDLE_CASES)

    def make(case: CaseForStaff, data: Any) -> forms.Form:
        if request.method != "POST" and case.review is None:
            raise WrongState
        return ReviewForm(data)

    def deed(clean: dict[str, Any], version: int) -> object:
        return services.answer_review(case_id=case_id, by=employee, seen_version=version, **clean)

    return form_page(request, case_id, name="review", make=make, deed=deed, said=_("Svaret er sendt."))
