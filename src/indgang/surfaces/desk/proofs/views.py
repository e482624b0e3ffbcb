"""The certificates and licences of a case, and one deed: a licence is ended because its holder asks."""

from uuid import UUID

from django import forms
from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from indgang.kernel.text import Text
from indgang.modules.cases.services import BadInput, TakeFirst
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice import services
from indgang.modules.selfservice.selectors import CaseProofs, Ending, ProofInfo
from indgang.modules.selfservice.vocabulary import ProofEndWhy, ProofState
from indgang.surfaces.common.people import for_staff, staff

WHYS = (
    (ProofEndWhy.WITHDRAWN.value, _("Indehaveren skal ikke bruge den mere")),
    (ProofEndWhy.MOVED.value, _("Indehaveren er flyttet")),
)
STATES = {
    ProofState.COMING: Text("Gælder ikke endnu", "Does not hold yet"),
    ProofState.VALID: Text("Gælder", "Valid"),
    ProofState.EXPIRED: Text("Udløbet", "Expired"),
    ProofState.WITHDRAWN: Text("Trukket tilbage", "Withdrawn"),
}
ENDS = {
    ProofEndWhy.WITHDRAWN: Text("Trukket tilbage", "Withdrawn"),
    ProofEndWhy.MOVED: Text("Sluttet, fordi indehaveren er flyttet", "Ended, since the holder has moved"),
    ProofEndWhy.REPLACED: Text("Afløst af en ny", "Replaced by a new one"),
    ProofEndWhy.REFUNDED: Text(
        "Sluttet, fordi pengene er givet tilbage", "Ended, since the money was given back"
    ),
}


class EndForm(forms.Form):
    """Why it ends, and how the holder asked."""

    why = forms.ChoiceField(
        label=_("Hvorfor slutter den?"),
        choices=WHYS,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Vælg, hvorfor den slutter."),
            "invalid_choice": _("Vælg, hvorfor den slutter."),
        },
    )
    said = forms.CharField(
        label=_("Hvordan bad indehaveren om det?"),
        help_text=_("Kun medarbejdere kan se det. Skriv også, hvordan du ved, hvem det var. Højst 500 tegn."),
        error_messages={"required": _("Skriv, hvordan indehaveren bad om det.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _found(case_id: UUID, employee: EmployeeInfo) -> CaseProofs:
    """Raises NotYours when the case gave nothing, TakeFirst when it is protected and not theirs."""
    found = selfservice.proofs_of_case(case_id, employee)
    if found.masked:
        raise TakeFirst
    return found


def _state(info: ProofInfo) -> Text:
    return ENDS[info.why] if info.why is not None else STATES[info.state]


def _page(
    request: HttpRequest, found: CaseProofs, *, at: UUID | None = None, form: EndForm | None = None
) -> HttpResponse:
    """The page; with a form that was not good enough, as 422."""
    endings = {one.info.id: one for one in found.endings}

    def of(info: ProofInfo) -> tuple[Ending, EndForm] | None:
        ending = endings.get(info.id)
        if ending is None or not found.may_handle:
            return None
        mine = form if form is not None and info.id == at else EndForm()
        mine.auto_id = f"id_{info.id}_%s"
        return ending, mine

    rows = [(info, _state(info), of(info)) for info in found.proofs]
    values = {"found": found, "rows": rows, "failed": form}
    return render(request, "desk/proofs/proofs.html", values, status=422 if form else 200)


@for_staff(Right.SEE_WORK_LIST)
@never_cache
@require_safe
def proofs(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What the case gave, and what became of it."""
    return _page(request, _found(case_id, staff(request, Right.SEE_WORK_LIST)))


@for_staff(Right.HANDLE_CASES)
@require_POST
def end(request: HttpRequest, case_id: UUID, proof_id: UUID) -> HttpResponse:
    """End a licence because its holder asked. The same press twice ends it once."""
    employee = staff(request, Right.HANDLE_CASES)
    found = _found(case_id, employee)
    form = EndForm(request.POST)
    if form.is_valid():
        try:
            services.end_licence_for(
                case_id=case_id,
                proof_id=proof_id,
                why=form.cleaned_data["why"],
                said=form.cleaned_data["said"],
                seen=request.POST.get("seen", ""),
                by=employee,
            )
        except BadInput as bad:
            form.add_error(bad.field, str(bad.message))
        except services.RefundChanged as changed:
            form.add_error(None, str(changed.message))
    if form.errors:
        return _page(request, found, at=proof_id, form=form)
    notes.success(request, gettext("Den er slut. Indehaveren får besked."))
    return redirect("desk:case_proofs", case_id)
