"""Somebody goes on to a national solution: counted once for each time, and nothing of who it was."""

import logging

from django.core.cache import cache

from indgang.kernel import clock
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.catalogue.vocabulary import Audience
from indgang.modules.contacts import services as contacts
from indgang.modules.selfservice.selectors.national import NationalView, national
from indgang.modules.selfservice.services.results import UnknownSolution

logger = logging.getLogger(__name__)
MOST_A_MINUTE = 120
"""More than so many of one solution within a minute are no people: they go on, and are not counted."""


def lead_onward(*, solution: str) -> NationalView:
    """Where they go, written in the ledger as information on the web that ended in a transfer, of nobody. They go on
    also when it cannot be written.

    Raises UnknownSolution when there is no such solution, or it is not handed over.
    """
    found = national(solution)
    if found is None:
        raise UnknownSolution
    try:
        if _is_people(solution):
            _count(found)
    except Exception:
        logger.exception("Somebody who went on from %s was not counted", solution)
    return found


def _count(found: NationalView) -> None:
    service = catalogue.services().get(found.service_id)
    only_companies = service is not None and set(service.audience) == {Audience.COMPANY}
    contacts.record(
        channel="web",
        service_id=found.service_id,
        kind="information",
        outcome="transferred",
        handling="automatic",
        audience="company" if only_companies else "citizen",
        department=service.department if service else "",
    )


def _is_people(solution: str) -> bool:
    key = f"onward:{solution}:{clock.now():%Y%m%d%H%M}"
    cache.add(key, 0, 120)
    try:
        return bool(cache.incr(key) <= MOST_A_MINUTE)
    except ValueError:  # it was thrown out of the cache at this very moment
        return True
