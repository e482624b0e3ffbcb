"""The page of one service: what it is, the easiest way first, then the others, and how to reach a person."""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from indgang.kernel import clock, generation
from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.catalogue.selectors import ServiceInfo
from indgang.modules.catalogue.vocabulary import Audience
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.selectors import Offers
from indgang.modules.channels.vocabulary import Channel, PartyFacts, PlanState
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Need
from indgang.surfaces.common import people
from indgang.surfaces.portal.about.adviser import adviser
from indgang.surfaces.portal.open_pages import open_page, reader
from indgang.surfaces.portal.service.facts import facts
from indgang.surfaces.portal.service.ways import Way, ways

WISHED = Text(
    "Du har sagt, at du gerne vil have hjælp af et menneske.", "You told us that you wish help from a person."
)


@open_page
def service(request: HttpRequest, slug: str) -> HttpResponse:
    """404 for a service that is unknown or retired."""
    try:
        info = catalogue.service(slug)
    except catalogue.UnknownService as unknown:
        raise Http404 from unknown
    if info.retired:
        raise Http404
    now = clock.now().replace(second=0, microsecond=0)
    offers = channels.offers(service_id=slug, party=reader(request) or anonymous(info), now=now)
    person_first = wants_a_person(request)
    body, side = _parts(generation.current(), get_language() or "da", slug, offers, now, person_first)
    situations = [known for known in catalogue.life_situations() if known.id in info.life_situations]
    return render(
        request,
        "portal/service/service.html",
        {"service": info, "body": body, "side": side, "situations": situations},
    )


def wants_a_person(request: HttpRequest) -> bool:
    """Whether the reader told us that they wish help from a person. No query; nothing is known of anybody else."""
    if not people.is_citizen(request) or people.citizen(request).for_somebody_else:
        return False
    return Need.PERSON in people.person(request).needs


def anonymous(info: ServiceInfo) -> PartyFacts:
    """What we assume of somebody we do not know: a citizen, unless only companies come here."""
    return PartyFacts("company" if set(info.audience) == {Audience.COMPANY} else "person")


@lru_cache(maxsize=512)
def _parts(
    content: int, language: str, slug: str, offers: Offers, now: datetime, person_first: bool
) -> tuple[SafeString, SafeString]:
    """The page without its frame. Kept as long as content, offers and the minute are the same.

    Nothing in it is about the reader but what the offers depend on. `person_first`: telephone or meeting comes first,
    because the reader wished it; every other way stays.
    """
    info = catalogue.service(slug)
    guidance = catalogue.guidance(slug)
    shown = ways(info, offers, now, address=_address())
    first = next(
        (way for way, o in zip(shown, offers.offers, strict=True) if o.state is PlanState.FIRST), None
    )
    if person_first:
        first = _person_way(shown) or first
    context = {
        "service": info,
        "guidance": guidance,
        "first": first,
        "others": [way for way in shown if way is not first],
        "reason": offers.reason,
        "facts": facts(info, guidance),
        "telephone": _of(shown, Channel.TELEPHONE),
        "meeting": _of(shown, Channel.IN_PERSON),
        "adviser": adviser(),
        "editor": identity.units().get(guidance.editor) if guidance else None,
    }
    return (
        mark_safe(render_to_string("portal/service/_body.html", context)),  # noqa: S308  (made by our template)
        mark_safe(render_to_string("portal/service/_side.html", context)),  # noqa: S308
    )


def _of(shown: list[Way], channel: Channel) -> Way | None:
    return next((way for way in shown if way.channel is channel and way.usable), None)


def _person_way(shown: list[Way]) -> Way | None:
    """The telephone, else a meeting, with the reader's own wish as the reason."""
    found = _of(shown, Channel.TELEPHONE) or _of(shown, Channel.IN_PERSON)
    if found is None:
        return None
    place = shown.index(found)
    shown[place] = replace(found, reason=WISHED)
    return shown[place]


def _address() -> str:
    known = identity.municipality()
    return f"{known.name}, {known.address}, {known.postal_code} {known.city}"
