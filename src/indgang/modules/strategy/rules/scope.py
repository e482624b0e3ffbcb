"""What one figure may be counted over."""

from collections.abc import Sequence
from dataclasses import dataclass

from indgang.modules.contacts.vocabulary import LIBRARY_VISITS, BatchInfo, BatchKind
from indgang.modules.strategy.vocabulary import CountedDifferently, Filter


@dataclass(frozen=True)
class Scope:
    """One batch, one year, one filter: rows that were all counted in the same way."""

    batch: BatchInfo
    year: int
    filter: Filter = Filter.ALL

    @property
    def live(self) -> bool:
        return self.batch.kind is BatchKind.LIVE

    @property
    def library_visits(self) -> dict[str, str] | None:
        """What a row must match to be a library visit; None when the batch knows none."""
        return self.batch.marks.get(LIBRARY_VISITS)


def scope(batches: Sequence[BatchInfo], years: Sequence[int], filter: Filter = Filter.ALL) -> Scope:
    """The only way to a scope. Raises CountedDifferently for anything but one batch in one of its years."""
    if len(batches) != 1 or len(set(years)) != 1:
        raise CountedDifferently
    if batches[0].year not in (None, years[0]):
        raise CountedDifferently
    return Scope(batches[0], years[0], Filter(filter))
