"""Factors beside the self-service rate, over municipalities: what can be seen, and no more.

A correlation over municipalities says nothing of citizens, and nothing of cause.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

FEWEST = 10
"""With fewer municipalities than this nothing is worked out: one of them alone could turn the picture."""
WORTH: Mapping[str, float] = {"yes": 1.0, "partly": 0.5, "no": 0.0}


@dataclass(frozen=True)
class Place:
    """One municipality: its self-service rate in percent, and its answer to each factor (`yes`, `partly`, `no`)."""

    name: str
    rate: float
    answers: Mapping[str, str]

    @property
    def worked_on(self) -> float:
        """How many factors it works on; one that it works on partly is a half."""
        return sum(WORTH[answer] for answer in self.answers.values())


@dataclass(frozen=True)
class Beside:
    """One factor: the mean rate of those who work on it wholly, and of the others. None: there is none of them."""

    factor: str
    having: int
    others: int
    having_rate: float | None
    others_rate: float | None

    @property
    def difference(self) -> float | None:
        """In percentage points."""
        if self.having_rate is None or self.others_rate is None:
            return None
        return self.having_rate - self.others_rate


@dataclass(frozen=True)
class Correlation:
    """`rank` is Spearman's: -1 to 1; None when too few, or when all answer alike."""

    places: int
    rank: float | None
    beside: tuple[Beside, ...]


def correlate(places: Sequence[Place], factors: Sequence[str]) -> Correlation:
    """What can be seen of some municipalities."""
    beside = tuple(_beside(factor, places) for factor in factors)
    enough = len(places) >= FEWEST
    rank = spearman([one.worked_on for one in places], [one.rate for one in places]) if enough else None
    return Correlation(len(places), rank, beside)


def _beside(factor: str, places: Sequence[Place]) -> Beside:
    having = [one.rate for one in places if one.answers.get(factor) == "yes"]
    others = [one.rate for one in places if one.answers.get(factor) != "yes"]
    return Beside(
        factor, len(having), len(others), fmean(having) if having else None, fmean(others) if others else None
    )


def spearman(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """The rank correlation of pairs, equal values sharing their mean rank; None when one side does not vary."""
    x, y = _ranks(xs), _ranks(ys)
    mean_x, mean_y = fmean(x), fmean(y)
    across = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    spread_x, spread_y = sum((a - mean_x) ** 2 for a in x), sum((b - mean_y) ** 2 for b in y)
    if not spread_x or not spread_y:
        return None
    found: float = across / (spread_x * spread_y) ** 0.5
    return max(-1.0, min(1.0, found))


def _ranks(values: Sequence[float]) -> list[float]:
    ordered = sorted(values)
    first = {value: ordered.index(value) for value in set(ordered)}
    return [first[value] + (ordered.count(value) + 1) / 2 for value in values]
