"""The page of open figures, and the file of a year."""

import csv
from datetime import timedelta
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from indgang.modules.strategy.selectors.open_figures import OpenRow, open_figures, open_sources
from indgang.modules.strategy.vocabulary import FILTER_NAMES, Unit
from indgang.surfaces.portal.open_figures.table import part_name, shown
from indgang.surfaces.portal.open_pages import open_page

HEAD = (
    *("aar", "kilde", "noegletal", "kanalgruppe", "filter", "maaned", "fra", "til_og_med"),
    *("ydelse", "forvaltning", "vaerdi", "enhed", "grundlag", "skjult"),
)
UNITS = {Unit.CONTACTS: "henvendelser", Unit.PERCENT: "procent", Unit.KR: "kroner"}
"""The file has Danish heads, and Danish words under them, for a reader of English too."""
RISKY = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins like this is a formula to a spreadsheet."""


@open_page
def figures(request: HttpRequest) -> HttpResponse:
    """Every source that was published, the newest year first. It asks nothing of the ledger."""
    sources = open_sources()
    rows = {year: open_figures(year) for year in dict.fromkeys(one.year for one in sources)}
    years = [
        (
            year,
            [shown(source, [one for one in rows[year] if one.series == source.series]) for source in of_year],
            max(one.made_at for one in rows[year]),
        )
        for year, of_year in groupby(sources, key=lambda one: one.year)
    ]
    return render(request, "portal/open_figures/figures.html", {"years": years})


@open_page
def file(request: HttpRequest, year: int) -> HttpResponse:
    """All figures of a year as CSV: semicolons, a comma in decimals, a line a figure. 404 for a year without any."""
    rows = open_figures(year) if year < 10_000 else []
    if not rows:
        raise Http404
    answer = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="aabne-tal-{year}.csv"'
    lines = csv.writer(answer, delimiter=";", lineterminator="\r\n")
    lines.writerow(HEAD)
    with translation.override("da"):
        lines.writerows([_safe(cell) for cell in _line(one)] for one in rows)
    return answer


def _line(row: OpenRow) -> list[str]:
    cut, value = row.cut, row.value
    number = "" if value is None else f"{value:.2f}".removesuffix(".00").replace(".", ",")
    last = row.until - timedelta(days=1) if row.until else ""
    named = part_name(row) if cut.service or cut.department else ""
    return [
        *(str(row.year), row.series, str(row.name), str(row.group_name), str(FILTER_NAMES[row.filter])),
        *(f"{cut.since:%Y-%m}" if cut.since else "", str(row.since or ""), str(last)),
        *(named if cut.service else "", named if cut.department else ""),
        *(number, UNITS.get(row.unit, str(row.unit)), row.band, "ja" if row.suppressed else "nej"),
    ]


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(RISKY) else text
