"""A citizen sends files to a case of theirs, and fetches what they sent."""

from uuid import UUID

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from indgang.kernel.uploads import BadFile, Refusal
from indgang.modules.cases import selectors as cases
from indgang.modules.cases import services as casework
from indgang.surfaces.common.files import served
from indgang.surfaces.common.people import acting_option, citizen, for_citizens
from indgang.surfaces.portal.files import collecting
from indgang.surfaces.portal.files.collecting import Step
from indgang.surfaces.portal.mypage.overview import check_scope


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def send(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Collect files for a case of one's own, and send them."""
    option, by = acting_option(request), citizen(request)
    found = cases.case_of(case_id, option.acting.party)
    check_scope(option, found.info.service_id)
    basket = cases.basket_for_case(case_id, by)
    step = collecting.take(request, basket, by) if request.method == "POST" else Step()
    if step.send:
        many = casework.send_files(case_id=case_id, by=by)
        if many:
            sent = ngettext("Vi har fået dit bilag.", "Vi har fået dine %(many)s bilag.", many)
            notes.success(request, sent % {"many": many})
            return redirect("portal:case", case_id)
        step = Step(error=str(BadFile(Refusal.NONE).message))
    elif step.said:
        notes.success(request, step.said)
        return redirect("portal:case_files", case_id)
    values = {"case": found, "info": found.info, **collecting.shown(request, basket.owner, step)}
    return render(request, "portal/files/send.html", values, status=422 if step.error else 200)


@require_safe
@for_citizens
def fetch(request: HttpRequest, case_id: UUID, file_id: UUID) -> HttpResponse:
    """A file that the party has sent to its case."""
    option = acting_option(request)
    found = cases.case_of(case_id, option.acting.party)
    check_scope(option, found.info.service_id)
    return served(cases.own_attachment(case_id, file_id, option.acting.party))
