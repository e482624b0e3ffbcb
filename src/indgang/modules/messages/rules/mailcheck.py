"""Plain e-mail: does a machine write, is there a CPR number in it, what does it answer. No mail is read here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

MOST_ANSWERS_A_DAY = 3
"""Automatic answers to one address in 24 hours. A fourth would be a conversation between machines."""
MOST_MAILS_AN_HOUR = 20
"""Mails of one address in an hour; more is a machine, whatever it says of itself."""

_NUMBER = re.compile(r"(?<![0-9A-Za-z])([0-9]{6})[- ]?([0-9]{4})(?![0-9A-Za-z])")
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_UUID = re.compile(r"[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}")


class Loop(StrEnum):
    """Why a mail gets no answer: a machine wrote it."""

    AUTO_SUBMITTED = "auto_submitted"
    PRECEDENCE = "precedence"
    LIST = "list"
    NULL_SENDER = "null_sender"
    OUR_OWN = "our_own"
    LOOP_MARK = "loop_mark"
    TOO_MANY = "too_many"


LOOP_MARK = "X-Loop"
"""The header that our automatic answers carry, with our address as its value."""


def machine_wrote(
    headers: Mapping[str, str], *, sender: str, our_address: str, ours: bool = False, last_hour: int = 0
) -> Loop | None:
    """Which sign says that a machine wrote it; None for what a person seems to have written.

    `headers`: names in lower case. `sender`: the address in From. `ours`: its Message-ID is one of ours.
    `last_hour`: how many mails came from the same address in the last hour, this one not counted.
    Sources: RFC 3834 (2 and 5), RFC 2919, RFC 5321 4.5.5, the custom of Precedence and X-Loop.
    """
    if ours or (our_address and sender.casefold() == our_address.casefold()):
        return Loop.OUR_OWN
    submitted = headers.get("auto-submitted", "").partition(";")[0].strip().casefold()
    if submitted not in ("", "no"):
        return Loop.AUTO_SUBMITTED
    if headers.get("precedence", "").strip().casefold() in ("bulk", "junk", "list", "auto_reply"):
        return Loop.PRECEDENCE
    if any(name in headers for name in ("list-id", "list-unsubscribe", "list-post")):
        return Loop.LIST
    if headers.get("return-path", "?").strip() in ("<>", "") or not sender:
        return Loop.NULL_SENDER
    if sender.partition("@")[0].casefold() in ("mailer-daemon", "postmaster", "noreply", "no-reply"):
        return Loop.NULL_SENDER
    if LOOP_MARK.casefold() in headers or "x-autoreply" in headers or "x-autorespond" in headers:
        return Loop.LOOP_MARK
    return Loop.TOO_MANY if last_hour >= MOST_MAILS_AN_HOUR else None


def may_answer(answers_today: int) -> bool:
    """Whether an address may get one more automatic answer. `answers_today`: those of the last 24 hours."""
    return answers_today < MOST_ANSWERS_A_DAY


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with `[cpr]` where a CPR number stood."""

    text: str
    found: int

    @property
    def any(self) -> bool:
        return self.found > 0


def masked(text: str) -> Masked:
    """Take CPR numbers out: ten digits whose first six are a date, or whose control digit fits.

    Both count alone, since numbers without a fitting control digit are valid and are in use, and a replacement number
    has 60 added to its day. An order number may be masked by mistake, which costs nothing.
    """
    found = 0

    def one(match: re.Match[str]) -> str:
        nonlocal found
        digits = match[1] + match[2]
        if not (_is_date(digits) or _control_fits(digits)):
            return match[0]
        found += 1
        return "[cpr]"

    return Masked(_NUMBER.sub(one, text), found)


def _is_date(digits: str) -> bool:
    day, month, year = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    day -= 60 if day > 60 else 0
    try:
        date(2000 + year if year else 2000, month, day)
    except ValueError:
        return False
    return True


def _control_fits(digits: str) -> bool:
    return sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11 == 0


def names_of(*texts: str) -> tuple[UUID, ...]:
    """Ids of deliveries in message ids and in addresses such as `post+<id>@…`, each once, in the order they stand."""
    found: dict[UUID, None] = {}
    for text in texts:
        for match in _UUID.finditer(text):
            found.setdefault(UUID(match[0]))
    return tuple(found)
