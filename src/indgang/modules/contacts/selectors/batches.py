"""Questions about where rows come from."""

from indgang.kernel.text import Text
from indgang.modules.contacts.models import Batch
from indgang.modules.contacts.vocabulary import LIVE, BatchInfo, BatchKind
from indgang.modules.identity import selectors as identity


class UnknownBatch(LookupError):
    """No batch of this name has been loaded."""


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
    )


def live_batch() -> BatchInfo:
    """The batch of what we do ourselves. Raises UnknownBatch before the first contact."""
    return batch(f"{LIVE}-{identity.municipality().id}")


def batch(name: str) -> BatchInfo:
    """The current batch of a name. Raises UnknownBatch."""
    try:
        return info(Batch.objects.get(name=name, current=True))
    except Batch.DoesNotExist:
        raise UnknownBatch(name) from None
