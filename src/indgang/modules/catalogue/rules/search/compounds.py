"""Long words taken apart into words that we know: *parkeringslicens* is *parkering* and *licens*.

Danish writes compounds in one word, joined by nothing, *s* or *e*. Only the catalogue's own words count as
known, so nothing is taken apart that would not help to find a service.
"""

from collections.abc import Callable

LINKS = ("", "s", "e")
SHORTEST_PART = 3
SHORTEST_LONE_PART = 4
Known = Callable[[str], bool]


def split(word: str, known: Known) -> tuple[str, ...]:
    """The fewest known parts that make up the whole word, the longest last part first; () when there are none."""
    if len(word) < 2 * SHORTEST_PART:
        return ()
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        tail = word[cut:]
        if known(tail) and (head := _head(word[:cut], known)):
            return (head, tail)
    for cut in range(SHORTEST_PART, len(word) - 2 * SHORTEST_PART + 1):
        if head := _head(word[:cut], known):
            rest = split_in_two(word[cut:], known)
            if rest:
                return (head, *rest)
    return ()


def split_in_two(word: str, known: Known) -> tuple[str, ...]:
    """Two known parts, or ()."""
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        tail = word[cut:]
        if known(tail) and (head := _head(word[:cut], known)):
            return (head, tail)
    return ()


def _head(piece: str, known: Known) -> str:
    """The known word in front, with its link taken off; empty when there is none."""
    for link in LINKS:
        if piece.endswith(link):
            bare = piece[: len(piece) - len(link)]
            if len(bare) >= SHORTEST_PART and known(bare):
                return bare
    return ""


def lone_part(word: str, known: Known) -> str:
    """The longest known word at the beginning or the end of a word whose rest we do not know; or empty."""
    for size in range(len(word) - SHORTEST_PART, SHORTEST_LONE_PART - 1, -1):
        for piece in (word[:size], word[-size:]):
            if known(piece):
                return piece
    return ""
