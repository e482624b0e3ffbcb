"""Questions about where rows come from."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from django.db.models import Prefetch

from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.errors import Expected
from indgang.kernel.text import Text
from indgang.modules.contacts.models import Batch, Contact, Series
from indgang.modules.contacts.vocabulary import LIVE, BatchInfo, BatchKind, BatchState
from indgang.modules.identity import selectors as identity


class UnknownBatch(Expected):
    """No batch of this name has been loaded."""

    status = 404
    message = Text("Vi kender ikke de tal.", "We do not know those figures.")


def _edges(rows: Iterable[Batch]) -> tuple[tuple[int, date, date], ...]:
    return tuple((row.pk, row.first_day, row.last_day) for row in rows if row.first_day and row.last_day)


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
        edges=_edges([row]),
    )


def series_info(row: Series, parts: Sequence[Batch]) -> BatchInfo:
    """A series as one: `parts` are its batches that count, none when every one was undone."""
    edges = _edges(parts)
    return BatchInfo(
        id=0,
        name=row.pk,
        kind=BatchKind(parts[0].kind) if parts else BatchKind.IMPORT,
        title=Text.of(row.title),
        municipality=row.municipality,
        year=None,
        document=", ".join(dict.fromkeys(part.file_name for part in parts if part.file_name)),
        counting_rule=Text.of(row.counting_rule),
        knows_channels=row.knows_channels,
        marks={},
        sources={},
        ids=tuple(part.pk for part in parts),
        series=row.pk,
        rule_hash=row.rule_hash,
        rows=sum(part.rows for part in parts),
        first_day=min((first for _, first, _ in edges), default=None),
        last_day=max((last for _, _, last in edges), default=None),
        edges=edges,
    )


def all_series() -> list[BatchInfo]:
    """Every series, by title: what was imported and what was counted by hand. Two queries."""
    current = Prefetch("batch_set", queryset=Batch.objects.filter(current=True).order_by("pk"))
    rows = Series.objects.prefetch_related(current)
    return sorted(
        (series_info(row, list(row.batch_set.all())) for row in rows), key=lambda one: str(one.title)
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
    """The current batches, or the series, of these names. One query, two more when a name is none of a batch.

    Raises UnknownBatch for the first that is missing.
    """
    found = {
        row.name: info(row)
        for row in Batch.objects.select_related("series").filter(name__in=names, current=True)
    }
    missing = [name for name in names if name not in found]
    if missing:
        current = Prefetch("batch_set", queryset=Batch.objects.filter(current=True).order_by("pk"))
        series = Series.objects.filter(pk__in=missing).prefetch_related(current)
        found |= {row.pk: series_info(row, list(row.batch_set.all())) for row in series}
    for name in names:
        if name not in found:
            raise UnknownBatch
    return found


def batch(name: str) -> BatchInfo:
    """The current batch of a name, or the series. Raises UnknownBatch."""
    return batches([name])[name]
