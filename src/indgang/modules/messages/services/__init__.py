"""The deeds of messages."""

from indgang.modules.messages.services.delivering import deliver_planned
from indgang.modules.messages.services.files import remove_orphan_files
from indgang.modules.messages.services.reading import CannotReply, mark_read, reply
from indgang.modules.messages.services.sending import send
from indgang.modules.messages.services.templates import (
    UnknownPlaceholder,
    UnknownTemplate,
    compose,
    read_letter,
    register_letters,
)

__all__ = [
    "CannotReply",
    "UnknownPlaceholder",
    "UnknownTemplate",
    "compose",
    "deliver_planned",
    "mark_read",
    "read_letter",
    "register_letters",
    "remove_orphan_files",
    "reply",
    "send",
]
