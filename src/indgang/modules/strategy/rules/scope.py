"""What one figure may be counted over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from indgang.kernel.text import Text
from indgang.modules.contacts.vocabulary import LIBRARY_VISITS, BatchInfo, BatchKind
from indgang.modules.strategy.vocabulary import EVERYTHING, CountedDifferently, Cut, Filter, Split

NOTHING = Text()
_WHOLE_YEAR = Text("Kilden har kun tal for hele året.", "The source has figures for the whole year only.")
_ONLY_GROUPS = Text("Kilden kender kun grupper af kanaler.", "The source knows groups of channels only.")
_NOT_DIVIDED = Text(
    "Kilden har ikke delt sine tal op sådan.", "The source did not divide its figures in that way."
)
_NOT_MEASURED = Text(
    "Vi ved ikke, hvilken kanal eller indgang målingen hører til.",
    "We do not know which channel or entrance the measurement belongs to.",
)


@dataclass(frozen=True)
class Scope:
    """One series in one year, one filter and one cut: rows that were all counted in the same way.

    `split` cuts the year up into months or quarters. `as_of` is the last day that a figure about what came
    afterwards may look to: today, or the last day of the rows.
    """

    batch: BatchInfo
    year: int
    filter: Filter = Filter.ALL
    cut: Cut = EVERYTHING
    split: Split = Split.NONE
    as_of: date | None = None

    @property
    def ids(self) -> tuple[int, ...]:
        """The batches of the series, as the column `batch` has them."""
        return self.batch.ids or (self.batch.id,)

    @property
    def edges(self) -> tuple[tuple[int, date, date], ...]:
        """First and last day of each imported batch: what came before or after it we cannot see."""
        return self.batch.edges

    @property
    def live(self) -> bool:
        return self.batch.kind is BatchKind.LIVE

    @property
    def archive(self) -> bool:
        return self.batch.kind is BatchKind.ARCHIVE

    @property
    def library_visits(self) -> dict[str, str] | None:
        """What a row must match to be a library visit; None when the batch knows none."""
        return self.batch.marks.get(LIBRARY_VISITS)

    @property
    def unmeasured(self) -> Text:
        """Why the measurements cannot be cut so; empty when they can."""
        return _NOT_MEASURED if self.cut.entrance or self.cut.channel else NOTHING

    @property
    def undivided(self) -> Text:
        """Why the rows cannot be cut or split so: a document prints a year, and no more. Empty when they can."""
        if not self.archive:
            return NOTHING
        cut = self.cut
        if self.split or cut.since or cut.until:
            return _WHOLE_YEAR
        if cut.channel and not self.batch.knows_channels:
            return _ONLY_GROUPS
        other = cut.service, cut.department, cut.entrance, cut.audience
        return _NOT_DIVIDED if any(other) or cut.exempt is not None else NOTHING


def scope(
    batches: Sequence[BatchInfo],
    years: Sequence[int],
    filter: Filter = Filter.ALL,
    cut: Cut = EVERYTHING,
    split: Split = Split.NONE,
    as_of: date | None = None,
) -> Scope:
    """The only way to a scope. Raises CountedDifferently for anything but one series in one of its years."""
    if len(batches) != 1 or len(set(years)) != 1:
        raise CountedDifferently
    if batches[0].year not in (None, years[0]):
        raise CountedDifferently
    return Scope(batches[0], years[0], Filter(filter), cut, Split(split), as_of)
