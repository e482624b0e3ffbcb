"""Hearing the citizen before a no."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from indgang.kernel import clock
from indgang.modules.cases import selectors as cases
from indgang.modules.cases import services
from indgang.modules.cases.selectors import CaseForStaff
from indgang.modules.cases.vocabulary import Fact, Outcome
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Right
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.desk.cases.deeds import form_page
from indgang.surfaces.desk.cases.forms import HearingForm

DAYS = "hoering.frist_dage"


@for_staff(Right.HANDLE_CASES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hear(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Show the citizen what a no would build on, with a day to answer by."""
    employee = staff(request, Right.HANDLE_CASES)

    def make(case: CaseForStaff, data: Any) -> forms.Form:
        shown = [_fact(fact) for fact in case.unheard]
        return HearingForm(data, facts=shown, initial=_initial(case))

    def deed(clean: dict[str, Any], version: int) -> object:
        values = {"facts": (), **clean}
        return services.hear(case_id=case_id, by=employee, seen_version=version, **values)

    return form_page(
        request, case_id, name="hear", make=make, deed=deed, said=_("Brevet er sendt. Sagen venter.")
    )


def _fact(fact: Fact) -> str:
    return f"{fact.label}: {fact.value} ({fact.source})" if fact.source else f"{fact.label}: {fact.value}"


def _initial(case: CaseForStaff) -> dict[str, Any]:
    """A draft of what the rules prepared. In a case with a hidden address nothing is chosen beforehand."""
    days = identity.parameters().deciding(DAYS, clock.today())
    started: dict[str, Any] = {
        "reasons": cases.prepared_reasons(case, Outcome.REFUSED)
        or cases.prepared_reasons(case, Outcome.PART_GRANTED),
        "facts": [] if case.protected else list(range(len(case.unheard))),
    }
    if isinstance(days, str) and days.isdigit():
        started["reply_by"] = clock.today() + timedelta(days=int(days))
    return started
