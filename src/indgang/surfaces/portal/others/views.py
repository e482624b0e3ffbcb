"""Answer when one is asked about another's matter; take one's own matter back."""

from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from indgang.kernel.errors import Expected
from indgang.modules.cases import selectors as cases
from indgang.modules.cases.services import BadInput, WrongState
from indgang.modules.identity import selectors as identity
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice import services
from indgang.modules.selfservice.selectors import InvitationView
from indgang.modules.selfservice.selectors.answerers import MustAnswerThemselves
from indgang.modules.selfservice.services import BadAnswer
from indgang.surfaces.common.fields import Field, Option
from indgang.surfaces.common.people import acting_option, citizen, for_citizens
from indgang.surfaces.portal.forms.acting import as_owner
from indgang.surfaces.portal.mypage.overview import check_scope

VALUE, TEXT, WHY = "svar", "tekst", "hvorfor"


class OnlyThemselves(Expected):
    """Somebody would answer for another in a matter that they have a part in."""

    status = 403


@for_citizens
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, invitation_id: UUID) -> HttpResponse:
    """What somebody is asked, with what they may be told; and their answer, which they may change until a decision."""
    try:
        view = as_owner(request, lambda by: selfservice.invitation(invitation_id, by))
    except MustAnswerThemselves as must:
        raise OnlyThemselves(must.message) from None
    if request.method != "POST":
        return _page(request, view, view.answered, "" if view.told_by else view.text)
    value, text = request.POST.get(VALUE, ""), request.POST.get(TEXT, "")
    try:
        services.answer_invitation(invitation_id=invitation_id, value=value, text=text, by=citizen(request))
    except BadAnswer as problem:
        errors = {problem.field: str(problem.message)}
        return _page(request, view, value, text, errors=errors)
    notes.success(request, _("Tak. Vi har fået dit svar."))
    return redirect("portal:invitation", invitation_id)


def _page(
    request: HttpRequest, view: InvitationView, value: str, text: str, *, errors: dict[str, str] | None = None
) -> HttpResponse:
    wrong = errors or {}
    choice = Field(
        VALUE,
        _("Dit svar"),
        kind="radio",
        options=[Option(one.value, one.label) for one in view.choices],
        value=value,
        error=wrong.get("value", ""),
    )
    words = Field(
        TEXT,
        _("Vil du sige mere?"),
        kind="textarea",
        hint=_("Kun medarbejdere læser det. Den, sagen kommer fra, får det ikke at se her på siden."),
        value=text,
        error=wrong.get("text", ""),
        required=False,
        max_length=2000,
        rows=4,
    )
    context = {
        "view": view,
        "choice": choice,
        "words": words,
        "fields": [choice, words],
        "unit": identity.units().get(view.unit),
        "wrong": wrong,
    }
    return render(request, "portal/others/invitation.html", context, status=422 if wrong else 200)


@for_citizens
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Take a case back: first what it means, then one button."""
    option = acting_option(request)
    case = cases.case_of(case_id, option.acting.party)
    check_scope(option, case.info.service_id)
    why, error = request.POST.get(WHY, ""), ""
    if request.method == "POST":
        try:
            services.withdraw(case_id=case_id, why=why, by=citizen(request))
        except BadInput as problem:
            error = str(problem.message)
        else:
            notes.success(request, _("Sagen er trukket tilbage."))
            return redirect("portal:case", case_id)
    elif not case.may_be_withdrawn:
        raise WrongState
    words = Field(
        WHY,
        _("Hvorfor trækker du den tilbage?"),
        kind="textarea",
        hint=_("Du må gerne lade feltet stå tomt."),
        value=why,
        error=error,
        required=False,
        max_length=10_000,
        rows=4,
    )
    context = {"case": case, "info": case.info, "words": words, "fields": [words]}
    return render(request, "portal/others/withdraw.html", context, status=422 if error else 200)
