"""From an English sentence about a content file to the same in Danish."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from indgang.kernel.strict_yaml import ContentError, Problem
from indgang.kernel.text import Text
from indgang.surfaces.common.mistakes.conditions import CONDITIONS
from indgang.surfaces.common.mistakes.files import FILES
from indgang.surfaces.common.mistakes.letters import LETTERS
from indgang.surfaces.common.mistakes.solutions import SOLUTIONS
from indgang.surfaces.common.mistakes.strategies import STRATEGIES
from indgang.surfaces.common.mistakes.trials import TRIALS

PAIRS = (*FILES, *CONDITIONS, *SOLUTIONS, *LETTERS, *STRATEGIES, *TRIALS)
DEEPEST = 3
"""Sentences inside each other."""
_PLACE = re.compile(r"\{(\d)(?::(s|or))?\}")


@dataclass(frozen=True)
class Mistake:
    """One thing that is wrong: where, and what to do. `line` counts from 1; 0 when the whole file is meant."""

    file: str
    line: int
    sentence: Text

    @property
    def where(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def language(self) -> str:
        """`en` when there is no Danish for it, so that a page can say which language it is."""
        return "en" if self.sentence.da == self.sentence.en else ""


@dataclass(frozen=True)
class _Pattern:
    regex: re.Pattern[str]
    sorts: tuple[tuple[int, str], ...]
    danish: str
    letters: int
    """How much of the pattern is given: of two that fit, the one with more is meant."""


def mistakes(problems: Iterable[Problem]) -> list[Mistake]:
    """Each problem for a page."""
    return [Mistake(one.file, one.line, told(one.sentence)) for one in problems]


def first_of(error: Exception) -> str:
    """The first thing that is wrong, on one line: of content with its place, of anything else what it says."""
    if isinstance(error, ContentError):
        one = mistakes(error.problems[:1])[0]
        return f"{one.where}: {one.sentence}"
    return str(told(str(error)))


def told(sentence: str) -> Text:
    """The sentence in both languages; in English alone when nobody has written the Danish."""
    return Text(in_danish(sentence) or sentence, sentence)


def in_danish(sentence: str, deep: int = 0) -> str:
    """Empty when there is no Danish for it."""
    fits = [(one, match) for one in _patterns() if (match := one.regex.fullmatch(sentence))]
    filled = (_filled(one, match, deep) for one, match in sorted(fits, key=lambda fit: -fit[0].letters))
    return next((danish for danish in filled if danish), "")


def _filled(pattern: _Pattern, match: re.Match[str], deep: int) -> str:
    """The Danish with what was caught in its places; empty when a sentence in it has no Danish."""
    found = {}
    for (number, sort), caught in zip(pattern.sorts, match.groups(), strict=True):
        found[number] = _said(caught, sort, deep)
        if caught and not found[number]:
            return ""
    return _PLACE.sub(lambda one: found.get(int(one[1]), ""), pattern.danish)


def _said(caught: str, sort: str, deep: int) -> str:
    if sort == "s":
        return in_danish(caught, deep + 1) if deep < DEEPEST else ""
    return caught.replace(" or ", " eller ") if sort == "or" else _nothing(caught)


def _nothing(caught: str) -> str:
    return {"none": "ingen", "nothing": "ingenting", "no exit": "ingen udgang", "the file": "filen"}.get(
        caught, caught
    )


@cache
def _patterns() -> tuple[_Pattern, ...]:
    return tuple(_pattern(english, danish) for english, danish in PAIRS)


def _pattern(english: str, danish: str) -> _Pattern:
    pieces, sorts, at = [], [], 0
    for match in _PLACE.finditer(english):
        pieces.append(re.escape(english[at : match.start()]) + "(.*?)")
        sorts.append((int(match[1]), match[2] or ""))
        at = match.end()
    pieces.append(re.escape(english[at:]))
    letters = len(_PLACE.sub("", english))
    return _Pattern(re.compile("".join(pieces), re.DOTALL), tuple(sorts), danish, letters)
