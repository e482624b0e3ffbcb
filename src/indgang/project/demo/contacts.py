"""Eight weeks of invented contacts, so that the demo's steering pages show a municipality at work.

The same contacts every time (a fixed seed), written once each. Who called is nobody: the parties are invented, and
stand for no person of the demo. Without them nobody would come again, and no contact would be the first.
Channels follow each service's own plan, so that the demo's mix can be read against it.
"""

from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypedDict

from django.db import transaction

from indgang.kernel import clock
from indgang.kernel.deadlines import is_closed
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels import selectors as channels
from indgang.modules.channels.selectors import EntranceInfo
from indgang.modules.channels.vocabulary import Channel, PartyFacts, PlanState
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.vocabulary import Cause, Handling, Kind, Outcome
from indgang.modules.identity.vocabulary import Party

SEED = 2012
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAYS = 56
PER_OPEN_DAY = 24
BUSY = {
    "pas": 14,
    "koerekort-fornyelse": 9,
    "mitid-hjaelp": 9,
    "boernehave": 8,
    "beboerlicens": 7,
    "folkepension": 7,
    "sygedagpenge": 6,
    "laegeskift": 6,
    "sundhedskort": 6,
    "flytning-indland": 5,
    "skoleindskrivning": 5,
    "hjemmehjaelp": 5,
    "affald-manglende": 5,
    "byggetilladelse": 4,
    "boligstoette": 4,
    "digital-post-fritagelse": 4,
    "friplads": 4,
}
KNOWN = 0.6
PARTIES = 150
CAUSES = {Cause.OURS_NOT: 12, Cause.LETTER: 3, Cause.WEBSITE: 2, Cause.NO_ANSWER: 2, Cause.SOLUTION: 1}
STATE_WEIGHT = {PlanState.FIRST: 6, PlanState.OFFERED: 3, PlanState.ON_REQUEST: 1}
MINUTES = {Channel.TELEPHONE: (2, 12), Channel.IN_PERSON: (5, 25), Channel.LETTER: (10, 40)}


class Who(TypedDict, total=False):
    """What `record` is told of the one who came."""

    party: Party | None
    caused_by: str


@transaction.atomic
def make() -> int:
    """Write the contacts; a second run writes nothing. Returns how many there are."""
    chance = Random(SEED)  # noqa: S311 - invented figures, no secret
    services = catalogue.services()
    names = [name for name in BUSY if name in services]
    mixes = {name: _mix(name) for name in names}
    places = channels.entrances()
    today = clock.today()
    count = 0
    for back in range(DAYS, 0, -1):
        day = today - timedelta(days=back)
        rows = 4 if is_closed(day) else PER_OPEN_DAY + chance.randint(-6, 6)
        for number in range(rows):
            service = chance.choices(names, [BUSY[name] for name in names])[0]
            kinds, weights = mixes[service]
            channel = chance.choices(kinds, weights)[0]
            if is_closed(day) and channel in MINUTES:
                channel = Channel.WEB
            at = datetime.combine(day, time(chance.randint(9, 15), chance.randint(0, 59)), clock.COPENHAGEN)
            by_staff = channel in MINUTES
            contacts.record(
                channel=channel,
                service_id=service,
                department=services[service].department,
                kind=chance.choices(
                    [Kind.INFORMATION, Kind.STATUS, Kind.TRANSACTION, Kind.HELP], [5, 2, 2, 1]
                )[0],
                outcome=chance.choices(
                    [Outcome.RESOLVED, Outcome.TRANSFERRED, Outcome.CALL_BACK, Outcome.MISDIRECTED],
                    [14, 3, 1, 1],
                )[0]
                if by_staff
                else Outcome.RESOLVED,
                handling=Handling.STAFF if by_staff else Handling.AUTOMATIC,
                minutes=float(chance.randint(*MINUTES[channel])) if by_staff else None,
                audience=services[service].audience[0],
                entrance_id=_entrance(places, channel, service, day, number),
                **_who(day, number, by_staff=by_staff),
                source_row=f"demo:{day:%Y-%m-%d}:{number}",
                at=at,
            )
            count += 1
    return count


def _who(day: date, number: int, *, by_staff: bool) -> Who:
    """An invented party where one is known, so that some come again; and what staff answered about the cause."""
    chance = Random(f"{SEED}:{day}:{number}:who")  # noqa: S311 - its own, so that the other figures stay the same
    known = chance.random() < KNOWN
    found: Who = {"party": Party("person", f"demo-{chance.randrange(PARTIES)}", "") if known else None}
    asked = chance.random() < KNOWN
    if by_staff and asked:
        found["caused_by"] = chance.choices(list(CAUSES), list(CAUSES.values()))[0].value
    return found


def _entrance(places: list[EntranceInfo], channel: Channel, service: str, day: date, number: int) -> str:
    """Where a call or a visit came to: an entrance that serves it and is open that day, the first ones oftener."""
    if channel not in (Channel.TELEPHONE, Channel.IN_PERSON):
        return ""
    found = [
        one
        for one in places
        if channel in one.channels and one.serves(service) and one.hours.get(WEEKDAYS[day.weekday()])
    ]
    chance = Random(f"{SEED}:{day}:{number}")  # noqa: S311 - its own, so that the other figures stay the same
    return chance.choices(found, range(len(found), 0, -1))[0].id if found else ""


def _mix(service: str) -> tuple[list[Channel], list[int]]:
    """The channels of a service's plan and how often each is used; the plan's order, softened."""
    offers = channels.offers(
        service_id=service, party=PartyFacts(kind="person", exempt=False), now=clock.now()
    )
    found = {
        Channel(offer.channel): STATE_WEIGHT[PlanState(offer.state)]
        for offer in offers.offers
        if offer.state in STATE_WEIGHT
    }
    for channel in (Channel.TELEPHONE, Channel.IN_PERSON, Channel.LETTER):
        found[channel] = found.get(channel, 0) + 2
    found.pop(Channel.SELF_SERVICE, None)  # those rows are made by the matters themselves
    return list(found), list(found.values())
