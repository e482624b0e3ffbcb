"""The tables of contacts."""

from indgang.modules.contacts.models.help import HelpCode, HelpCodeTry
from indgang.modules.contacts.models.ledger import Batch, Contact, Journey, Measurement, YearKey
from indgang.modules.contacts.models.running import CallBack, RunningContact, RunningStep
from indgang.modules.contacts.models.screens import CounterScreen, ScreenTry

__all__ = [
    "Batch",
    "CallBack",
    "Contact",
    "CounterScreen",
    "HelpCode",
    "HelpCodeTry",
    "Journey",
    "Measurement",
    "RunningContact",
    "RunningStep",
    "ScreenTry",
    "YearKey",
]
