"""From what somebody typed to money, a number, a period, a number plate, a company or a person's number."""

import re
from collections.abc import Callable
from datetime import date

from stdnum.dk import cpr as stdnum_cpr
from stdnum.dk import cvr as stdnum_cvr

from indgang.kernel.dates import long_date
from indgang.kernel.money import amount
from indgang.kernel.text import Text
from indgang.modules.selfservice.rules.read import Read, covered, said

LARGEST_WHOLE = 1_000_000_000
LARGEST_KRONER = 1_000_000_000
PERIOD_SIGN = "/"
"""Between the two days of a period as it is kept: `2026-01-01/2026-01-31` (ISO 8601)."""

BAD_MONEY = Text(
    "Skriv beløbet i kroner, for eksempel 2.405 eller 2.405,50.",
    "Write the amount in kroner, for example 2.405 or 2.405,50.",
)
BAD_WHOLE = Text("Skriv et helt tal, for eksempel 12.", "Write a whole number, for example 12.")
TOO_LARGE = Text(
    "Tallet er for stort. Se efter, og ret det.", "The number is too large. Check and correct it."
)
BAD_PERIOD = Text(
    "Skriv begge datoer: den første og den sidste dag.", "Write both dates: the first and the last day."
)
WRONG_WAY = Text(
    "Den sidste dag ligger før den første. Byt om på dem, eller ret dem.",
    "The last day is before the first. Swap or correct them.",
)
BAD_VEHICLE = Text(
    "Skriv nummerpladen, for eksempel AB 12 345.", "Write the number plate, for example AB 12 345."
)
BAD_COMPANY = Text(
    "Skriv virksomhedens CVR-nummer. Det har otte tal.",
    "Write the company's CVR number. It has eight digits.",
)
NO_SUCH_COMPANY = Text(
    "Der er ingen virksomhed med det CVR-nummer. Se efter, om du har tastet rigtigt.",
    "No company can have that CVR number. Check that you typed it correctly.",
)
BAD_CPR = Text(
    "Skriv CPR-nummeret med ti tal, for eksempel 010190-1234.",
    "Write the CPR number with ten digits, for example 010190-1234.",
)

_MONEY = re.compile(
    r"(?:kr\.?|dkk)?\s*(\d{1,3}(?:[.\s]\d{3})+|\d+)(?:([.,])(\d{1,2}|-))?\s*(?:kr\.?|kroner|dkk)?",
    re.IGNORECASE,
)
_WHOLE = re.compile(r"(\d{1,3}(?:[.\s]\d{3})+|\d+)")
_PLATE = re.compile(r"[^\W_]{2,10}")
_STANDARD = re.compile(r"([A-ZÆØÅ]{2})(\d{2})(\d{3})")


def money(text: str) -> Read:
    """`2.405,50`: whole øre."""
    match = _MONEY.fullmatch(text.strip())
    if match is None:
        return Read(error=BAD_MONEY)
    whole, sign, part = match.groups()
    kroner = int(re.sub(r"\D", "", whole)[:20])
    if kroner > LARGEST_KRONER:
        return Read(error=TOO_LARGE)
    cents = 0 if sign is None or part == "-" else int(part.ljust(2, "0"))
    return Read(kroner * 100 + cents, amount(kroner * 100 + cents))


def money_as_typed(money: int) -> str:
    """An amount in øre as one would type it."""
    kroner, rest = divmod(money, 100)
    return f"{kroner},{rest:02d}" if rest else str(kroner)


def whole(text: str) -> Read:
    match = _WHOLE.fullmatch(text.strip())
    if match is None:
        return Read(error=BAD_WHOLE)
    number = int(re.sub(r"\D", "", match[1])[:20])
    if number > LARGEST_WHOLE:
        return Read(error=TOO_LARGE)
    return Read(number, Text(f"{number:,}".replace(",", "."), f"{number:,}"))


def period(text: str, day: Callable[[str], Read]) -> Read:
    """Two days, each as `day` reads it. The value has `from` and `to`, both within the period."""
    first, sign, last = text.partition(PERIOD_SIGN)
    if not (sign and first.strip() and last.strip()):
        return Read(error=BAD_PERIOD)
    begins, ends = day(first), day(last)
    for half in (begins, ends):
        if half.error:
            return Read(error=half.error)
    if ends.value < begins.value:
        return Read(error=WRONG_WAY)
    return Read({"from": begins.value, "to": ends.value}, shown_period(begins.value, ends.value))


def shown_period(begins: date, ends: date) -> Text:
    first, last = long_date(begins), long_date(ends)
    return Text(f"{first.da} til {last.da}", f"{first.en} to {last.en}")


def vehicle(text: str) -> Read:
    """A number plate without spaces and in capitals. A wish plate and a foreign one are taken as they are."""
    plate = re.sub(r"[\s.\-]", "", text).upper()
    if not _PLATE.fullmatch(plate):
        return Read(error=BAD_VEHICLE)
    match = _STANDARD.fullmatch(plate)
    return said(plate, " ".join(match.groups()) if match else plate)


def company(text: str) -> Read:
    """A CVR number, by its check digit."""
    digits = re.sub(r"[\s.\-]", "", text).upper().removeprefix("DK")
    if not re.fullmatch(r"[0-9]{8}", digits):
        return Read(error=BAD_COMPANY)
    return said(digits, digits) if stdnum_cvr.is_valid(digits) else Read(error=NO_SUCH_COMPANY)


def cpr(text: str) -> Read:
    """A CPR number: ten digits that begin with a date; a stand-in's day is 60 too high. It is shown covered."""
    digits = re.sub(r"[\s\-]", "", text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        return Read(error=BAD_CPR)
    born = str(int(digits[0]) - 6) + digits[1:] if digits[0] in "6789" else digits
    try:
        stdnum_cpr.get_birth_date(born)
    except Exception:
        return Read(error=BAD_CPR)
    return said(digits, covered(digits))
