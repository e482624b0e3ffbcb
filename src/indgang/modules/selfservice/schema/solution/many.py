"""A file of many, made ready."""

from dataclasses import dataclass

from indgang.kernel.text import Text

MOST_IN_A_FILE = 2_000
"""Rows that one file can hold, whatever a parameter says: so many are read while somebody waits."""


@dataclass(frozen=True)
class Column:
    """`key` is what the answer is kept under; `part` is `from`, `to` or empty; `name` tells columns apart."""

    key: str
    part: str
    header: Text
    example: str

    @property
    def name(self) -> str:
        return f"{self.key}:{self.part}" if self.part else self.key


@dataclass(frozen=True)
class Many:
    """`most`: a number, or the name of a whole parameter."""

    most: str
    columns: tuple[Column, ...]
