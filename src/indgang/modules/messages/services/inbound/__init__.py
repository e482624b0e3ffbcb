"""What comes in: taken first, understood later, and filed, or shown to a person."""

from indgang.modules.messages.services.inbound.contents import Content, Enclosed, content_of
from indgang.modules.messages.services.inbound.filing import (
    AlreadyDone,
    CaseRef,
    GoneFromStore,
    SayWhyAside,
    link_to_case,
    set_inbound_aside,
)
from indgang.modules.messages.services.inbound.opening import Opened, open_inbound, open_inbound_file
from indgang.modules.messages.services.inbound.raw import LARGEST as LARGEST_INBOUND
from indgang.modules.messages.services.inbound.replying import BadAnswerText, CannotAnswer, answer_inbound
from indgang.modules.messages.services.inbound.taking import InboundTaken, memo_name, take_inbound
from indgang.modules.messages.services.inbound.understanding import understand, understand_stored

__all__ = [
    "LARGEST_INBOUND",
    "AlreadyDone",
    "BadAnswerText",
    "CannotAnswer",
    "CaseRef",
    "Content",
    "Enclosed",
    "GoneFromStore",
    "InboundTaken",
    "Opened",
    "SayWhyAside",
    "answer_inbound",
    "content_of",
    "link_to_case",
    "memo_name",
    "open_inbound",
    "open_inbound_file",
    "set_inbound_aside",
    "take_inbound",
    "understand",
    "understand_stored",
]
