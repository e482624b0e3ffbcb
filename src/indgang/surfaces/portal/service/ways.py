"""The ways to get something done, ready to be shown: what a channel is called here, and what it leads to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from indgang.kernel.text import Text
from indgang.modules.catalogue.selectors import ServiceInfo
from indgang.modules.channels.selectors import Offer, Offers, PlaceInfo
from indgang.modules.channels.vocabulary import Channel, EntranceKind, PlanState
from indgang.modules.identity import selectors as identity
from indgang.surfaces.common.opening import in_words

ICONS = {
    Channel.SELF_SERVICE: "laptop",
    Channel.WEB: "laptop",
    Channel.CHAT: "chat",
    Channel.DIGITAL_POST: "email",
    Channel.EMAIL: "email",
    Channel.TELEPHONE: "headset",
    Channel.IN_PERSON: "persons",
    Channel.LETTER: "document",
    Channel.SMS: "smartphone",
}


@dataclass(frozen=True)
class Action:
    """What a button says and where it leads. `outside`: to somebody else's site."""

    label: str
    url: str
    outside: bool = False


@dataclass(frozen=True)
class Place:
    """An entrance, and whether it is open, in words."""

    name: Text
    address: str
    phone: str
    opening: str
    open_now: bool
    note: Text
    accessible: Text
    hours: tuple[tuple[str, str], ...]
    kind: EntranceKind


@dataclass(frozen=True)
class Way:
    """One channel as the page shows it. `how`: what to do when there is no button."""

    channel: Channel
    icon: str
    title: str
    reason: Text
    opening: str
    open_now: bool | None
    on_request: bool
    usable: bool
    legal_basis: str
    action: Action | None
    how: str
    places: tuple[Place, ...]


def ways(service: ServiceInfo, offers: Offers, now: datetime, *, address: str) -> list[Way]:
    """Every offered channel in the plan's order. `address`: where a letter is sent."""
    return [_way(service, offer, now, address) for offer in offers.offers]


def first_action(service: ServiceInfo, offers: Offers) -> Action | None:
    """The button of the first offered channel: `Start, 5 min`, `Ring 99 99 00 00`, `Mød os`.

    A channel that has nothing to press leads to the service's page, which says how.
    """
    if offers.first is None:
        return None
    page = Action(_title(offers.first), reverse("portal:service", args=[service.id]))
    return action_of(service, offers.first) or page


def action_of(service: ServiceInfo, offer: Offer) -> Action | None:
    """What a channel leads to; None when there is nothing to press."""
    if not offer.usable:
        return None
    if offer.startable:
        return _start(service, offer)
    if offer.channel is Channel.TELEPHONE and offer.phone:
        return Action(_("Ring %(number)s") % {"number": offer.phone}, f"tel:{offer.phone.replace(' ', '')}")
    if offer.channel is Channel.IN_PERSON and offer.places:
        return Action(_("Mød os"), f"{reverse('portal:service', args=[service.id])}#steder")
    if offer.channel is Channel.LETTER and service.solution:
        return _paper_form(service.solution)
    return None


def _paper_form(slug: str) -> Action | None:
    """The form to fill in by hand; None in an installation without it."""
    try:
        return Action(_("Udfyld på papir"), reverse("portal:paper_form", args=[slug]))
    except NoReverseMatch:
        return None


def _start(service: ServiceInfo, offer: Offer) -> Action | None:
    minutes = offer.minutes
    if service.solution:
        try:
            url = reverse("portal:begin", args=[service.solution])
        except NoReverseMatch:
            return None
        if identity.municipality().solution_modes.get(service.solution) == "hand_over":
            return Action(_("Se, hvordan du gør"), url)
        if minutes is None:
            return Action(_("Start"), url)
        return Action(_("Start, %(minutes)s min") % {"minutes": minutes}, url)
    return Action(
        _("Gå til %(name)s") % {"name": service.authority_name}, service.authority_url, outside=True
    )


