"""The front page: one question, what most people come for, and how to reach a person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control

from indgang.kernel import clock
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.catalogue.selectors import ServiceInfo
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.selectors import PlaceInfo
from indgang.modules.channels.vocabulary import Down, EntranceKind
from indgang.modules.contacts import selectors as contacts
from indgang.surfaces.common import people
from indgang.surfaces.common.opening import in_words, opens_again
from indgang.surfaces.portal.mypage.overview import to_do_now
from indgang.surfaces.portal.open_pages import open_page
from indgang.surfaces.portal.service.ways import Place, place

MOST_USED = 8
CENTRES = 4
# The life situation of the pack that gathers help for those who cannot use the digital ways; not needed.
DIGITAL_HELP = "digital-hjaelp"


@open_page
def front(request: HttpRequest) -> HttpResponse:
    """The same for everybody; who is logged in finds what they must do now above it."""
    logged_in = people.is_citizen(request)
    to_do = to_do_now(people.acting_option(request)) if logged_in else ()
    now = clock.now()
    down = channels.outages_now(now)
    shut = {one.entrance_id for one in down}
    telephone = channels.main_telephone()
    if any(one.what is Down.TELEPHONE for one in down) or (telephone and telephone.id in shut):
        telephone = None
    centres = [
        PlaceInfo(entrance, channels.open_state(entrance, now))
        for entrance in channels.entrances()
        if entrance.kind is EntranceKind.PHYSICAL and entrance.id not in shut
    ]
    centres.sort(
        key=lambda c: (not c.state.open_now, c.state.opens_at.timestamp() if c.state.opens_at else 0.0)
    )
    shown: list[Place] = [place(centre, now) for centre in centres[:CENTRES]]
    answers = channels.open_state(telephone, now) if telephone else None
    states = [centre.state for centre in centres] + ([answers] if answers else [])
    answer = render(
        request,
        "portal/front/front.html",
        {
            "logged_in": logged_in,
            "to_do": to_do,
            "search_first": not to_do,
            "most_used": _most_used(),
            "situations": catalogue.life_situations(),
            "telephone": telephone,
            "telephone_opening": in_words(answers, now) if answers else "",
            "centres": shown,
            "open_now": any(state.open_now for state in states),
            "opens_again": opens_again(states, now),
            "digital_help": _digital_help(),
        },
    )
    if logged_in:
        patch_cache_control(answer, no_store=True)
    return answer


def _most_used() -> list[ServiceInfo]:
    """The services with most contacts this month, from the ledger; empty when it has none."""
    known = catalogue.services()
    return [known[key] for key in contacts.most_used(limit=MOST_USED) if key in known]


def _digital_help() -> list[ServiceInfo]:
    try:
        return catalogue.services_in(DIGITAL_HELP)
    except catalogue.UnknownSituation:
        return []
