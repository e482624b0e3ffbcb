"""What comes of reading one answer."""

from dataclasses import dataclass
from typing import Any

from indgang.kernel.text import Text
from indgang.modules.selfservice.vocabulary import EMPTY

COVER = "•"
DIGITS_SHOWN = 6
"""Of a CPR number: the birth date. The last four are never shown again once they are typed."""


@dataclass(frozen=True)
class Choosable:
    """One thing that can be chosen."""

    value: str
    label: Text
    help: Text = EMPTY


@dataclass(frozen=True)
class Read:
    """`value` None: there is no usable answer. `shown` is the answer in words."""

    value: Any = None
    shown: Text = EMPTY
    error: Text = EMPTY


def said(value: Any, words: str) -> Read:
    """An answer that reads alike in both languages."""
    return Read(value, Text(words, words))


def covered(typed: str) -> str:
    """A CPR number as it is shown after it was typed: `010190-••••`. What is no number is covered likewise."""
    plain = "".join(sign for sign in typed if sign not in " -")
    if not plain:
        return ""
    return f"{plain[:DIGITS_SHOWN]}-{COVER * max(4, min(len(plain) - DIGITS_SHOWN, 8))}"
