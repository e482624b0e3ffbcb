"""The pages of a citizen's login."""

from collections.abc import Mapping
from typing import ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indgang.adapters.oidc.flow import BeginLogin, EndLogin, FinishLogin, Problem, safe_next
from indgang.adapters.oidc.types import Kind, Reason
from indgang.kernel import clock
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.vocabulary import Down
from indgang.surfaces.common.outages import notice, other_ways
from indgang.surfaces.common.people import for_everybody
from indgang.surfaces.portal.login.backend import CLIENT
from indgang.surfaces.portal.login.problems import PROBLEMS


@for_everybody
@never_cache
@require_safe
def login(request: HttpRequest) -> HttpResponse:
    """What login is for, one button, and the ways without MitID."""
    back = safe_next(request)
    kind = request.session.get("kind") if request.user.is_authenticated else None
    if kind == Kind.CITIZEN:
        return HttpResponseRedirect(back or reverse(CLIENT.home))
    now = clock.now()
    down = next((one for one in channels.outages_now(now) if one.what is Down.LOGIN), None)
    values = {
        "next": back,
        "is_staff": kind == Kind.STAFF,
        "down": notice(down, now) if down else None,
        "ways": other_ways(now) if down else (),
        "outages_told_here": (Down.LOGIN,),
    }
    return render(request, "portal/login/login.html", values)


@for_everybody
@never_cache
@require_safe
def logged_out(request: HttpRequest) -> HttpResponse:
    """Says that the login has ended."""
    return render(request, "portal/login/logged_out.html")


class _Mine:
    client = CLIENT
    pages = "portal/login"
    problems: ClassVar[Mapping[Reason, Problem]] = PROBLEMS


@method_decorator(for_everybody, name="dispatch")
class Begin(_Mine, BeginLogin):
    """To the broker."""


@method_decorator(for_everybody, name="dispatch")
class Finish(_Mine, FinishLogin):
    """Back from the broker."""


@method_decorator(for_everybody, name="dispatch")
class End(_Mine, EndLogin):
    """Log out."""
