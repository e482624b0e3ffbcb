"""The tables of contacts."""

from indgang.modules.contacts.models.counting import CountingSlot, CountingTick, CountingWeek
from indgang.modules.contacts.models.help import HelpCode, HelpCodeTry
from indgang.modules.contacts.models.importing import ImportRun, Series
from indgang.modules.contacts.models.ledger import Batch, Contact, Journey, Measurement, YearKey
from indgang.modules.contacts.models.parts import KeyBridge, LedgerPart
from indgang.modules.contacts.models.running import CallBack, RunningContact, RunningStep
from indgang.modules.contacts.models.screens import CounterScreen, ScreenTry

__all__ = [
    "Batch",
    "CallBack",
    "Contact",
    "CounterScreen",
    "CountingSlot",
    "CountingTick",
    "CountingWeek",
    "HelpCode",
    "HelpCodeTry",
    "ImportRun",
    "Journey",
    "KeyBridge",
    "LedgerPart",
    "Measurement",
    "RunningContact",
    "RunningStep",
    "ScreenTry",
    "Series",
    "YearKey",
]
