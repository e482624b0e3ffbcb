"""The questions of contacts."""

from indgang.modules.contacts.selectors.batches import (
    UnknownBatch,
    batch,
    batches,
    live_batch,
    live_batch_name,
)
from indgang.modules.contacts.selectors.journeys import journeys_of
from indgang.modules.contacts.selectors.ledger import (
    contact_batches,
    contact_count,
    measurement_batches,
    measurement_count,
)
from indgang.modules.contacts.selectors.rows import contact_rows, measurement_rows

__all__ = [
    "UnknownBatch",
    "batch",
    "batches",
    "contact_batches",
    "contact_count",
    "contact_rows",
    "journeys_of",
    "live_batch",
    "live_batch_name",
    "measurement_batches",
    "measurement_count",
    "measurement_rows",
]
