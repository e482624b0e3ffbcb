"""Search: as you type with JavaScript, as a plain page without."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from indgang.kernel import clock
from indgang.kernel.free_text import cleaned
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels import selectors as channels
from indgang.surfaces.common.opening import in_words
from indgang.surfaces.portal.open_pages import open_page
from indgang.surfaces.portal.search.results import results

SHOWN = 8
SHOWN_WHILE_TYPING = 5
LONGEST = 200


@open_page
def search(request: HttpRequest) -> HttpResponse:
    """The whole page, or only the list of results when htmx asks for it."""
    part = request.headers.get("HX-Request") == "true"
    query = cleaned(request.GET.get("q", ""))[:LONGEST]
    limit = SHOWN_WHILE_TYPING if part else SHOWN
    answer = catalogue.search(query, language=(get_language() or "da")[:2], limit=limit)
    known = catalogue.services()
    found = results(request, [known[hit.service_id] for hit in answer.hits])
    context: dict[str, object] = {
        "query": query,
        "results": found,
        "did_you_mean": answer.did_you_mean,
        "telephone": None,
        "part": part,
    }
    if query and not found:
        context |= _people_to_ask()
    response = render(
        request, "portal/search/_results.html" if part else "portal/search/search.html", context
    )
    patch_vary_headers(response, ["HX-Request"])
    return response


def _people_to_ask() -> dict[str, object]:
    telephone = channels.main_telephone()
    if telephone is None:
        return {}
    now = clock.now()
    return {"telephone": telephone, "opening": in_words(channels.open_state(telephone, now), now)}
