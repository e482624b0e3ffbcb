"""My page with the addresses that it leads to, whether or not their pages stand beside it."""

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from indgang.surfaces.common import errors
from indgang.surfaces.common.people import for_everybody
from indgang.surfaces.portal.files import urls as files
from indgang.surfaces.portal.mypage import urls


@for_everybody
def elsewhere(request: HttpRequest, **_: object) -> HttpResponse:
    return HttpResponse("another page")


portal = [
    *urls.urlpatterns,
    *files.urlpatterns,
    path("", elsewhere, name="front"),
    path("login/", elsewhere, name="login"),
    path("ydelse/<slug:slug>/", elsewhere, name="service"),
    path("kladde/<uuid:draft_id>/<slug:step>/", elsewhere, name="step"),
    path("kladde/<uuid:draft_id>/kontroller/", elsewhere, name="summary"),
]
urlpatterns = [
    path("", include("indgang.surfaces.common.urls")),
    *i18n_patterns(path("", include((portal, "portal"))), prefix_default_language=False),
]
handler404 = errors.not_found
