"""One certificate or licence, for the one who has it."""

from uuid import UUID

from django.contrib import messages as notes
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from indgang.modules.cases.services import BadInput
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice import services as forms
from indgang.modules.selfservice.selectors import ProofView
from indgang.modules.selfservice.vocabulary import ProofKind
from indgang.surfaces.common.people import for_citizens
from indgang.surfaces.portal.forms.acting import as_owner
from indgang.surfaces.portal.proofs.pdf import proof_file
from indgang.surfaces.portal.proofs.words import STATE_KINDS, end_field, state_name


def _found(request: HttpRequest, proof_id: UUID) -> ProofView:
    return as_owner(request, lambda by: selfservice.proof(proof_id, by))


@for_citizens
@require_safe
def proof(request: HttpRequest, proof_id: UUID) -> HttpResponse:
    """What stands on it, its code, and what others see who have the code."""
    found = _found(request, proof_id)
    info = found.info
    if info.holds and found.whole:
        proof_file(found)  # a worker begins now, so that the file is there when it is asked for
    values = {
        "proof": found,
        "info": info,
        "state": state_name(info),
        "state_kind": STATE_KINDS[info.state],
        "is_certificate": info.kind is ProofKind.CERTIFICATE,
        "ending": as_owner(request, lambda by: selfservice.ending(proof_id, by)) if info.holds else None,
    }
    return render(request, "portal/proofs/proof.html", values)


@for_citizens
@require_safe
def file(request: HttpRequest, proof_id: UUID) -> HttpResponseBase:
    """The paper as PDF/UA. While a worker makes it, a page says so and looks again by itself."""
    found = _found(request, proof_id)
    if not found.info.holds or not found.whole:
        return redirect("portal:proof", proof_id)
    made = proof_file(found)
    if made is None:
        answer = render(request, "portal/proofs/soon.html", {"info": found.info}, status=202)
        answer["Refresh"] = "2"
        return answer
    is_pdf = made.suffix == ".pdf"
    return FileResponse(
        made.open("rb"),
        as_attachment=not is_pdf,
        filename=f"{found.info.solution}-{found.info.code}{made.suffix}",
        content_type="application/pdf" if is_pdf else "text/html; charset=utf-8",
    )


@for_citizens
@require_POST
def withdraw(request: HttpRequest, proof_id: UUID) -> HttpResponse:
    """The holder takes a certificate back."""
    as_owner(request, lambda by: forms.withdraw_certificate(proof_id=proof_id, by=by))
    notes.success(request, _("Du har trukket attesten tilbage. Slår nogen koden op, ser de det."))
    return redirect("portal:proof", proof_id)


@for_citizens
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, proof_id: UUID) -> HttpResponse:
    """The holder sees what ending a licence brings, and ends it."""
    found = as_owner(request, lambda by: selfservice.ending(proof_id, by))
    why, error, status = request.POST.get("slut", ""), "", 200
    if request.method == "POST":
        try:
            as_owner(
                request,
                lambda by: forms.end_own_licence(
                    proof_id=proof_id, why=why, seen=request.POST.get("seen", ""), by=by
                ),
            )
        except (BadInput, forms.RefundChanged) as wrong:
            error, status = str(wrong.message), 422
        else:
            notes.success(request, _("Den er slut fra nu af. Vi har skrevet til dig om det."))
            return redirect("portal:proof", proof_id)
    if found is None:
        return redirect("portal:proof", proof_id)
    field = end_field(why, error)
    values = {"ending": found, "info": found.info, "field": field, "fields": [field]}
    return render(request, "portal/proofs/end.html", values, status=status)
