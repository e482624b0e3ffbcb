"""Open figures: what was published, as it was published. Nothing here asks the ledger."""

from dataclasses import dataclass
from datetime import date, datetime

from indgang.kernel.text import Text
from indgang.modules.contacts import selectors as contacts
from indgang.modules.contacts.selectors import UnknownBatch
from indgang.modules.strategy.models import OpenFigure
from indgang.modules.strategy.vocabulary import GROUP_NAMES, Cut, Filter, Unit

NAMES = {
    "contacts": Text("Henvendelser", "Contacts"),
    "channel_share": Text("Andel af henvendelser", "Share of contacts"),
    "cost": Text("Udgift", "Cost"),
    "cost_share": Text("Andel af udgiften", "Share of cost"),
}
"""What is published. The names stand here, since the definitions bring the analytical library with them."""
FILTER = "filter"
BEGINS, ENDS = "begins", "ends"
"""Words beside those of a cut: which days a published figure is of, `ends` not included."""


@dataclass(frozen=True)
class OpenRow:
    """One published figure. `value` None and `suppressed`: it stands for one to four contacts.

    `band` says how much it rests on: `0`, `1-4`, `5-99`, `100-999` or `1000+` contacts.
    `since` and `until` are the days that were counted, `until` not included: of a month, only those that were. None
    for what was published before they were kept.
    """

    year: int
    series: str
    indicator: str
    name: Text
    group: str
    group_name: Text
    filter: Filter
    cut: Cut
    value: float | None
    unit: Unit
    band: str
    suppressed: bool
    made_at: datetime
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class OpenSource:
    """Whose figures they are, and how they were counted."""

    series: str
    year: int
    title: Text
    counting_rule: Text
    document: str


def open_sources() -> list[OpenSource]:
    """What was published, the newest year first. Two queries or three."""
    found = OpenFigure.objects.order_by("-year", "series").values_list("series", "year").distinct()
    named = list(dict.fromkeys(found))
    known = {}
    for series in {series for series, _year in named}:
        try:
            known[series] = contacts.batch(series)
        except UnknownBatch:  # it was undone after it was published
            continue
    return [
        OpenSource(series, year, known[series].title, known[series].counting_rule, known[series].document)
        for series, year in named
        if series in known
    ]


def open_figures(year: int, series: str = "") -> list[OpenRow]:
    """The figures of a year, of every source or of one, in their order. One query."""
    rows = OpenFigure.objects.filter(year=year).order_by("series", "position")
    return [_row(row) for row in (rows.filter(series=series) if series else rows)]


def _row(row: OpenFigure) -> OpenRow:
    words = dict(part.split("=", 1) for part in row.cut.split(";") if part)
    since, until = words.pop(BEGINS, ""), words.pop(ENDS, "")
    return OpenRow(
        year=row.year,
        series=row.series,
        indicator=row.indicator,
        name=NAMES.get(row.indicator, Text(row.indicator)),
        group=row.group,
        group_name=GROUP_NAMES.get(row.group, Text(row.group)),
        filter=Filter(words.pop(FILTER, Filter.ALL)),
        cut=Cut.read(words),
        value=row.value,
        unit=Unit(row.unit),
        band=row.rows_band,
        suppressed=row.suppressed,
        made_at=row.made_at,
        since=date.fromisoformat(since) if since else None,
        until=date.fromisoformat(until) if until else None,
    )
