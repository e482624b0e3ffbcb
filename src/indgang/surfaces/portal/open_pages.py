"""What the pages that anybody may read have in common: no cookie, no identifier, and kept for a minute."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from indgang.kernel import clock
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.vocabulary import PartyFacts
from indgang.modules.identity import selectors as identity
from indgang.surfaces.common import people

SECONDS = 60  # an opening hour may be shown this long after it ended
View = Callable[..., HttpResponse]


def open_page(view: View) -> View:
    """A page for everybody, read only. Anonymous answers may be kept; with a cookie they are private."""

    @people.for_everybody
    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])
        down = channels.outages_now(clock.now())  # kept by nobody: it may work again at any moment
        if request.COOKIES or response.status_code != 200 or down:
            patch_cache_control(response, private=True, no_cache=True)
        else:
            patch_cache_control(response, public=True, max_age=SECONDS)
        return response

    return answer


def reader(request: HttpRequest) -> PartyFacts | None:
    """The party that the reader acts for, as far as an offer may depend on it; None when nobody is logged in."""
    if not people.is_citizen(request):
        return None
    party = people.citizen(request).party
    if party.kind == "company":
        return PartyFacts("company")
    me = people.person(request)
    return PartyFacts("person", me.exempt if party.id == me.id else identity.person(party.id).exempt)
