"""What an outage means: whether it holds now, what it closes, and whom it concerns."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from indgang.kernel.text import Text
from indgang.modules.channels.vocabulary import Channel, Down

ANNOUNCED = timedelta(days=7)
"""So long before a planned outage begins everybody is told."""
ONLINE = (Channel.SELF_SERVICE, Channel.WEB)


@dataclass(frozen=True, slots=True)
class OutageInfo:
    """Something that somebody said is down. Moments are aware. `ends_at` None: nobody knows when.

    `said_by` is the name of whoever said it, for staff only.
    """

    id: UUID
    what: Down
    service_id: str
    entrance_id: str
    begins_at: datetime
    ends_at: datetime | None
    text: Text
    told_at: datetime
    said_by: str
    ended_at: datetime | None = None

    def over(self, now: datetime) -> bool:
        """Ended by somebody, or at the moment that was foreseen."""
        return self.ended_at is not None or (self.ends_at is not None and self.ends_at <= now)

    def holds(self, now: datetime) -> bool:
        return self.begins_at <= now and not self.over(now)

    def announced(self, now: datetime) -> bool:
        """It has not begun, and people are told of it beforehand."""
        return now < self.begins_at <= now + ANNOUNCED and not self.over(now)

    def overlaps(self, begins_at: datetime, ends_at: datetime | None) -> bool:
        """Whether it covers part of a stretch of time."""
        return (ends_at is None or self.begins_at < ends_at) and (
            self.ends_at is None or begins_at < self.ends_at
        )


def closed_channels(
    outages: Iterable[OutageInfo], *, service_id: str, solution: bool, online: bool
) -> dict[Channel, OutageInfo]:
    """The channels of a service that do not work, and because of which outage; `outages` hold now.

    `solution`: it has a self-service of ours, which needs our login. `online`: there is something to start online,
    be it ours or another authority's.
    """
    found: dict[Channel, OutageInfo] = {}
    for one in outages:
        ours = one.what in (Down.SELF_SERVICE, Down.LOGIN) and solution
        this = one.what is Down.SERVICE and one.service_id == service_id and online
        if ours or this:
            found |= dict.fromkeys(ONLINE, one)
        elif one.what is Down.TELEPHONE:
            found[Channel.TELEPHONE] = one
    return found
