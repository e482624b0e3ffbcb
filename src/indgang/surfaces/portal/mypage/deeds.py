"""What can be done on a case's page: ask for a person, and say how easy it was."""

from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from indgang.modules.cases import selectors as cases
from indgang.modules.cases import services as casework
from indgang.modules.cases.services import BadInput
from indgang.surfaces.common.people import acting_option, citizen, for_citizens, safe_next
from indgang.surfaces.portal.ease import take_answer
from indgang.surfaces.portal.mypage.overview import check_scope
from indgang.surfaces.portal.mypage.views import case_page
from indgang.surfaces.portal.mypage.wish import WHY, wish_field


@require_POST
@for_citizens
def ask_for_review(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A person looks at the automatic decision; back to the page where it was asked for."""
    why = request.POST.get(WHY, "")
    try:
        casework.ask_for_review(case_id=case_id, why=why, by=citizen(request))
    except BadInput as problem:
        return case_page(request, case_id, wish=wish_field(why, str(problem.message)))
    notes.success(request, _("Vi har fået dit ønske. Her på siden kan du se, hvornår du hører fra os."))
    return redirect(safe_next(request, request.POST.get("next", ""), reverse("portal:case", args=[case_id])))


@require_POST
@for_citizens
def ease(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """How easy it was: answered once."""
    option = acting_option(request)
    info = cases.case_of(case_id, option.acting.party).info
    check_scope(option, info.service_id)
    take_answer(request, journey_id=info.journey_id, service_id=info.service_id, party=option.acting.party)
    return redirect("portal:case", case_id)
