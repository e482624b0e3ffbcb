"""Where people meet us, and whether it is open."""

from dataclasses import dataclass
from datetime import datetime

from indgang.kernel.generation import per_generation
from indgang.kernel.text import Text
from indgang.modules.channels.models import Entrance
from indgang.modules.channels.rules import hours
from indgang.modules.channels.rules.hours import OpenState
from indgang.modules.channels.vocabulary import Channel, EntranceKind
from indgang.modules.identity import selectors as identity


@dataclass(frozen=True)
class EntranceInfo:
    """A place to meet the municipality. `hours` are minutes after midnight by weekday (`mon` to `sun`)."""

    id: str
    kind: EntranceKind
    name: Text
    unit: str
    channels: tuple[Channel, ...]
    address: str
    postal_code: str
    city: str
    phone: str
    hours: dict[str, tuple[tuple[int, int], ...]]
    serves_all: bool
    services: frozenset[str]
    note: Text
    accessible: Text

    def serves(self, service_id: str) -> bool:
        return self.serves_all or service_id in self.services


@per_generation
def _entrances() -> dict[str, EntranceInfo]:
    return {
        row.pk: EntranceInfo(
            id=row.pk,
            kind=EntranceKind(row.kind),
            name=Text.of(row.name),
            unit=row.unit_id,
            channels=tuple(Channel(channel) for channel in row.channels),
            address=row.address,
            postal_code=row.postal_code,
            city=row.city,
            phone=row.phone,
            hours={day: tuple((start, end) for start, end in spans) for day, spans in row.hours.items()},
            serves_all=row.serves_all,
            services=frozenset(row.services),
            note=Text.of(row.note),
            accessible=Text.of(row.accessible),
        )
        for row in Entrance.objects.filter(retired=False).order_by("position")
    }


def entrances() -> list[EntranceInfo]:
    """Every entrance, in the municipality's order."""
    return list(_entrances().values())


def entrance(entrance_id: str) -> EntranceInfo | None:
    """One entrance, or None."""
    return _entrances().get(entrance_id)


def main_telephone() -> EntranceInfo | None:
    """The telephone that answers for everything."""
    return next((row for row in entrances() if row.kind is EntranceKind.TELEPHONE and row.serves_all), None)


def open_state(entrance: EntranceInfo, now: datetime) -> OpenState:
    """Whether an entrance is open at `now` (aware), until when, or when next."""
    return hours.open_state(
        entrance.hours,
        now,
        closed_days=identity.municipality().closed_days,
        always=entrance.kind is EntranceKind.DIGITAL,
    )
