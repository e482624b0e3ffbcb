"""What comes in: taken first, understood later, and filed, or shown to a person."""

from indgang.modules.messages.services.inbound.contents import Content, Enclosed, content_of
from indgang.modules.messages.services.inbound.filing import (
    AlreadyDone,
    CaseRef,
    GoneFromStore,
    SayWhyAside,
    link_to_case,
    set_inbound_aside,
    take_on,
)
from indgang.modules.messages.services.inbound.raw import LARGEST as LARGEST_INBOUND
from indgang.modules.messages.services.inbound.taking import InboundTaken, memo_name, take_inbound
from indgang.modules.messages.services.inbound.understanding import understand, understand_stored

__all__ = [
    "LARGEST_INBOUND",
    "AlreadyDone",
    "CaseRef",
    "Content",
    "Enclosed",
    "GoneFromStore",
    "InboundTaken",
    "SayWhyAside",
    "content_of",
    "link_to_case",
    "memo_name",
    "set_inbound_aside",
    "take_inbound",
    "take_on",
    "understand",
    "understand_stored",
]
