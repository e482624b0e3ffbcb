"""How people get their self-services done, as aggregates alone: nothing here is about a person, nor leads to one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from indgang.modules.strategy.rules.suppression import shown, shown_shares
from indgang.modules.strategy.selectors.figures import answers
from indgang.modules.strategy.vocabulary import Cut, Figure, Question

HOW = ("alone", "co_served", "by_staff")
"""Did it alone; had help in the own draft; staff wrote it in."""


@dataclass(frozen=True)
class Segment:
    """One part of the completed self-services. Counts to the nearest five; None stands for one to four.

    Of a part that is under five itself nothing is said: which way they went would be said of each of them.
    `counts` and `shares` (percent of what is shown) by `HOW`. `total` is all of them; 0: there are none.
    """

    counts: Mapping[str, int | None]
    shares: Mapping[str, float | None]
    total: int | None

    @property
    def empty(self) -> bool:
        return self.total == 0


def segments(asked: Question, cuts: Sequence[Cut]) -> list[Segment]:
    """One segment for each part of the rows. Raises as `answers`."""
    questions = [replace(asked, only=("take_up",), cut=cut) for cut in cuts]
    return [_segment(found) for found in answers(*questions)]


def _segment(figures: Sequence[Figure]) -> Segment:
    rows = {one.group: one.rows for one in figures if one.group in HOW}
    total = shown(sum(rows.values()))
    counts = {how: None if total is None else shown(rows.get(how, 0)) for how in HOW}
    return Segment(counts, shown_shares(counts), total)
