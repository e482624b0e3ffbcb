"""News from messages."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class ReplyReceived:
    """A citizen answered a message. `case_key` is empty when the message belonged to no case."""

    case_key: str
    message_id: UUID
    reply_id: UUID


@dataclass(frozen=True)
class DeliveryFailed:
    """A message did not arrive, and nothing more is tried by itself: somebody must reach the party in another way.

    `way` is the last rung, `cause` a word of Cause.
    """

    case_key: str
    message_id: UUID
    way: str
    cause: str = ""


@dataclass(frozen=True)
class MessageArrived:
    """A message reached its party. `legal_day` is the day from which deadlines count, `arrival` how we know."""

    case_key: str
    message_id: UUID
    way: str
    legal_day: date | None
    arrival: str


@dataclass(frozen=True)
class LetterCameBack:
    """A letter came back from the post. `new_address`: the carrier told of one.

    The message is `failed` until it is solved."""

    case_key: str
    message_id: UUID
    delivery_id: UUID
    code: str
    new_address: bool = False


@dataclass(frozen=True)
class MessageReceived:
    """Somebody wrote to us of their own accord. `case_key` is empty when no case of theirs was named."""

    case_key: str
    message_id: UUID
    unit: str