def _way(service: ServiceInfo, offer: Offer, now: datetime, address: str) -> Way:
    places = tuple(place(found, now) for found in offer.places) if offer.usable else ()
    shown = places if offer.channel in (Channel.IN_PERSON, Channel.TELEPHONE) else ()
    return Way(
        channel=offer.channel,
        icon=ICONS.get(offer.channel, "info"),
        title=_title(offer),
        reason=offer.reason,
        opening=_opening(offer, places, now),
        open_now=offer.open_now if offer.channel is not Channel.DIGITAL_POST else None,
        on_request=offer.state is PlanState.ON_REQUEST,
        usable=offer.usable,
        legal_basis=offer.legal_basis if offer.state is PlanState.CLOSED else "",
        action=_action_here(service, offer),
        how=_how(offer, address),
        places=shown,
    )


def _action_here(service: ServiceInfo, offer: Offer) -> Action | None:
    """On the service's own page the places stand further down."""
    action = action_of(service, offer)
    if action and offer.channel is Channel.IN_PERSON:
        return Action(_("Se hvor og hvornår"), "#steder")
    return action


def _title(offer: Offer) -> str:
    match offer.channel:
        case Channel.SELF_SERVICE | Channel.WEB:
            return _("Gør det på nettet")
        case Channel.TELEPHONE:
            return _("Ring til os")
        case Channel.IN_PERSON:
            return _("Mød os")
        case Channel.DIGITAL_POST:
            return _("Skriv til os i Digital Post")
        case Channel.LETTER:
            return _("Send et brev")
        case Channel.EMAIL:
            return _("Send en e-mail")
        case Channel.SMS:
            return _("Brug sms")
        case Channel.CHAT:
            return _("Chat med os")
        case _:
            return _("Skriv til os")


def _opening(offer: Offer, places: Sequence[Place], now: datetime) -> str:
    if not offer.usable or offer.channel in (
        Channel.DIGITAL_POST,
        Channel.LETTER,
        Channel.EMAIL,
        Channel.SMS,
    ):
        return ""
    if places:
        return next((found.opening for found in places if found.open_now), places[0].opening)
    return _("Åbent hele døgnet") if offer.open_now else ""


def _how(offer: Offer, address: str) -> str:
    if not offer.usable:
        return ""
    match offer.channel:
        case Channel.DIGITAL_POST:
            return _("Skriv til kommunen fra din Digital Post. Så kan du trygt skrive dit cpr-nummer.")
        case Channel.LETTER:
            return _("Send det til %(address)s.") % {"address": address}
        case Channel.EMAIL:
            return _("Ring og få adressen. Skriv aldrig dit cpr-nummer i en e-mail.")
        case Channel.SMS:
            return _("Sig til, når du taler med os. Så får du beskeder på din mobil.")
        case _:
            return ""


_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def place(found: PlaceInfo, now: datetime) -> Place:
    """An entrance in words."""
    entrance = found.entrance
    address = f"{entrance.address}, {entrance.postal_code} {entrance.city}" if entrance.address else ""
    names = dict(
        zip(
            _DAYS,
            (_("Mandag"), _("Tirsdag"), _("Onsdag"), _("Torsdag"), _("Fredag"), _("Lørdag"), _("Søndag")),
            strict=True,
        )
    )
    return Place(
        name=entrance.name,
        address=address,
        phone=entrance.phone,
        opening=in_words(found.state, now),
        open_now=found.state.open_now,
        note=entrance.note,
        accessible=entrance.accessible,
        hours=tuple(
            (names[day], ", ".join(f"{_clock(a)}–{_clock(b)}" for a, b in entrance.hours[day]))
            for day in _DAYS
            if entrance.hours.get(day)
        ),
        kind=entrance.kind,
    )


def _clock(minutes: int) -> str:
    return f"{minutes // 60}.{minutes % 60:02d}"
