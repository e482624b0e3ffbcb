"""News from messages."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True)
class ReplyReceived:
    """A citizen answered a message. `case_key` is empty when the message belonged to no case."""

    case_key: str
    message_id: UUID
    reply_id: UUID


@dataclass(frozen=True)
class DeliveryFailed:
    """A delivery was given up after its last attempt; somebody must reach the party in another way."""

    case_key: str
    message_id: UUID
    way: str
