"""One certificate or licence, for the one who has it."""

from uuid import UUID

from django.contrib import messages as notes
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice import services as forms
from indgang.modules.selfservice.selectors import ProofView
from indgang.modules.selfservice.vocabulary import ProofKind
from indgang.surfaces.common.people import for_citizens
from indgang.surfaces.portal.forms.acting import as_owner
from indgang.surfaces.portal.proofs.pdf import proof_file
from indgang.surfaces.portal.proofs.words import STATE_KINDS, state_name


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
