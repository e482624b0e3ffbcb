"""How I wish to be helped: told once, seen and ended by oneself."""

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from indgang.kernel.errors import NotYours
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.services import BadNeed
from indgang.surfaces.common import needs as common
from indgang.surfaces.common.people import citizen, for_citizens


@for_citizens
@require_http_methods(["GET", "HEAD", "POST"])
def my_needs(request: HttpRequest) -> HttpResponse:
    """My own wishes. Nobody sees or changes another's here. Raises NotYours for who acts for somebody else."""
    by = citizen(request)
    if by.for_somebody_else:
        raise NotYours
    typed, error = "", None
    if request.method == "POST":
        try:
            kept = common.tell(request.POST, person_id=by.party.id, by=by.actor)
        except BadNeed as bad:
            typed, error = request.POST.get(common.LANGUAGE, ""), bad.message
        else:
            notes.success(
                request, _("Tak. Det husker vi, til du siger andet.") if kept else _("Det er slut nu.")
            )
            return redirect("portal:my_needs")
    wishes = common.wishes(identity.needs_of(by.party.id), typed=typed, error=error)
    problems = [one.field for one in wishes if one.field and one.field.error]
    values = {"wishes": wishes, "problems": problems, "exempt": identity.person(by.party.id).exempt}
    return render(request, "portal/mypage/needs.html", values, status=422 if error else 200)
