"""What this person is offered for a service, in order, why, and open now or when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db.models import Max

from indgang.kernel import generation
from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels.models import Availability
from indgang.modules.channels.rules import offers as rules
from indgang.modules.channels.rules.hours import OpenState
from indgang.modules.channels.selectors.entrances import EntranceInfo, entrances, open_state
from indgang.modules.channels.selectors.outages import closed_by_outages, outages_now
from indgang.modules.channels.selectors.plans import plan
from indgang.modules.channels.vocabulary import (
    AvailabilityState,
    Channel,
    Condition,
    EntranceKind,
    PartyFacts,
    PlanState,
)

NO_PLAN = Text(
    "Vi har ikke besluttet noget særligt her. Du kan altid tale med en medarbejder.",
    "Nothing particular has been decided here. You can always talk to a member of staff.",
)
NEVER_CLOSES = frozenset({Channel.SELF_SERVICE, Channel.WEB, Channel.DIGITAL_POST})


@dataclass(frozen=True)
class PlaceInfo:
    """An entrance that serves, and whether it is open."""

    entrance: EntranceInfo
    state: OpenState


@dataclass(frozen=True)
class Offer:
    """One channel as this person meets it.

    `open_now` None: the channel has no hours. `opens_at` also says when an outage is expected to end.
    `yours`: whether its condition fits (None: we do not know). `usable`: it can be used, be it open or not.
    `startable`: there is something to start online. `entrances`: open ones first, then the next to open.
    """

    channel: Channel
    state: PlanState
    reason: Text
    minutes: int | None
    open_now: bool | None
    opens_at: datetime | None
    closes_at: datetime | None
    entrances: tuple[EntranceInfo, ...]
    places: tuple[PlaceInfo, ...]
    phone: str
    legal_basis: str
    condition: Condition
    yours: bool | None
    usable: bool
    startable: bool


@dataclass(frozen=True, eq=False)
class Offers:
    """All channels of a service, in the order this person meets them, and why the plan is as it is.

    The same object as long as nothing it depends on has changed, so a page may be kept by it.
    """

    service_id: str
    reason: Text
    offers: tuple[Offer, ...]

    @property
    def first(self) -> Offer | None:
        return next((offer for offer in self.offers if offer.state is PlanState.FIRST), None)

    def of(self, channel: Channel) -> Offer | None:
        return next((offer for offer in self.offers if offer.channel is channel), None)


@dataclass(frozen=True, slots=True)
class _Unavailable:
    """A channel of a service does not work: the module that runs it says so, or somebody told of an outage."""

    channel: Channel
    reason: Text
    until: datetime | None


def offers(*, service_id: str, party: PartyFacts, now: datetime, level: str = "") -> Offers:
    """What a party is offered for a service at `now` (aware). Raises UnknownService."""
    return first_offers(service_ids=[service_id], party=party, now=now, level=level)[service_id]


def first_offers(
    *, service_ids: Iterable[str], party: PartyFacts, now: datetime, level: str = ""
) -> dict[str, Offers]:
    """The same for several services at once, with one small question to the database."""
    said = _unavailable()
    shut = frozenset(one.entrance_id for one in outages_now(now) if one.entrance_id)
    minute = now.replace(second=0, microsecond=0)
    return {
        service_id: _offers(
            generation.current(),
            service_id,
            party,
            minute,
            level,
            tuple(row for row in said.get(service_id, ()) if row.until is None or row.until > now)
            + tuple(
                _Unavailable(channel, one.text, one.ends_at)
                for channel, one in closed_by_outages(service_id, now).items()
            ),
            shut,
        )
        for service_id in service_ids
    }


@lru_cache(maxsize=1024)
def _offers(
    content: int,
    service_id: str,
    party: PartyFacts,
    now: datetime,
    level: str,
    unavailable: tuple[_Unavailable, ...],
    shut: frozenset[str],
) -> Offers:
    """Kept as long as nothing it depends on has changed: content, outages, shut entrances, and the minute."""
    down = {one.channel: one for one in unavailable}
    service = catalogue.service(service_id)
    found = plan(service_id, day=now.astimezone(COPENHAGEN).date(), level=level)
    with_link = {Channel.SELF_SERVICE, Channel.WEB} if service.solution or service.elsewhere else set()
    decided = rules.decide(
        found.lines if found else (),
        party,
        down={one.channel: one.reason for one in unavailable},
        with_link=with_link,
    )
    guidance = catalogue.guidance(service_id)
    made = []
    for row in decided:
        places = tuple(
            place for place in _places(service_id, row.channel, content, now) if place.entrance.id not in shut
        )
        state = _channel_state(row, places, down.get(row.channel))
        online = row.channel in rules.DIGITAL_FORMS
        made.append(
            Offer(
                channel=row.channel,
                state=row.state,
                reason=row.reason,
                minutes=guidance.minutes if guidance and online else None,
                open_now=state.open_now if state else None,
                opens_at=state.opens_at if state else None,
                closes_at=state.closes_at if state else None,
                entrances=tuple(place.entrance for place in places),
                places=places,
                phone=next((place.entrance.phone for place in places if place.entrance.phone), ""),
                legal_basis=row.legal_basis,
                condition=row.condition,
                yours=row.yours,
                usable=row.usable,
                startable=row.usable and online and row.channel in with_link,
            )
        )
    return Offers(service_id, found.reason if found else NO_PLAN, tuple(made))


@lru_cache(maxsize=4)
def _states(content: int, now: datetime) -> dict[str, OpenState]:
    """Every entrance at a minute."""
    return {row.id: open_state(row, now) for row in entrances()}


def _places(service_id: str, channel: Channel, content: int, now: datetime) -> tuple[PlaceInfo, ...]:
    """Entrances of a channel: open before closed, one made for the service before one that serves all."""
    states = _states(content, now)
    serving = [row for row in entrances() if channel in row.channels and row.serves(service_id)]

    def order(row: EntranceInfo) -> tuple[bool, bool, float, bool]:
        state = states[row.id]
        opens = state.opens_at.timestamp() if state.opens_at else float("inf")
        return (
            row.kind is EntranceKind.HOME_VISIT,  # by appointment only
            channel is Channel.TELEPHONE and row.serves_all,
            0.0 if state.open_now else opens,
            row.serves_all,
        )

    return tuple(PlaceInfo(row, states[row.id]) for row in sorted(serving, key=order))


def _channel_state(
    row: rules.Decided, places: tuple[PlaceInfo, ...], outage: _Unavailable | None
) -> OpenState | None:
    if outage:
        return OpenState(False, opens_at=outage.until)
    if not row.usable:
        return None
    if places:
        return next((place.state for place in places if place.state.open_now), places[0].state)
    if row.channel in NEVER_CLOSES:
        return OpenState(True)
    return None


def _unavailable() -> dict[str, tuple[_Unavailable, ...]]:
    """What does not work now, by service. Read anew only when somebody has said something new."""
    newest = Availability.objects.order_by("-pk").values_list("pk", "set_at").first()
    return _unavailable_at(generation.current(), newest) if newest else {}


@lru_cache(maxsize=2)
def _unavailable_at(content: int, newest: tuple[int, datetime]) -> dict[str, tuple[_Unavailable, ...]]:
    last_words = Availability.objects.values("service_id", "channel").annotate(last=Max("pk")).values("last")
    found: dict[str, tuple[_Unavailable, ...]] = {}
    down = Availability.objects.filter(pk__in=last_words, state=AvailabilityState.DOWN.value)
    for row in down.order_by("pk"):
        one = _Unavailable(Channel(row.channel), Text.of(row.reason), row.until)
        found[row.service_id] = (*found.get(row.service_id, ()), one)
    return found
