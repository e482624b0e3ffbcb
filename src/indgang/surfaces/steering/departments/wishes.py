"""What the strategies of the municipality want of a department: targets, efforts, and its own translation."""

from dataclasses import dataclass

from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy.vocabulary import StrategyInfo, TargetInfo, TargetKind


@dataclass(frozen=True)
class Wish:
    """A target of a department, with the strategy it stands in."""

    strategy: StrategyInfo
    target: TargetInfo


@dataclass(frozen=True)
class Effort:
    """An initiative that a department takes part in."""

    strategy: StrategyInfo
    id: str
    title: str
    number: int | None


@dataclass(frozen=True)
class Wishes:
    """What is wanted of one department. `own` are the strategies that translate a frame for it."""

    own: tuple[StrategyInfo, ...]
    targets: tuple[Wish, ...]
    efforts: tuple[Effort, ...]


def wishes_of(department: str, code: str, municipality: str) -> Wishes:
    """From the strategies of the municipality alone: another one's department of the same name is not ours."""
    ours = [one for one in strategy.strategies().values() if one.municipality == municipality]
    words = {department.lower(), code.lower()}
    return Wishes(
        own=tuple(one for one in ours if one.department.lower() in words),
        targets=tuple(
            Wish(one, target)
            for one in ours
            for target in one.targets
            if target.kind is not TargetKind.PRINTED
            and (target.cut.department.lower() in words or one.department.lower() in words)
        ),
        efforts=tuple(
            Effort(one, item.id, item.title, item.number)
            for one in ours
            for item in one.own.initiatives
            if words & {name.lower() for name in item.departments} or one.department.lower() in words
        ),
    )
