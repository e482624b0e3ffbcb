"""The tables of messages."""

from indgang.modules.messages.models.bulk import BulkRecipient, BulkRun
from indgang.modules.messages.models.delivery import Delivery, LetterFile
from indgang.modules.messages.models.inbound import ContactPoint, Inbound, InboundRaw
from indgang.modules.messages.models.ladder import (
    Attempt,
    Envelope,
    Ladder,
    ProviderState,
    Receipt,
    ReceiptMatch,
)
from indgang.modules.messages.models.message import Message
from indgang.modules.messages.models.printing import PrintRun
from indgang.modules.messages.models.template import Template

__all__ = [
    "Attempt",
    "BulkRecipient",
    "BulkRun",
    "ContactPoint",
    "Delivery",
    "Envelope",
    "Inbound",
    "InboundRaw",
    "Ladder",
    "LetterFile",
    "Message",
    "PrintRun",
    "ProviderState",
    "Receipt",
    "ReceiptMatch",
    "Template",
]
