"""entrances.yaml: where people meet us, and when."""

import re
from collections.abc import Set
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, StringConstraints

from indgang.kernel.shapes import AtLeastOne, Bilingual, Slug
from indgang.kernel.strict_yaml import ContentError, Problem, Shape, load_document
from indgang.modules.channels.vocabulary import Channel, EntranceKind

_HOURS = re.compile(r"([01]\d|2[0-4])\.([0-5]\d)-([01]\d|2[0-4])\.([0-5]\d)")
DAY_END = 24 * 60


def _minutes(raw: object) -> object:
    match = _HOURS.fullmatch(raw) if isinstance(raw, str) else None
    if not match:
        raise ValueError("write opening hours as 09.00-15.30.")
    start, end = int(match[1]) * 60 + int(match[2]), int(match[3]) * 60 + int(match[4])
    if not start < end <= DAY_END:
        raise ValueError("the end must be after the beginning, and 24.00 at the latest.")
    return start, end


Interval = Annotated[tuple[int, int], BeforeValidator(_minutes)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

# The channel of an entrance; a digital one says it itself.
CHANNELS_OF = {
    EntranceKind.PHYSICAL: (Channel.IN_PERSON,),
    EntranceKind.MOBILE: (Channel.IN_PERSON,),
    EntranceKind.HOME_VISIT: (Channel.IN_PERSON,),
    EntranceKind.TELEPHONE: (Channel.TELEPHONE,),
}


class EntranceShape(Shape):
    """One entrance. `hours`: a day that is missing is closed."""

    id: Slug
    kind: EntranceKind
    name: Bilingual
    unit: Slug
    channels: tuple[Channel, ...] = ()
    address: Annotated[str, StringConstraints(max_length=120)] = ""
    postal_code: Annotated[str, StringConstraints(pattern=r"^\d{4}$")] = ""
    city: Annotated[str, StringConstraints(max_length=60)] = ""
    phone: Annotated[str, StringConstraints(pattern=r"^[\d +]{8,20}$")] = ""
    hours: dict[Weekday, tuple[Interval, ...]]
    services: Literal["all"] | tuple[Slug, ...]
    note: Bilingual | None = None
    accessible: Bilingual | None = None


class EntrancesShape(Shape):
    """entrances.yaml."""

    entrances: Annotated[tuple[EntranceShape, ...], AtLeastOne]


def read_entrances(folder: Path, services: Set[str]) -> tuple[EntranceShape, ...]:
    """Read and check the entrances. Raises ContentError with every problem."""
    document = load_document(folder / "entrances.yaml")
    entrances = document.as_shape(EntrancesShape).entrances
    units = {row["id"] for row in load_document(folder / "organisation.yaml").data["units"]}
    problems: list[Problem] = []

    def wrong(i: int, key: str, sentence: str, *more: int) -> None:
        problems.append(document.problem(("entrances", i, key, *more), sentence))

    seen: set[str] = set()
    for i, row in enumerate(entrances):
        if row.id in seen:
            wrong(i, "id", f"`{row.id}` stands here twice. Keep one of them.")
        seen.add(row.id)
        if row.unit not in units:
            wrong(
                i, "unit", f"`{row.unit}` is no unit. Correct the spelling, or add it to organisation.yaml."
            )
        if row.services != "all":
            for j, service in enumerate(row.services):
                if service not in services:
                    wrong(i, "services", f"`{service}` is no service. Correct the spelling, or remove it.", j)
        if row.kind is EntranceKind.PHYSICAL and not (row.address and row.postal_code and row.city):
            wrong(i, "kind", "A physical entrance needs `address`, `postal_code` and `city`.")
        if row.kind is EntranceKind.TELEPHONE and not row.phone:
            wrong(i, "kind", "A telephone entrance needs `phone`.")
        if (row.kind is EntranceKind.DIGITAL) != bool(row.channels):
            wrong(i, "kind", "A digital entrance, and only that, says in `channels` which channels it is.")
        for day, intervals in row.hours.items():
            if any(one[1] > other[0] for one, other in pairwise(intervals)):
                wrong(i, "hours", f"The hours of {day} overlap or stand in the wrong order.")
    if problems:
        raise ContentError(problems)
    return entrances
