"""The letters of a text message: GSM 03.38, its default alphabet (3GPP TS 23.038, part 6.2.1)."""

LONGEST = 160
_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_MORE = {
    "\f": 0x0A,
    "^": 0x14,
    "{": 0x28,
    "}": 0x29,
    "\\": 0x2F,
    "[": 0x3C,
    "~": 0x3D,
    "]": 0x3E,
    "|": 0x40,
    "€": 0x65,
}
_CODES = {letter: bytes([code]) for code, letter in enumerate(_BASIC) if letter != "\x1b"} | {
    letter: bytes([0x1B, code]) for letter, code in _MORE.items()
}


def encode(text: str) -> bytes:
    """The text, one byte for each of its places, two for those of the extension (`€`, `[`).

    Raises ValueError for a letter that the alphabet lacks, and for more than one part: such a text would be sent in
    two-byte letters or in several parts, at another price.
    """
    try:
        content = b"".join(_CODES[letter] for letter in text)
    except KeyError as missing:
        raise ValueError(f"the alphabet of text messages lacks {missing.args[0]!r}") from missing
    if not 1 <= len(content) <= LONGEST:
        raise ValueError(f"a text message holds 1 to {LONGEST} letters, not {len(content)}")
    return content


def fits(text: str) -> bool:
    """Whether the text is one text message."""
    try:
        encode(text)
    except ValueError:
        return False
    return True
