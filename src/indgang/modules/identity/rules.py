"""Rules of identity that need no database."""

import hashlib
import hmac
from datetime import date, timedelta

from stdnum.dk import cpr as stdnum_cpr

from indgang.modules.identity.vocabulary import Ground, Right, Role

OF_AGE = 18
"""Years. Custody ends then: forældreansvarsloven § 1."""

_FRONT_DESK = frozenset(
    {Right.HANDLE_CONTACTS, Right.FIND_PEOPLE, Right.UNMASK, Right.JOIN_DRAFTS, Right.SEE_WORK_LIST}
)

RIGHTS: dict[Role, frozenset[Right]] = {
    Role.CLERK: _FRONT_DESK,
    Role.CASEWORKER: _FRONT_DESK | {Right.HANDLE_CASES},
    Role.STRATEGIST: frozenset({Right.SEE_STEERING, Right.SEE_LEDGER_ROWS}),
    Role.EDITOR: frozenset(),
    Role.ADMINISTRATOR: frozenset({Right.SEE_STEERING}),
}


def rights_of(roles: list[Role]) -> frozenset[Right]:
    """All that somebody with these roles may do."""
    return frozenset(right for role in roles for right in RIGHTS[role])


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


def last_day(ground: Ground, *, giver_born: date | None, valid_to: date | None) -> date | None:
    """The last day of a ground, None without one: a parent's is the day before the child comes of age."""
    if ground is not Ground.PARENT or giver_born is None:
        return valid_to
    year = giver_born.year + OF_AGE
    try:
        of_age = giver_born.replace(year=year)
    except ValueError:  # born on 29 February: of age on 1 March
        of_age = date(year, 3, 1)
    end = of_age - timedelta(days=1)
    return min(end, valid_to) if valid_to else end


def lookup_hash(value: str, key: str) -> str:
    """What a number is found by: HMAC-SHA256, so that the table cannot be read backwards without the key."""
    return hmac.new(key.encode(), value.encode(), hashlib.sha256).hexdigest()
