"""The page of one life situation: everything that belongs to it, each with its first step."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from indgang.modules.catalogue import selectors as catalogue
from indgang.surfaces.portal.open_pages import open_page
from indgang.surfaces.portal.search.results import results


@open_page
def situation(request: HttpRequest, slug: str) -> HttpResponse:
    """404 for a situation that is unknown."""
    try:
        info = catalogue.life_situation(slug)
    except catalogue.UnknownSituation as unknown:
        raise Http404 from unknown
    services = sorted(catalogue.services_in(slug), key=lambda service: str(service.name))
    others = [other for other in catalogue.life_situations() if other.id != slug]
    return render(
        request,
        "portal/situation/situation.html",
        {"situation": info, "results": results(request, services), "others": others},
    )
