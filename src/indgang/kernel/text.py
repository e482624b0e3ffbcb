"""Text in two languages, and how hard it is to read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


def _danish() -> str:
    return "da"


_language: Callable[[], str] = _danish


def speak(language: Callable[[], str]) -> None:
    """Tell texts who knows the reader's language (the wiring gives Django's)."""
    global _language
    _language = language


@dataclass(frozen=True, slots=True)
class Text:
    """A text in Danish and English. `str()` gives the reader's language; an empty English falls back."""

    da: str = ""
    en: str = ""

    def __str__(self) -> str:
        return self.en if _language().startswith("en") and self.en else self.da

    def __bool__(self) -> bool:
        return bool(self.da)

    def format(self, **values: Any) -> "Text":
        """Fill in named values in both languages; of a value that is a Text each language takes its own."""
        danish = {name: one.da if isinstance(one, Text) else one for name, one in values.items()}
        english = {name: (one.en or one.da) if isinstance(one, Text) else one for name, one in values.items()}
        return Text(self.da.format(**danish), self.en.format(**english))

    def as_json(self) -> dict[str, str]:
        return {"da": self.da, "en": self.en}

    @classmethod
    def of(cls, value: Mapping[str, str] | None) -> "Text":
        """From stored JSON `{"da": …, "en": …}`; None is an empty text."""
        return cls(value.get("da", ""), value.get("en", "")) if value else cls()


_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_SENTENCE_END = re.compile(r"[.!?:]+(?=\s|$)|\n+")


def lix(text: str) -> float:
    """The readability figure LIX: words a sentence plus the share of words longer than six letters.

    Under 25 very easy, 25-34 easy, 35-44 medium, 45-54 hard, from 55 very hard (Björnsson 1968).
    A text without words has LIX 0.
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part)))
    long_words = sum(1 for word in words if len(word) > 6)
    return len(words) / sentences + 100 * long_words / len(words)
