"""Endings taken off, Danish and English alike, on folded words.

A light stemmer of our own: `stem` takes inflection off (*licensen*, *licenser*), `root` also what makes a noun
of a verb (*flytning*, *flytte*). What no ending shows (*børn*, *barn*) is the lexicon's part.
"""

import re
from functools import lru_cache

# Longest first, so that as much as possible comes off.
_INFLECTIONS = re.findall(
    r"\w+",
    """
    erendes erende erede heden heder endes ernes erens erets ered ende erne eren erer enes eres eret edes
    ede ene ere ens ers ets en er es et ed e s
    """,
)
_DERIVATIONS = re.findall(r"\w+", "eringer ninger elser ering inger ning else ment ing sel dom hed lig")
_VOWELS = frozenset("aeiouy")
SHORTEST = 3


def _shortened(word: str, endings: list[str], *, for_long: int) -> str:
    """`for_long`: how much must be left when an ending of three letters or more comes off."""
    for ending in endings:
        rest = word[: -len(ending)]
        shortest = SHORTEST if len(ending) < 3 else for_long
        if word.endswith(ending) and len(rest) >= shortest and _VOWELS & set(rest):
            return rest
    return word


def _single(word: str) -> str:
    """*pass* as in *passet* becomes *pas*."""
    if len(word) > SHORTEST and word[-1] == word[-2] and word[-1] not in _VOWELS:
        return word[:-1]
    return word


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Without inflection."""
    return _single(_shortened(word, _INFLECTIONS, for_long=SHORTEST + 1)) if not word.isdigit() else word


@lru_cache(maxsize=20_000)
def root(word: str) -> str:
    """Without inflection and without what turned a verb into a noun."""
    plain = stem(word)
    return _single(_shortened(plain, _DERIVATIONS, for_long=SHORTEST))
