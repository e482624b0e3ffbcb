"""The pages of a staff login."""

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
from indgang.surfaces.common import people
from indgang.surfaces.common.people import for_everybody
from indgang.surfaces.common.staff_nav import staff_home
from indgang.surfaces.desk.login.backend import CLIENT
from indgang.surfaces.desk.login.problems import PROBLEMS


@for_everybody
@never_cache
@require_safe
def login(request: HttpRequest) -> HttpResponse:
    """One button, and what the login is for."""
    back = safe_next(request)
    kind = request.session.get("kind") if request.user.is_authenticated else None
    if kind == Kind.STAFF:
        return HttpResponseRedirect(back or home_of(request))
    return render(request, "desk/login/login.html", {"next": back, "is_citizen": kind == Kind.CITIZEN})


@for_everybody
@never_cache
@require_safe
def logged_out(request: HttpRequest) -> HttpResponse:
    """Says that the login has ended."""
    return render(request, "desk/login/logged_out.html")


def home_of(request: HttpRequest) -> str:
    """The first page of a member of staff: that of their work, by the rights of their roles."""
    return staff_home(people.employee_or_none(request)) or reverse("portal:front")


class _Mine:
    client = CLIENT
    pages = "desk/login"
    problems: ClassVar[Mapping[Reason, Problem]] = PROBLEMS

    def home(self, request: HttpRequest) -> str:
        return home_of(request)


@method_decorator(for_everybody, name="dispatch")
class Begin(_Mine, BeginLogin):
    """To the broker."""


@method_decorator(for_everybody, name="dispatch")
class Finish(_Mine, FinishLogin):
    """Back from the broker."""


@method_decorator(for_everybody, name="dispatch")
class End(_Mine, EndLogin):
    """Log out."""
