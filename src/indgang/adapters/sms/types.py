"""What we ask of an SMS centre, in our own words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from zlib import crc32


class SmsUnavailable(Exception):
    """Nobody took it: no connection, no room, or "not now". It may be given to another centre, or again later."""


class SmsUnknown(Exception):
    """It was sent, and no answer came: it may have been taken. It must never be sent again."""


class SmsRefused(Exception):
    """The centre said no, and will say no again. `code`: its status in hexadecimal. `number`: it is the number."""

    def __init__(self, code: str, text: str, *, number: bool = False) -> None:
        super().__init__(f"{code} {text}")
        self.code, self.text, self.number = code, text, number


class SmsEnd(StrEnum):
    """What became of a text message in the end."""

    DELIVERED = "delivered"
    FAILED = "failed"  # the number does not work, or the network said no
    EXPIRED = "expired"  # the phone was off for too long


@dataclass(frozen=True, slots=True)
class SmsReceipt:
    """What a centre says about a text message later. `message_id` is the centre's own, from `send`.

    `at`: the centre's time when it told one. `code`: its error code, or empty. `state` as the centre wrote it.
    `reference`: the sixteen bits that we sent along (`short_reference`), where the centre sends them back; else 0.
    """

    centre: str
    message_id: str
    end: SmsEnd
    state: str
    code: str
    at: datetime | None
    reference: int = 0


def short_reference(reference: str) -> int:
    """The sixteen bits of our reference that SMPP has room for; 0 only for none. Several references share one."""
    return crc32(reference.encode()) % 0xFFFF + 1 if reference else 0


class SmsClient(Protocol):
    """One SMS centre. `name` is the one in INDGANG_SMS."""

    name: str

    def send(self, *, to: str, text: str, sender: str, reference: str) -> str:
        """Hand one text message over, and return the centre's id of it.

        `to`: `+45` and eight digits. `text`: one part, 160 characters of GSM 03.38 at most. `sender`: up to eleven
        letters and digits. `reference`: ours, of which sixteen bits go along; a centre does not know a
        repeat by it.
        Raises SmsUnavailable, SmsUnknown, SmsRefused, and ValueError for what can never be sent.
        """
        ...

    def listen(self, on_receipt: Callable[[SmsReceipt], None], seconds: float) -> int:
        """Take receipts for `seconds`; returns how many. Raises SmsUnavailable.

        A receipt is acknowledged when `on_receipt` has returned; when it raises, the centre brings it again.
        """
        ...
