"""What if an answer or a fact of a worked case had been another? The rules once more; nothing is stored."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from indgang.kernel.strict_yaml import ContentError
from indgang.modules.identity.vocabulary import Right
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice.selectors import Changes
from indgang.modules.selfservice.selectors import designing as selectors
from indgang.modules.selfservice.services import BadTrial
from indgang.modules.selfservice.services.supposing import base_of_example
from indgang.surfaces.common.mistakes import first_of
from indgang.surfaces.common.people import for_staff
from indgang.surfaces.desk.cases.what_if import changes_in, drawn
from indgang.surfaces.desk.designing.views import LONGEST_SENTENCE, design_of, folder_of


@for_staff(Right.DESIGN_SOLUTIONS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def what_if(request: HttpRequest, slug: str) -> HttpResponse:
    """Answers and facts of a worked case as fields; with what was changed, the outcome and the rules that flipped."""
    design = design_of(slug)
    folder = folder_of(design)
    if folder is None:
        raise Http404
    values: dict[str, Any] = {"design": design, "example": "", "problem": ""}
    try:
        base, values["example"] = base_of_example(
            selectors.active_version(slug), folder, request.GET.get("eksempel", "")
        )
    except selfservice.UnknownSolution:
        raise Http404 from None
    except (BadTrial, ContentError) as error:
        values["problem"] = first_of(error)[:LONGEST_SENTENCE]
        return render(request, "desk/designing/what_if.html", values)
    tried = request.method == "POST"
    found = selfservice.what_if(base, changes_in(request.POST) if tried else Changes())
    values |= drawn(found, tried=tried)
    return render(request, "desk/designing/what_if.html", values, status=422 if found.bad_day else 200)
