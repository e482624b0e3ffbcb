"""The tables of contacts."""

from indgang.modules.contacts.models.help import HelpCode, HelpCodeTry
from indgang.modules.contacts.models.ledger import Batch, Contact, Journey, Measurement, YearKey
from indgang.modules.contacts.models.running import CallBack, RunningContact, RunningStep

__all__ = [
    "Batch",
    "CallBack",
    "Contact",
    "HelpCode",
    "HelpCodeTry",
    "Journey",
    "Measurement",
    "RunningContact",
    "RunningStep",
    "YearKey",
]
