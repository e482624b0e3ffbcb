"""The question, five answers, and the thanks."""

from django.contrib import messages as notes
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from indgang.modules.contacts.vocabulary import EASE_NAMES
from indgang.modules.identity.vocabulary import Right
from indgang.modules.strategy.services import staff_answers
from indgang.modules.strategy.services.staff_answers import AnsweredAlready
from indgang.surfaces.common.people import for_staff, staff

EASE = "ease"


@for_staff(Right.HANDLE_CONTACTS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: HttpRequest) -> HttpResponse:
    """Ask, or keep the answer. A second answer in the quarter, from another window too, changes nothing."""
    by = staff(request, Right.HANDLE_CONTACTS)
    error = ""
    if request.method == "POST":
        chosen = request.POST.get(EASE, "")
        if chosen in EASE_NAMES:
            try:
                staff_answers.answer(answer=chosen, by=by)
            except AnsweredAlready as already:
                notes.info(request, str(already.message))
            else:
                notes.success(request, _("Tak for dit svar."))
            return redirect("desk:staff_answers")
        error = _("Vælg et af de fem svar.")
    values = {
        "answers": EASE_NAMES.items(),
        "answered": staff_answers.has_answered(by),
        "error": error,
    }
    return render(request, "desk/staff_answers/answers.html", values, status=422 if error else 200)
