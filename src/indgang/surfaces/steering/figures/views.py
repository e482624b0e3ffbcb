"""The page of one figure, and the ledger rows behind it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indgang.modules.identity.vocabulary import Right
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy.vocabulary import FILTER_NAMES, Figure, Filter, Question, UnknownIndicator
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.steering.figures import lines
from indgang.surfaces.steering.reading import Shown, in_full, read_filter


@for_staff(Right.SEE_TOTALS)
@never_cache
@require_safe
def figure(request: HttpRequest, batch: str, year: int, indicator: str, group: str) -> HttpResponse:
    """What a figure counts, its source, its price sheet, and the other groups beside it."""
    asked = _question(request, batch, year)
    definition = strategy.definition(indicator)
    (found,) = strategy.answers(
        Question(asked.batch, asked.year, asked.price_sheet, asked.filter, (indicator,))
    )
    shown = [Shown(one) for one in found]
    this = next((one for one in shown if one.figure.group == group), None)
    if this is None:
        raise UnknownIndicator
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
            "filter_name": FILTER_NAMES[asked.filter],
            "filters": lines.filters(this.figure),
            "sees_rows": staff(request, Right.SEE_TOTALS).may(Right.SEE_LEDGER_ROWS),
        },
    )


@for_staff(Right.SEE_LEDGER_ROWS)
@never_cache
@require_safe
def rows(request: HttpRequest, batch: str, year: int, indicator: str, group: str) -> HttpResponse:
    """The ledger rows behind a figure, a page at a time: nothing in them leads to a person or to staff."""
    asked = _question(request, batch, year)
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
            "filter_name": FILTER_NAMES[asked.filter],
        },
    )


def _place(figure: Figure) -> str:
    """`København 2009`, `Lyngsø Kommune, løbende 2026`."""
    return str(figure.batch_title) if figure.archive else f"{figure.batch_title} {figure.year}"


def _question(request: HttpRequest, batch: str, year: int) -> Question:
    return strategy.question(batch, year, read_filter(request.GET.get("filter"), Filter.ALL))
