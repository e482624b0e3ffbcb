"""Questions about where rows come from."""

from collections.abc import Collection
from datetime import date, datetime

from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.contacts.models import Batch, Contact
from indgang.modules.contacts.vocabulary import LIVE, BatchInfo, BatchKind, BatchState
from indgang.modules.identity import selectors as identity


class UnknownBatch(Expected):
    """No batch of this name has been loaded."""

    status = 404
    message = Text("Vi kender ikke de tal.", "We do not know those figures.")


def info(row: Batch) -> BatchInfo:
    return BatchInfo(
        id=row.pk,
        name=row.name,
        kind=BatchKind(row.kind),
        title=Text.of(row.title),
        municipality=row.municipality,
        year=row.year,
        document=row.document,
        counting_rule=Text.of(row.counting_rule),
        knows_channels=row.knows_channels,
        marks=row.marks,
        sources=row.sources,
        ids=(row.pk,),
        series=row.series_id or "",
        rule_hash=row.series.rule_hash if row.series is not None else "",
        state=BatchState(row.state),
        rows=row.rows,
        first_day=row.first_day,
        last_day=row.last_day,
    )


def live_batch_name() -> str:
    return f"{LIVE}-{identity.municipality().id}"


def counted_since(batch: str, year: int) -> date | None:
    """The first day of a year on which the current batch of a name has a row; None when it has none."""
    begin, end = (datetime(n, 1, 1, tzinfo=COPENHAGEN) for n in (year, year + 1))
    rows = Contact.objects.filter(batch__name=batch, batch__current=True, at__gte=begin, at__lt=end)
    first = rows.order_by("at").values_list("at", flat=True).first()
    return None if first is None else first.astimezone(COPENHAGEN).date()


def live_batch() -> BatchInfo:
    """The batch of what we do ourselves. Raises UnknownBatch before the first contact."""
    return batch(live_batch_name())


def batches(names: Collection[str]) -> dict[str, BatchInfo]:
    """The current batches of these names, in one query. Raises UnknownBatch for the first that is missing."""
    found = {
        row.name: info(row)
        for row in Batch.objects.select_related("series").filter(name__in=names, current=True)
    }
    for name in names:
        if name not in found:
            raise UnknownBatch
    return found


def batch(name: str) -> BatchInfo:
    """The current batch of a name. Raises UnknownBatch."""
    try:
        return info(Batch.objects.select_related("series").get(name=name, current=True))
    except Batch.DoesNotExist:
        raise UnknownBatch from None
