"""The contract between the ladder and those who bring something out of the house.

The ladder (climbing, delivering) decides what is sent, when, how often and what follows. A carrier only makes the
bytes and hands them over. One carrier a way; it says who its providers are, and none means: not connected.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from indgang.modules.messages.models import Delivery
from indgang.modules.messages.vocabulary import Cause, ReceiptKind, Way

NEEDS_FILE = frozenset({Way.DIGITAL_POST, Way.LETTER})
"""Ways whose carrier needs the letter's file: they wait, without an attempt, until it is made."""


class Unavailable(Exception):
    """Nobody is there, and not one byte of it was taken. `retry_after` in seconds, when the receiver said so.

    May be raised by `pack` too, when a register does not answer: then no attempt is counted.
    """

    def __init__(self, text: str = "", *, code: str = "", retry_after: float | None = None) -> None:
        super().__init__(text)
        self.code, self.retry_after = code, retry_after


class Unknown(Exception):
    """It was sent, at least in part, and nothing was answered: it may have been taken."""

    def __init__(self, text: str = "", *, code: str = "") -> None:
        super().__init__(text)
        self.code = code


class Refused(Exception):
    """The receiver said no, and would say so again. `text` must hold neither content nor a number of anybody."""

    def __init__(self, text: str = "", *, code: str = "", cause: Cause = Cause.REFUSED) -> None:
        super().__init__(text)
        self.code, self.cause = code, cause


class Impossible(Exception):
    """It cannot be made in this way (no address, no PDF, too large, not valid): nothing was sent or tried."""

    def __init__(self, cause: Cause, text: str = "") -> None:
        super().__init__(text)
        self.cause = cause


@dataclass(frozen=True)
class Packed:
    """What leaves the house. `sha256` and `size` (bytes) are of the whole; `skeleton` is what is kept of it, encrypted
    already. `content` is the carrier's own: what its `hand_over` sends.

    The same delivery gives the same bytes each time: times in it are the message's.
    """

    format: str
    sha256: str
    size: int
    skeleton: bytes
    content: Any


@dataclass(frozen=True)
class Handed:
    """The receiver took it. `repeated`: it had it before, by its uuid."""

    transmission_id: str = ""
    repeated: bool = False


@dataclass(frozen=True)
class ReceiptIn:
    """What a receiver's system says later about something we handed over, in our own words: see `applying.apply`.

    `id` is its own id; the same id again is the same receipt. `names`: the uuids it may know our delivery by, the best
    first. `transmission_id` (with `provider`, where several have ids of their own) finds it otherwise. `at`: the
    sender's time. `ways`: which deliveries it can be about. `new_address`: the carrier knows one.
    """

    id: UUID
    kind: ReceiptKind
    at: datetime
    names: tuple[UUID, ...] = ()
    transmission_id: str = ""
    provider: str = ""
    code: str = ""
    text: str = ""
    ways: frozenset[Way] = frozenset(Way) - {Way.INBOX, Way.PRINT}
    new_address: bool = False


class Carrier(Protocol):
    """Brings deliveries of one way. Called outside any transaction; each call ends within its own time limit."""

    def providers(self) -> Mapping[str, int]:
        """Name -> weight (1 to 1000) of those who can take it. Empty: this installation is not connected."""

    def pack(self, delivery: Delivery) -> Packed:
        """The bytes. `delivery.message` is loaded; its file is made, for ways in NEEDS_FILE.

        Raises Impossible, or Unavailable when a register that is needed does not answer."""

    def hand_over(self, delivery: Delivery, packed: Packed, provider: str) -> Handed:
        """Send it under `delivery.uuid` to one provider. Raises Unavailable, Unknown or Refused."""


_carriers: dict[Way, Carrier] = {}


def register(way: Way, carrier: Carrier) -> None:
    """Say who brings what goes this way; called once at import. A later one takes its place (tests)."""
    _carriers[way] = carrier


def forget(way: Way) -> None:
    """Nobody brings what goes this way any more (tests)."""
    _carriers.pop(way, None)


def carrier_of(way: Way) -> Carrier | None:
    """Who brings what goes this way; None when nobody does."""
    return _carriers.get(way)


def providers_of(way: Way) -> Mapping[str, int]:
    """Name -> weight of those who can take what goes this way; empty when not connected."""
    carrier = _carriers.get(way)
    return carrier.providers() if carrier is not None else {}
