"""Which telephone answers for a service, whether it is open now, and what else there is when it is not."""

from dataclasses import dataclass
from datetime import datetime

from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.selectors import OpenState
from indgang.modules.channels.vocabulary import Channel, PartyFacts
from indgang.modules.identity import selectors as identity
from indgang.surfaces.common.opening import in_words
from indgang.surfaces.portal.service.views import anonymous
from indgang.surfaces.portal.service.ways import Way, ways

ONLINE = (Channel.SELF_SERVICE, Channel.WEB)


@dataclass(frozen=True)
class Calling:
    """How to ring. `open_now` None: the hours are not known. `why`: why it is out of order, from whoever said so.

    `others`: the ways that lead to a person meanwhile; empty while the telephone is open.
    """

    phone: str
    open_now: bool | None
    opening: str
    why: Text
    others: tuple[Way, ...]


def calling(service_id: str, party: PartyFacts | None, now: datetime) -> Calling:
    """The telephone as this party meets it for a service at `now` (aware). One query."""
    info, here = catalogue.service(service_id), identity.municipality()
    offers = channels.offers(service_id=service_id, party=party or anonymous(info), now=now)
    offer = offers.of(Channel.TELEPHONE)
    if offer is None or not offer.places:
        return Calling(here.phone, None, "", Text(), ())
    place = next((found for found in offer.places if found.state.open_now), offer.places[0])
    state = (
        place.state if offer.usable else OpenState(False, opens_at=offer.opens_at)
    )  # out of order till then
    others: tuple[Way, ...] = ()
    if not state.open_now:
        address = f"{here.name}, {here.address}, {here.postal_code} {here.city}"
        found = ways(info, offers, now, address=address)
        others = tuple(way for way in found if way.usable and way.channel not in (*ONLINE, Channel.TELEPHONE))
    why = Text() if offer.usable else offer.reason
    return Calling(place.entrance.phone or here.phone, state.open_now, in_words(state, now), why, others)
