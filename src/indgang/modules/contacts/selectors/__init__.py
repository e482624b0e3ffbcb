"""The questions of contacts."""

from indgang.modules.contacts.selectors.batches import UnknownBatch, batch
from indgang.modules.contacts.selectors.journeys import journeys_of

__all__ = ["UnknownBatch", "batch", "journeys_of"]
