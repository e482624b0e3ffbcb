"""Dates written out, in the two languages we write letters in, and ages."""

from datetime import date

from indgang.kernel.text import Text

_DANISH = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
_ENGLISH = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def long_date(day: date) -> Text:
    """`3. marts 2026` and `3 March 2026`."""
    return Text(
        f"{day.day}. {_DANISH[day.month - 1]} {day.year}", f"{day.day} {_ENGLISH[day.month - 1]} {day.year}"
    )


def age_on(birth: date, day: date) -> int:
    """Whole years on a day."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
