"""The deeds of contacts."""

from indgang.modules.contacts.services.archives import load_archive
from indgang.modules.contacts.services.journeys import close_journey, journey_for
from indgang.modules.contacts.services.ledger import answer_ease, live_batch, measure, record

__all__ = [
    "answer_ease",
    "close_journey",
    "journey_for",
    "live_batch",
    "load_archive",
    "measure",
    "record",
]
