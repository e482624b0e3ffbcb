"""The tables of messages."""

from indgang.modules.messages.models.delivery import Delivery, LetterFile
from indgang.modules.messages.models.message import Message
from indgang.modules.messages.models.printing import PrintRun
from indgang.modules.messages.models.template import Template

__all__ = ["Delivery", "LetterFile", "Message", "PrintRun", "Template"]
