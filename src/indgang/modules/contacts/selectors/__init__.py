"""The questions of contacts."""

from indgang.modules.contacts.selectors.batches import (
    UnknownBatch,
    batch,
    batches,
    live_batch,
    live_batch_name,
)
from indgang.modules.contacts.selectors.journeys import ease_is_answered, journeys_of
from indgang.modules.contacts.selectors.ledger import (
    Mark,
    contact_batches,
    contact_mark,
    measurement_batches,
    measurement_mark,
)
from indgang.modules.contacts.selectors.rows import contact_rows, measurement_rows
from indgang.modules.contacts.selectors.usage import most_used

__all__ = [
    "Mark",
    "UnknownBatch",
    "batch",
    "batches",
    "contact_batches",
    "contact_mark",
    "contact_rows",
    "ease_is_answered",
    "journeys_of",
    "live_batch",
    "live_batch_name",
    "measurement_batches",
    "measurement_mark",
    "measurement_rows",
    "most_used",
]
