"""The targets of a strategy: where it stands, each step on the way, the goal, and how far it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from indgang.modules.strategy.vocabulary import (
    GROUP_NAMES,
    Figure,
    Filter,
    StrategyInfo,
    TargetInfo,
    TargetKind,
)
from indgang.surfaces.common import formats
from indgang.surfaces.steering import reading
from indgang.surfaces.steering.overview.words import indicator_name
from indgang.surfaces.steering.reading import Shown

Known = Mapping[tuple[str, str, Filter], Figure]


@dataclass(frozen=True)
class TargetRow:
    """One target. `now` is our own count of the source's rows; without it `printed` is what the source says.

    `steps` has each year of the table with its aim, which is empty in some.
    """

    name: str
    group: str
    now: Shown | None
    printed: str
    steps: tuple[tuple[int, str], ...]
    distance: str
    pages: str


@dataclass(frozen=True)
class Targets:
    """The table: `years` are its columns after the first, the last one is the goal."""

    start: int
    years: tuple[int, ...]
    rows: tuple[TargetRow, ...]


def targets(strategy: StrategyInfo, known: Known) -> Targets:
    """The targets of a strategy beside its figures."""
    years = tuple(sorted({one.year for one in strategy.targets if one.kind is not TargetKind.PRINTED}))
    rows = tuple(
        _row(list(group), years, known)
        for _, group in groupby(
            sorted(strategy.targets, key=lambda one: _position(strategy, one)),
            key=lambda one: (one.indicator, one.group),
        )
    )
    return Targets(strategy.baseline_year, years, rows)


def _position(strategy: StrategyInfo, one: TargetInfo) -> int:
    """Where the indicator and group first stand in the strategy."""
    return next(
        place
        for place, other in enumerate(strategy.targets)
        if (other.indicator, other.group) == (one.indicator, one.group)
    )


def _row(group: list[TargetInfo], years: tuple[int, ...], known: Known) -> TargetRow:
    first = group[0]
    figure = known.get((first.indicator, first.group, first.filter))
    now = Shown(figure) if figure is not None and figure.value is not None else None
    printed = next((one for one in group if one.kind is TargetKind.PRINTED), None)
    goal = next((one for one in group if one.kind is TargetKind.TARGET), None)
    by_year = {one.year: one for one in group if one.kind is not TargetKind.PRINTED}
    start = now.figure.value if now else printed.value if printed else None
    pages = dict.fromkeys(one.page for one in group)
    return TargetRow(
        name=indicator_name(first.indicator),
        group="" if first.group == "all" else str(GROUP_NAMES[first.group]),
        now=now,
        printed=reading.target(printed.value, printed.unit) if printed else "",
        steps=tuple(
            (y, reading.target(by_year[y].value, by_year[y].unit) if y in by_year else "") for y in years
        ),
        distance=(
            reading.distance(start, goal.value, goal.unit)
            if start is not None and goal and not reading.is_split(goal.indicator)
            else ""
        ),
        pages="; ".join(page.replace(" ", formats.NBSP) for page in pages),  # a line breaks between two only
    )
