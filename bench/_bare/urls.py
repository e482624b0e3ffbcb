"""Two bare views: a page of a given size with five rows, and a POST that writes three rows."""

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path
from django.views.decorators.http import require_GET, require_POST

from indgang.kernel import clock
from indgang.modules.audit.models import Event
from indgang.modules.catalogue.models import Service
from indgang.project.health import healthz

PAGE = engines["django"].from_string(
    "<!doctype html><html lang='da'><title>{{ title }}</title><main>"
    "{% for row in rows %}<p>{{ row.pk }} {{ row.department_id }}</p>{% endfor %}"
    "<form method='post'>{% csrf_token %}</form>{{ filling }}</main></html>"
)
FILLING = "En side med lige så mange tegn. "


@require_GET
def page(request: HttpRequest, size: int) -> HttpResponse:
    """About `size` bytes with five rows of the database; knows who is logged in."""
    known = str(request.user.pk) if request.user.is_authenticated else ""
    filling = (FILLING * (size // len(FILLING) + 1))[: max(0, size - 700)]
    rows = list(Service.objects.order_by("pk")[:5])
    return HttpResponse(PAGE.render({"title": known, "rows": rows, "filling": filling}, request))


@require_POST
def write(request: HttpRequest) -> HttpResponse:
    """Writes three rows in one transaction; knows who is logged in."""
    known = f"person:{request.user.pk}"
    with transaction.atomic():
        for number in range(3):
            Event.objects.create(at=clock.now(), action="bench", actor=known, object=f"bench:{number}")
    return HttpResponse(b"ok")


settings.LOGIN_URL = "/healthz"
urlpatterns = [
    path("healthz", healthz),
    path("side/<int:size>/", page),
    path("skriv/", write),
    path("", include(([], "portal"), namespace="portal")),
]
