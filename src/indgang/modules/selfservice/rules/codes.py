"""The code of a certificate or a licence: twelve signs that somebody can read aloud and nobody can guess."""

import hmac
from hashlib import sha256

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's 32 signs (https://www.crockford.com/base32.html): none is mistaken for another."""
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})
LENGTH = 12
LONGEST = 40
"""So many signs somebody may type of a code, with spaces and hyphens."""


def code_for(number: str, *, sequence: int, key: str) -> str:
    """The code of what a submission with this receipt number gives: 60 bits of HMAC-SHA256 with a key of ours.

    It is known before the grant, so that the letter can name it.
    """
    drawn = hmac.new(key.encode(), f"proof:{number}:{sequence}".encode(), sha256).digest()
    value = int.from_bytes(drawn[:8], "big") >> 4
    return "".join(SIGNS[value >> 5 * place & 31] for place in reversed(range(LENGTH)))


def code_of(typed: str) -> str:
    """The signs of a code as they are kept; empty when it cannot be a code."""
    if len(typed) > LONGEST:
        return ""
    plain = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_READ_AS)
    return plain if len(plain) == LENGTH and set(plain) <= set(SIGNS) else ""


def in_groups(code: str) -> str:
    """`ABCD-EFGH-JKMN`."""
    return "-".join(code[i : i + 4] for i in range(0, len(code), 4))
