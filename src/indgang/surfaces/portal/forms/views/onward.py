"""The way out to a national solution, where the municipality hands over."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice import services
from indgang.modules.selfservice.services.results import UnknownSolution
from indgang.surfaces.common import people


@people.for_everybody
@require_safe
def onward(request: HttpRequest, slug: str) -> HttpResponse:
    """Counts that somebody goes, and leads there. 404 when it is not handed over.

    It is a link and no form, since a form may not lead to another's site. Staff, a browser that looks ahead and a
    question for the head alone are not counted.
    """
    try:
        found = selfservice.national(slug)
        if found is not None and _goes(request):
            found = services.lead_onward(solution=slug)
    except UnknownSolution as unknown:
        raise Http404 from unknown
    if found is None:
        raise Http404
    answer = HttpResponseRedirect(found.address)
    answer["X-Robots-Tag"] = "noindex, nofollow"
    patch_cache_control(answer, private=True, no_store=True)
    return answer


def _goes(request: HttpRequest) -> bool:
    ahead = request.headers.get("Sec-Purpose", "") or request.headers.get("Purpose", "")
    return request.method == "GET" and not people.is_staff(request) and "prefetch" not in ahead
