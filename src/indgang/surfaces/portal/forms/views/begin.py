"""Before the first question: what you need, for whom you do it, and a button that begins."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.catalogue.selectors import ServiceInfo
from indgang.modules.catalogue.vocabulary import Audience
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.vocabulary import Channel, Down
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import ActingOption
from indgang.modules.identity.vocabulary import GROUND_NAMES
from indgang.modules.selfservice import selectors as selfservice
from indgang.modules.selfservice import services
from indgang.modules.selfservice.selectors.many import many_form
from indgang.modules.selfservice.selectors.views import DraftInfo, SolutionInfo
from indgang.modules.selfservice.services.results import HandedOver, NotForYou, UnknownSolution
from indgang.surfaces.common import people
from indgang.surfaces.common.fields import Field, Option
from indgang.surfaces.portal.open_pages import reader
from indgang.surfaces.portal.service.views import anonymous
from indgang.surfaces.portal.service.ways import Way, ways

OPTION = "option"


@people.for_everybody
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, slug: str) -> HttpResponse:
    """Reading needs no login; beginning does. A draft that is open already is gone on with."""
    try:
        solution = selfservice.solution(slug)
    except UnknownSolution as unknown:
        raise Http404 from unknown
    if request.method != "POST":
        return _page(request, solution)
    if stopped(solution, people.is_citizen(request)):
        return _page(request, solution, status=503)
    if not people.is_citizen(request) and not people.is_staff(request):
        return people.to_login(request, "portal")
    option = people.acting_option(request)
    if OPTION in request.POST:
        option = people.act_for(request, request.POST[OPTION])
    before = _open_draft(solution, option)
    try:
        draft = services.begin(solution=slug, by=option.acting)
    except (NotForYou, HandedOver) as refused:
        return _page(request, solution, refused=refused.message)
    if before is not None and before.id == draft.id:
        messages.info(request, _("Du var i gang i forvejen. Her er det, du har skrevet."))
    return redirect("portal:step", draft.id, draft.step)


def stopped(solution: SolutionInfo, logged_in: bool) -> bool:
    """Whether somebody told that it cannot be begun now. Who is logged in already needs no login."""
    found = channels.stops_beginning(service_id=solution.service_id, now=clock.now())
    return found is not None and not (logged_in and found.what is Down.LOGIN)


def ways_instead(request: HttpRequest, service: ServiceInfo) -> list[Way]:
    """The other ways in the order of the plan, when it cannot be done online."""
    now, here = clock.now(), identity.municipality()
    offers = channels.offers(service_id=service.id, party=reader(request) or anonymous(service), now=now)
    address = f"{here.name}, {here.address}, {here.postal_code} {here.city}"
    found = ways(service, offers, now, address=address)
    return [way for way in found if way.usable and way.channel not in (Channel.SELF_SERVICE, Channel.WEB)]


def _page(
    request: HttpRequest, solution: SolutionInfo, refused: Text | None = None, status: int = 200
) -> HttpResponse:
    service = catalogue.service(solution.service_id)
    context: dict[str, Any] = {
        "solution": solution,
        "service": service,
        "guidance": catalogue.guidance(solution.service_id),
        "elsewhere": solution.mode == "hand_over",
        "refused": refused,
        "price": selfservice.price_first(solution.slug),
        "many": many_form(solution.slug) is not None,
        "logged_in": people.is_citizen(request),
    }
    national = selfservice.national(solution.slug)
    if national is not None:
        context |= {"national": national, "instead": ways_instead(request, service)}
    if context["logged_in"]:
        context |= _for_whom(request, solution)
    if stopped(solution, context["logged_in"]):
        context |= {"stopped": True, "instead": ways_instead(request, service)}
    return render(request, "portal/forms/begin.html", context, status=409 if refused else status)


def _for_whom(request: HttpRequest, solution: SolutionInfo) -> dict[str, Any]:
    """The parties that one may do this for online, the present one chosen, and those for whom one may not."""
    options = people.acting_options(request)
    now = people.acting_option(request)
    audience = catalogue.service(solution.service_id).audience
    kind = {"person": Audience.CITIZEN, "company": Audience.COMPANY}
    options = [option for option in options if kind[option.acting.party.kind] in audience]
    covered = [option for option in options if option.covers(solution.service_id)]
    chosen = now if now in covered else next(iter(covered), None)
    return {
        "chosen": chosen,
        "ground": GROUND_NAMES[chosen.acting.ground] if chosen else "",
        "for_whom": _choice(covered, chosen) if chosen and len(covered) > 1 else None,
        "not_covered": [option for option in options if option not in covered],
        "draft": _open_draft(solution, chosen) if chosen else None,
    }


def _choice(covered: list[ActingOption], chosen: ActingOption) -> Field:
    return Field(
        name=OPTION,
        label=_("Hvem gør du det for?"),
        kind="radio",
        value=chosen.key,
        options=[
            Option(
                option.key,
                option.acting.party.name if option.acting.for_somebody_else else _("Mig selv"),
                option.basis,
            )
            for option in covered
        ],
    )


def _open_draft(solution: SolutionInfo, option: ActingOption) -> DraftInfo | None:
    """The draft that this actor has open for this party."""
    return selfservice.begun(solution.slug, option.acting)
