"""The page of one figure, and the ledger rows behind it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indgang.modules.identity.vocabulary import Right
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy.vocabulary import (
    FILTER_NAMES,
    Cut,
    Figure,
    Filter,
    Question,
    Split,
    UnknownIndicator,
)
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.steering.figures import cutting, downloads, lines
from indgang.surfaces.steering.reach import Seen, must_reach
from indgang.surfaces.steering.reading import Shown, cut_name, cut_query, in_full, read_cut, read_filter


@for_staff(Right.SEE_TOTALS)
@never_cache
@require_safe
def figure(request: HttpRequest, batch: str, year: int, indicator: str, group: str) -> HttpResponse:
    """What a figure counts, its source, its price sheet, and the other groups beside it."""
    by = staff(request, Right.SEE_TOTALS)
    cut, problem = cutting.asked(request.GET)
    must_reach(by, cut, batch)
    asked = replace(_question(request, batch, year, cut), only=(indicator,))
    definition = strategy.definition(indicator)
    found, monthly = strategy.answers(asked, replace(asked, split=Split.MONTH))
    rounded = bool(cut) and not by.may(Right.SEE_LEDGER_ROWS) and not (found and found[0].archive)
    if rounded:
        found, monthly = strategy.for_readers(found), strategy.for_readers(monthly)
    shown = [Shown(one) for one in found]
    this = next((one for one in shown if one.figure.group == group), None)
    if this is None:
        raise UnknownIndicator
    format = downloads.wanted(request.GET.get("format"))
    if format and not problem:
        return downloads.figures(f"{batch}-{year}-{indicator}", found, format)
    sheet = strategy.price_sheet(this.figure.price_sheet) if this.figure.price_sheet else None
    return render(
        request,
        "steering/figures/figure.html",
        {
            "this": this,
            "in_full": "" if this.figure.value is None else in_full(this.figure.value, this.figure.unit),
            "others": [one for one in shown if one is not this],
            "definition": definition,
            "place": _place(this.figure),
            "sheet": sheet,
            "prices": lines.prices(sheet, this.figure.year) if sheet else [],
            "filter_name": _included(asked),
            "filters": lines.filters(this.figure),
            "kept_query": _query(asked),
            "cut_query": urlencode(cut_query(cut)),
            "filter_word": "" if asked.filter is Filter.ALL else asked.filter,
            "fields": cutting.fields(request.GET, batch, Seen(by)),
            "problem": problem,
            "months": _months(monthly, group),
            "formats": downloads.FORMATS,
            "sees_rows": by.may(Right.SEE_LEDGER_ROWS),
            "rounded": rounded,
        },
    )


@for_staff(Right.SEE_LEDGER_ROWS)
@never_cache
@require_safe
def rows(request: HttpRequest, batch: str, year: int, indicator: str, group: str) -> HttpResponse:
    """The ledger rows behind a figure, a page at a time: nothing in them leads to a person or to staff."""
    cut = read_cut(request.GET)
    must_reach(staff(request, Right.SEE_LEDGER_ROWS), cut, batch, Right.SEE_LEDGER_ROWS)
    asked = _question(request, batch, year, cut)
    format = downloads.wanted(request.GET.get("format"))
    if format:
        return _rows_as_file(asked, indicator, group, format)
    number = request.GET.get("side", "")
    found = strategy.rows_behind(
        asked,
        indicator=indicator,
        group=group,
        page=int(number) if number.isascii() and number.isdigit() and len(number) < 8 else 1,
    )
    return render(
        request,
        "steering/figures/rows.html",
        {
            "this": Shown(found.figure),
            "found": found,
            "lines": [lines.line(row, found.from_measurements) for row in found.rows],
            "filter_name": _included(asked),
            "formats": downloads.FORMATS,
            "kept_query": _query(asked),
        },
    )


def _rows_as_file(asked: Question, indicator: str, group: str, format: str) -> HttpResponse:
    """Every row behind a figure, as far as a page can hand them out. Raises TooManyRows."""
    held: list[lines.Line] = []
    measured = False
    for some in strategy.every_row_behind(asked, indicator=indicator, group=group):
        measured = some.from_measurements
        held += [lines.line(row, measured) for row in some.rows]
        if len(held) > downloads.MOST_ROWS:
            raise downloads.TooManyRows
    name = f"{asked.batch}-{asked.year}-{indicator}-{group}"
    return downloads.rows(name, held, format, measured=measured)


def _months(monthly: Sequence[Figure], group: str) -> list[tuple[date, Shown]]:
    """A group month by month, when the rows know more than the year; months without data are left out."""
    found = [one for one in monthly if one.group == group and (one.few or one.value is not None)]
    return [(one.bucket, Shown(one)) for one in found if one.bucket is not None]


def _query(asked: Question) -> str:
    """What the address asks for, without the format and the page."""
    kept = {} if asked.filter is Filter.ALL else {"filter": str(asked.filter)}
    return urlencode({**kept, **cut_query(asked.cut)})


def _included(asked: Question) -> str:
    """What is in the figure: the filter, and the part of the rows."""
    return ". ".join(part for part in (str(FILTER_NAMES[asked.filter]), cut_name(asked.cut)) if part)


def _place(figure: Figure) -> str:
    """`København 2009`, `Lyngsø Kommune, løbende 2026`."""
    return str(figure.batch_title) if figure.archive else f"{figure.batch_title} {figure.year}"


def _question(request: HttpRequest, batch: str, year: int, cut: Cut) -> Question:
    return strategy.question(batch, year, read_filter(request.GET.get("filter"), Filter.ALL), cut)
