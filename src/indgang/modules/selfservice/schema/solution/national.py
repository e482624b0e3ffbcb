"""The national solution of the same matter."""

from dataclasses import dataclass

from indgang.kernel.text import Text


@dataclass(frozen=True)
class National:
    title: Text
    address: str
    need: tuple[Text, ...]
    steps: tuple[Text, ...]
    return_note: Text
