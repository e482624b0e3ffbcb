"""The municipality's own figures of a year, as several pages of steering ask for them."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode

from indgang.kernel import clock
from indgang.modules.contacts import selectors as contacts
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy.vocabulary import Cut, Question
from indgang.surfaces.steering.reading import cut_query

FIRST_YEAR = 2000


def year_of(request: HttpRequest) -> int:
    """The year that was asked for; this year for anything else."""
    raw, this_year = request.GET.get("aar", ""), clock.today().year
    asked = int(raw) if raw.isascii() and raw.isdigit() and len(raw) == 4 else this_year
    return asked if FIRST_YEAR <= asked <= this_year else this_year


def years() -> list[int]:
    """The years to choose between."""
    this_year = clock.today().year
    return list(range(this_year - 2, this_year + 1))


def own(year: int) -> Question | None:
    """What to ask of our own rows of a year; None before the first contact."""
    try:
        contacts.live_batch()
    except contacts.UnknownBatch:
        return None
    return strategy.question(contacts.live_batch_name(), year)


def figure_address(asked: Question, indicator: str, group: str, cut: Cut) -> str:
    """Where a figure opens its definition and its rows."""
    address = reverse("steering:figure", args=[asked.batch, asked.year, indicator, group])
    query = urlencode(cut_query(cut))
    return f"{address}?{query}" if query else address
