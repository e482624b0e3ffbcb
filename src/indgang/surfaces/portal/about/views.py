"""All services from A to Å, and what we owe the reader to tell about this site."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.catalogue.selectors import ServiceInfo
from indgang.surfaces.portal.about.adviser import adviser
from indgang.surfaces.portal.about.records import records
from indgang.surfaces.portal.open_pages import open_page

_DANISH_ORDER = str.maketrans({"æ": "{", "ø": "|", "å": "}"})


@open_page
def all_services(request: HttpRequest) -> HttpResponse:
    """Every service under its first letter."""
    letters: dict[str, list[ServiceInfo]] = {}
    for service in sorted(catalogue.services().values(), key=lambda s: danish_order(str(s.name))):
        letters.setdefault(str(service.name)[0].upper(), []).append(service)
    return render(request, "portal/about/all_services.html", {"letters": letters})


def danish_order(text: str) -> str:
    """A key that sorts æ, ø and å last."""
    return text.lower().translate(_DANISH_ORDER)


@open_page
def accessibility(request: HttpRequest) -> HttpResponse:
    """What we have done so that everybody can use the site, and what we have not."""
    return render(request, "portal/about/accessibility.html")


@open_page
def privacy(request: HttpRequest) -> HttpResponse:
    """Which personal data we keep, and why."""
    return render(request, "portal/about/privacy.html", {"records": records(), "adviser": adviser()})


@open_page
def counting(request: HttpRequest) -> HttpResponse:
    """How contacts are counted, and that nobody is followed."""
    return render(request, "portal/about/counting.html")
