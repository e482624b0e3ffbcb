"""A few pages to try the shared machinery on; the surfaces have their own."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.urls import include, path

from indgang.kernel.errors import NotYours, Stale
from indgang.modules.identity.vocabulary import Right
from indgang.surfaces.common import errors
from indgang.surfaces.common.people import citizen, for_citizens, for_everybody, for_staff, may_act, staff

SAVED: list[dict[str, str]] = []


@for_everybody
def front(request: HttpRequest) -> HttpResponse:
    return render(request, "common/base.html")


@for_citizens
def mine(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{citizen(request).party.name};{may_act(request, 'flytning-indland')}")


@for_citizens
def form(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        SAVED.append({key: str(value) for key, value in request.POST.items()})
        return redirect("/min-side/")
    return render(request, "common/tests/form.html")


@for_staff(Right.HANDLE_CASES)
def work(request: HttpRequest) -> HttpResponse:
    return HttpResponse(staff(request, Right.HANDLE_CASES).name)


@for_everybody
def fails(request: HttpRequest, how: str) -> HttpResponse:
    if how == "form":
        return HttpResponseNotAllowed(["POST"])
    if how == "stale":
        raise Stale
    if how == "not-yours":
        raise NotYours
    raise RuntimeError("broken")


def unmarked(request: HttpRequest) -> HttpResponse:
    return HttpResponse("never without a login")


portal = [
    path("", front, name="front"),
    path("min-side/", mine, name="my_page"),
    path("skema/", form, name="form"),
    path("login/", for_everybody(front), name="login"),
    path("gaar-galt/<str:how>/", fails, name="fails"),
    path("umaerket/", unmarked, name="unmarked"),
]
desk = [path("login/", for_everybody(front), name="login"), path("arbejde/", work, name="work_list")]
urlpatterns = [
    path("", include("indgang.surfaces.common.urls")),
    *i18n_patterns(
        path("medarbejder/", include((desk, "desk"))),
        path("", include((portal, "portal"))),
        prefix_default_language=False,
    ),
]
handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
