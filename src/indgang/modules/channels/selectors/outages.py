"""What is down, and what is going to be."""

from datetime import datetime, timedelta

from indgang.kernel.generation import per_generation
from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.channels.models import Outage
from indgang.modules.channels.rules.outages import OutageInfo, closed_channels
from indgang.modules.channels.vocabulary import Channel, Down

SHOWN_AFTERWARDS = timedelta(days=30)


def outage_info(row: Outage) -> OutageInfo:
    return OutageInfo(
        id=row.pk,
        what=Down(row.what),
        service_id=row.service_id or "",
        entrance_id=row.entrance_id or "",
        begins_at=row.begins_at,
        ends_at=row.ends_at,
        text=Text.of(row.text),
        told_at=row.told_at,
        said_by=row.told_by_name,
        ended_at=row.ended_at,
    )


@per_generation
def _not_ended() -> tuple[OutageInfo, ...]:
    """Nobody has ended them. Kept in each process: telling and ending makes a new generation of content."""
    return tuple(outage_info(row) for row in Outage.objects.filter(ended_at=None).order_by("begins_at", "pk"))


def outages_now(now: datetime) -> tuple[OutageInfo, ...]:
    """What is down at `now` (aware), the oldest first. No query but the first after somebody said something new."""
    return tuple(one for one in _not_ended() if one.holds(now))


def outages_announced(now: datetime) -> tuple[OutageInfo, ...]:
    """What is planned within a week, the soonest first. No query, as above."""
    return tuple(one for one in _not_ended() if one.announced(now))


def outages_to_come(now: datetime) -> tuple[OutageInfo, ...]:
    """What is planned, however far away, the soonest first. No query, as above."""
    return tuple(one for one in _not_ended() if now < one.begins_at and not one.over(now))


def outages_over(now: datetime) -> list[OutageInfo]:
    """What is over since at most 30 days, the newest first. One query."""
    told = Outage.objects.filter(begins_at__gt=now - SHOWN_AFTERWARDS).order_by("-begins_at")[:50]
    return [one for one in map(outage_info, told) if one.over(now)]


def closed_by_outages(service_id: str, now: datetime) -> dict[Channel, OutageInfo]:
    """The channels of a service that an outage stops at `now` (aware). No query, as above. Raises UnknownService."""
    told = outages_now(now)
    if not told:
        return {}
    service = catalogue.service(service_id)
    return closed_channels(
        told,
        service_id=service_id,
        solution=bool(service.solution),
        online=bool(service.solution or service.elsewhere),
    )


def stops_beginning(*, service_id: str, now: datetime) -> OutageInfo | None:
    """The outage because of which nobody can begin the service online; None when it works. No query, as above."""
    return closed_by_outages(service_id, now).get(Channel.SELF_SERVICE)
