"""Prepared letters: which placeholders they have, and how they are filled in."""

import re
from collections.abc import Mapping, Set
from dataclasses import replace
from datetime import date, datetime

from indgang.kernel.dates import long_date
from indgang.kernel.text import Text
from indgang.modules.messages.vocabulary import Block, Letter

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_NAME = re.compile(r"[a-z][a-z0-9_]*\Z")
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def texts_of(letter: Letter) -> list[Text]:
    """Every text in a letter, in the order it is read."""
    found = [letter.title]
    for block in letter.blocks:
        found.extend([block.text, *block.items])
    return found


def placeholders_in(letter: Letter) -> set[str]:
    """The names in braces, also those that are no proper names."""
    return {
        name
        for text in texts_of(letter)
        for language in (text.da, text.en)
        for name in PLACEHOLDER.findall(language)
    }


def bad_placeholders(letter: Letter, known: Set[str]) -> set[str]:
    """What a letter uses and may not: names that nobody fills in, and braces around anything else."""
    return {name for name in placeholders_in(letter) if name not in known or not _NAME.match(name)}


def stray_braces(letter: Letter) -> bool:
    """Whether a single brace is left over, which is a placeholder with a typing error."""
    return any(
        "{" in rest or "}" in rest
        for text in texts_of(letter)
        for rest in (PLACEHOLDER.sub("", text.da), PLACEHOLDER.sub("", text.en))
    )


def _shown(value: object, language: str) -> str:
    """A value as plain text: invisible and direction-changing characters are taken out, so that a name
    cannot rearrange the letter. Markup is escaped where the text becomes a page, as for all text."""
    if isinstance(value, Text):
        plain = value.en if language == "en" and value.en else value.da
    elif isinstance(value, datetime):
        raise TypeError("A letter takes a date in Copenhagen, not a moment: convert it first.")
    elif isinstance(value, date):
        day = long_date(value)
        plain = day.en if language == "en" else day.da
    else:
        plain = str(value)
    return _UNSEEN.sub("", plain)


def fill(letter: Letter, values: Mapping[str, object]) -> Letter:
    """Fill in a letter. What stands in a value is never read as a placeholder. An item that is one placeholder, whose
    value is a tuple of texts, becomes those texts; a block that has no items left by that is left out. Raises KeyError
    for a name without a value."""

    def one(text: Text) -> Text:
        return Text(
            PLACEHOLDER.sub(lambda match: _shown(values[match[1]], "da"), text.da),
            PLACEHOLDER.sub(lambda match: _shown(values[match[1]], "en"), text.en),
        )

    def items_of(block: Block) -> tuple[Text, ...]:
        found: list[Text] = []
        for item in block.items:
            whole = PLACEHOLDER.fullmatch(item.da)
            rows = values[whole[1]] if whole else None
            found += [_plain(row) for row in rows] if isinstance(rows, tuple) else [one(item)]
        return tuple(found)

    blocks = ((block, items_of(block)) for block in letter.blocks)
    return replace(
        letter,
        title=one(letter.title),
        blocks=tuple(Block(b.kind, one(b.text), items) for b, items in blocks if items or not b.items),
    )


def _plain(row: object) -> Text:
    return Text(_shown(row, "da"), _shown(row, "en"))
