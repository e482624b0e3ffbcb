"""What the municipality says about post: limits, hours and prices, from its parameters. None: it has not said."""

from datetime import date, time, timedelta

from indgang.modules.identity import selectors as identity
from indgang.modules.messages.rules import hours
from indgang.modules.messages.vocabulary import Way

WITHOUT_LIMIT = timedelta(days=3)
"""A municipality that names no limit: after this, a person is told that no receipt came."""


def _number(key: str, day: date) -> int | None:
    value = identity.parameters().deciding(key, day)
    return int(value) if isinstance(value, str) and value.isascii() and value.isdigit() else None


def receipt_limit(day: date) -> timedelta | None:
    """So long we wait for the receipt of Digital Post before a letter is planned."""
    found = _number("post.kvittering_timer", day)
    return timedelta(hours=found) if found is not None else None


def carriage_days(day: date) -> int | None:
    """The open days that a letter is on its way."""
    return _number("post.brev_hverdage", day)


def run_time(day: date) -> time:
    """When letters leave on an open day; as the day begins when nothing is said."""
    return hours.time_of(identity.parameters().deciding("post.brev_koersel_kl", day)) or time()


def notice_hours(day: date) -> tuple[time, time] | None:
    """From when until when we may ask for somebody's attention; None: no hours are kept."""
    values = identity.parameters()
    since = hours.time_of(values.deciding("post.besked_fra_kl", day))
    until = hours.time_of(values.deciding("post.besked_til_kl", day))
    return (since, until) if since is not None and until is not None and since < until else None


def price_oere(way: Way, day: date) -> int | None:
    """What one delivery costs, in øre; None when the municipality has not said."""
    return _number(f"post.pris_{way.value}_oere", day)


def grown_up_at(day: date) -> int:
    """The age in years from which somebody has Digital Post; 0: nobody is too young."""
    return _number("digital_post.fra_aar", day) or 0
