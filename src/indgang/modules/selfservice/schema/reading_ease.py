"""How hard each Danish text of a solution is to read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from indgang.kernel.strict_yaml import Document, Place
from indgang.kernel.text import lix

LIMIT = 35.0
FEWEST_WORDS = 7
"""LIX of fewer words says little: one long word decides."""


@dataclass(frozen=True)
class TextRead:
    """One text: where it stands, its LIX, and how many words it has."""

    place: Place
    line: int
    text: str
    lix: float
    words: int

    @property
    def hard(self) -> bool:
        return self.words >= FEWEST_WORDS and self.lix >= LIMIT


def texts_of(document: Document) -> list[TextRead]:
    """Every Danish text of a content file, in the order it stands."""
    return [
        TextRead(place, document.line(place), text, round(lix(text), 1), len(text.split()))
        for place, text in _danish(document.data, ())
    ]


def whole_lix(document: Document) -> float:
    """LIX of all of a file's Danish together."""
    return round(lix("\n".join(text for _, text in _danish(document.data, ()))), 1)


def _danish(data: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key == "da" and isinstance(value, str):
                yield (*place, key), value
            else:
                yield from _danish(value, (*place, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from _danish(value, (*place, i))
