"""The page of a case's payments, and the deeds: money is given back, a bill is sent, it is paid elsewhere."""

from decimal import Decimal
from uuid import UUID

from django import forms
from django.contrib import messages as notes
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from indgang.modules.cases.services import BadInput, TakeFirst
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Right
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice import services
from indgang.modules.selfservice.selectors import CasePayments, PaymentForStaff
from indgang.surfaces.common.people import for_staff, staff

MOST = 10**9
NOT_OWED = _(
    "Der er betalt på nettet imens, så det er ikke skrevet ned. Er der betalt to gange, så giv det ene beløb tilbage."
)


def ore_of(typed: str) -> int | None:
    """Kroner as people type them (`1.234,50 kr.`, `200`) in whole øre; None for anything else."""
    plain = typed.lower().removesuffix("kr.").removesuffix("kr").strip().replace(" ", "")
    plain = plain.replace(".", "").replace(",", ".") if "," in plain else plain
    try:
        ore = Decimal(plain) * 100
    except ArithmeticError:
        return None
    return int(ore) if ore.is_finite() and ore == ore.to_integral_value() and abs(ore) < MOST else None


class GiveBackForm(forms.Form):
    """How much, and why."""

    amount = forms.CharField(
        label=_("Hvor meget? Skriv i kroner"),
        error_messages={"required": _("Skriv, hvor meget der gives tilbage.")},
    )
    why = forms.CharField(
        label=_("Hvorfor?"),
        help_text=_("Kun medarbejdere kan se det. Højst 500 tegn."),
        error_messages={"required": _("Skriv, hvorfor pengene gives tilbage.")},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PaidForm(forms.Form):
    """How it was paid."""

    how = forms.CharField(
        label=_("Hvordan er der betalt?"),
        help_text=_("For eksempel regningens nummer. Kun medarbejdere kan se det. Højst 200 tegn."),
        error_messages={"required": _("Skriv, hvordan der er betalt.")},
    )


def _found(case_id: UUID, employee: EmployeeInfo) -> CasePayments:
    """Raises Http404 when the case costs nothing, TakeFirst when it is protected and not theirs."""
    found = selfservice.payments_of_case(case_id, employee)
    if found is None:
        raise Http404
    if found.masked:
        raise TakeFirst
    return found


def _page(
    request: HttpRequest,
    found: CasePayments,
    *,
    at: UUID | None = None,
    form: GiveBackForm | None = None,
    paid_form: PaidForm | None = None,
) -> HttpResponse:
    """The page; with a form that was not good enough, as 422."""

    def of(one: PaymentForStaff) -> GiveBackForm | None:
        if not one.left or not found.may_handle:
            return None
        left = f"{one.left // 100},{one.left % 100:02}".removesuffix(",00")
        mine = form if form is not None and one.paid.id == at else GiveBackForm(initial={"amount": left})
        mine.auto_id = f"id_{one.paid.id}_%s"
        return mine

    failed = form or paid_form
    values = {
        "found": found,
        "rows": [(one, of(one)) for one in found.payments],
        "failed": failed,
        "paid_form": paid_form or (PaidForm() if found.may_handle and (found.owed or found.billed) else None),
    }
    return render(request, "desk/payments/payments.html", values, status=422 if failed else 200)


@for_staff(Right.SEE_WORK_LIST)
@never_cache
@require_safe
def payments(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What was paid for a case, and all that happened to it."""
    return _page(request, _found(case_id, staff(request, Right.SEE_WORK_LIST)))


@for_staff(Right.HANDLE_CASES)
@require_POST
def give_back(request: HttpRequest, case_id: UUID, payment_id: UUID) -> HttpResponse:
    """Give some or all of it back. The same press twice gives back once."""
    employee = staff(request, Right.HANDLE_CASES)
    found = _found(case_id, employee)
    form = GiveBackForm(request.POST)
    seen = request.POST.get("seen_left", "")
    if form.is_valid():
        try:
            services.give_back(
                case_id=case_id,
                payment_id=payment_id,
                amount=ore_of(form.cleaned_data["amount"]) or 0,
                seen_left=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 12 else -1,
                why=form.cleaned_data["why"],
                by=employee,
            )
        except BadInput as bad:
            form.add_error(bad.field, str(bad.message))
    if form.errors:
        return _page(request, found, at=payment_id, form=form)
    notes.success(request, gettext("Pengene er på vej tilbage. Borgeren får besked."))
    return redirect("desk:case_payments", case_id)


@for_staff(Right.HANDLE_CASES)
@require_POST
def bill(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The party cannot pay online: a bill is sent instead."""
    employee = staff(request, Right.HANDLE_CASES)
    _found(case_id, employee)
    if services.bill_instead(case_id=case_id, by=employee):
        told = gettext("Borgeren får besked om, at der kommer en regning. Du kan se opgaven på sagen.")
        notes.success(request, told)
    else:
        notes.warning(request, gettext("Der er betalt. Derfor sender vi ingen regning."))
    return redirect("desk:case_payments", case_id)


@for_staff(Right.HANDLE_CASES)
@require_POST
def paid(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """It is paid in another way than online. The same press twice is one."""
    employee = staff(request, Right.HANDLE_CASES)
    found = _found(case_id, employee)
    form = PaidForm(request.POST)
    if form.is_valid():
        try:
            if not services.paid_elsewhere(case_id=case_id, how=form.cleaned_data["how"], by=employee):
                form.add_error(None, NOT_OWED)
                found = _found(case_id, employee)
        except BadInput as bad:
            form.add_error(bad.field, str(bad.message))
    if form.errors:
        return _page(request, found, paid_form=form)
    notes.success(request, gettext("Det er skrevet ned. Borgeren har nu det, der er betalt for."))
    return redirect("desk:case_payments", case_id)
