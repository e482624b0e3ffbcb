"""Cuts a condition into words. Knows strings and numbers, so that a name inside a string is no name."""

import re
from dataclasses import dataclass

MAX_LENGTH = 1000


class BadExpression(ValueError):
    """A condition cannot be used; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Token:
    """`sort` is name, text, whole, decimal, sign or end; `at` counts characters from 1."""

    sort: str
    value: str
    at: int


_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | (?P<decimal>\d+\.\d+)
      | (?P<whole>\d+)
      | (?P<name>[A-Za-z_][A-Za-z0-9_]*)
      | (?P<text>'(?:[^'\\\n]|\\['"\\nt])*'|"(?:[^"\\\n]|\\['"\\nt])*")
      | (?P<sign>&&|\|\||==|!=|<=|>=|[<>!?:.,()\[\]+\-*/%])""",
    re.VERBOSE,
)


def tokens(source: str) -> list[Token]:
    """All words of a condition, and an end. Raises BadExpression."""
    if len(source) > MAX_LENGTH:
        raise BadExpression(
            f"the condition is longer than {MAX_LENGTH} characters. Split it into named values."
        )
    found: list[Token] = []
    place = 0
    while place < len(source):
        match = _TOKEN.match(source, place)
        if match is None:
            raise BadExpression(f"`{source[place]}` (character {place + 1}) has no meaning in a condition.")
        sort = match.lastgroup or ""
        if sort != "space":
            found.append(Token(sort, match.group(), place + 1))
        place = match.end()
    found.append(Token("end", "the end", len(source) + 1))
    return found
