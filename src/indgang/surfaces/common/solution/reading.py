"""Reads back what a step's page sent. What it means is for the engine; here is only how the page draws it."""

import re
from collections.abc import Iterable

from django.http import QueryDict

from indgang.kernel.ids import new_id
from indgang.surfaces.common.fields import date_as_typed, period_as_typed

SHOWN = "_shown"
"""Names of the questions that the page showed. A tick box that is left empty sends nothing, but was shown."""
REVISION = "_revision"
PAGE = "_page"
"""The mark of one page as it was drawn: a button on it that is pressed twice is one press."""
LARGEST_REVISION = 2**31 - 1
SEVERAL = ", "
_KEY = re.compile(r"[A-Za-z0-9_.-]{1,80}")


def text_name(key: str) -> str:
    """The search box of an address: the text, while the question's own name is the choice among the hits."""
    return f"{key}-text"


def asked_name(key: str) -> str:
    """The text that the hits on the page answer."""
    return f"{key}-asked"


def settle_name(key: str) -> str:
    """Whose answer holds: `mine` or `theirs`."""
    return f"{key}-settle"


def side_name(key: str, side: str) -> str:
    """The answer of one side of a conflict, as typed."""
    return f"{key}-{side}"


def shown(post: QueryDict) -> list[str]:
    """The questions that the page showed, each once."""
    return list(dict.fromkeys(key for key in post.getlist(SHOWN) if _KEY.fullmatch(key)))


def key_in(post: QueryDict, name: str) -> str:
    """The key that a hidden field or a button carries; empty when it is none."""
    found = post.get(name, "")
    return found if _KEY.fullmatch(found) else ""


def revision(post: QueryDict) -> int:
    """The revision that the page had seen; 0, which has seen nothing, for what is no revision."""
    text = post.get(REVISION, "")
    if not (text.isascii() and text.isdigit() and len(text) <= 10):
        return 0
    return min(int(text), LARGEST_REVISION)


def page_mark() -> str:
    """A new mark for a page that is drawn. It says nothing about who sees it."""
    return new_id().hex


def page(post: QueryDict) -> str:
    """The mark of the page that was sent; empty when it has none."""
    return key_in(post, PAGE)


def values_from(post: QueryDict, keys: Iterable[str]) -> dict[str, list[str]]:
    """The answers to these questions as typed, for `services.answer`."""
    return {key: value(post, key) for key in keys}


def value(post: QueryDict, key: str) -> list[str]:
    """One answer as typed: a chosen side of a conflict, three boxes of a date, an address, or plain values."""
    side = post.get(settle_name(key))
    if side in ("mine", "theirs"):
        return post.getlist(side_name(key, side))
    if any(f"{key}-{part}" in post for part in ("day", "month", "year")):
        return [date_as_typed(post, key)]
    if any(f"{key}-{half}-day" in post for half in ("from", "to")):
        return [period_as_typed(post, key)]
    if text_name(key) in post:
        return [_address(post, key)]
    return post.getlist(key)


def undecided(post: QueryDict, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Conflicts that were on the page and still are: key -> (mine, theirs), as typed.

    A conflict is over when a side is chosen, or when the field itself was given a third answer.
    """
    found = {}
    for key in keys:
        mine, theirs = (post.getlist(side_name(key, side)) for side in ("mine", "theirs"))
        if not (mine and theirs) or post.get(settle_name(key)) in ("mine", "theirs"):
            continue
        if plain(value(post, key)) == plain(theirs):
            found[key] = (plain(mine), plain(theirs))
    return found


def plain(values: Iterable[str]) -> str:
    """Several values as one text, as the engine writes them in a conflict."""
    return SEVERAL.join(value for value in values if value)


def _address(post: QueryDict, key: str) -> str:
    """A new text is a new search; otherwise the chosen hit, or the text when none is chosen."""
    text, chosen = post.get(text_name(key), ""), post.get(key, "")
    return text if is_new_search(post, key) or not chosen else chosen


def is_new_search(post: QueryDict, key: str) -> bool:
    """Whether the text of an address was changed since the hits were found."""
    return post.get(text_name(key), "").strip() != post.get(asked_name(key), "").strip()


def is_half_a_date(post: QueryDict, key: str) -> bool:
    """Whether somebody is in the middle of a date: some of its three boxes are filled, not all."""
    dates = (key, f"{key}-from", f"{key}-to")
    return any(
        _half_filled([post.get(f"{one}-{part}") for part in ("day", "month", "year")]) for one in dates
    )


def _half_filled(parts: list[str | None]) -> bool:
    filled = [bool(part.strip()) for part in parts if part is not None]
    return any(filled) and not all(filled)
