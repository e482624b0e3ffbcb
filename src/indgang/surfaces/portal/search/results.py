"""A service as one line of a list: what it is called, what it is, and the first step on the line itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from indgang.kernel import clock
from indgang.modules.catalogue.selectors import ServiceInfo
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.selectors import Offers
from indgang.surfaces.portal.open_pages import reader
from indgang.surfaces.portal.service.views import anonymous
from indgang.surfaces.portal.service.ways import Action, first_action


@dataclass(frozen=True)
class Result:
    """One line."""

    service: ServiceInfo
    action: Action | None


def results(request: HttpRequest, services: Sequence[ServiceInfo]) -> list[Result]:
    """The lines of a list, in the order given."""
    known = reader(request)
    now = clock.now()
    found: dict[str, Offers] = {}
    for party in {known or anonymous(service) for service in services}:
        ids = [service.id for service in services if (known or anonymous(service)) == party]
        found |= channels.first_offers(service_ids=ids, party=party, now=now)
    return [Result(service, first_action(service, found[service.id])) for service in services]
