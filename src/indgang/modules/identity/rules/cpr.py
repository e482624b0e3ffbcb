"""CPR numbers: their form, the birth date in them, and how they are found without being readable."""

import hashlib
import hmac
from datetime import date

from stdnum.dk import cpr as stdnum_cpr


class BadCpr(ValueError):
    """Not the form of a CPR number."""


def clean_cpr(raw: str, *, demo: bool) -> str:
    """Ten digits. A number that fails modulus 11 is valid (given out since October 2007, cpr.dk).

    Day 61-91 is a stand-in that can never be a person: taken in a demo only.
    Raises BadCpr when the date or the form is wrong.
    """
    digits = "".join(character for character in raw if character not in " -")
    if len(digits) != 10 or not digits.isascii() or not digits.isdigit():
        raise BadCpr("A CPR number has ten digits.")
    if digits[0] in "6789":
        if not demo:
            raise BadCpr("A number with a day over 60 is only taken in a demo.")
        plain = str(int(digits[0]) - 6) + digits[1:]
    else:
        plain = digits
    try:
        stdnum_cpr.get_birth_date(plain)
    except Exception as error:
        raise BadCpr("The number does not begin with a date.") from error
    return digits


def born(cpr: str) -> date:
    """The birth date in a cleaned CPR number; a stand-in's day is counted down by 60."""
    plain = str(int(cpr[0]) - 6) + cpr[1:] if cpr[0] in "6789" else cpr
    found: date = stdnum_cpr.get_birth_date(plain)
    return found


def lookup_hash(value: str, key: str) -> str:
    """What a number is found by: HMAC-SHA256, so that the table cannot be read backwards without the key."""
    return hmac.new(key.encode(), value.encode(), hashlib.sha256).hexdigest()
