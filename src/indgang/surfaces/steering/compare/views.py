"""The page where municipalities and years stand side by side."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indgang.modules.identity.vocabulary import Right
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy.vocabulary import ALL, CHANNEL_GROUPS, FILTER_NAMES, Filter
from indgang.surfaces.common.people import for_staff
from indgang.surfaces.steering import charts
from indgang.surfaces.steering.charts import Bar, Chart
from indgang.surfaces.steering.compare import columns
from indgang.surfaces.steering.compare.columns import INDICATORS, MOST, Choice, Column
from indgang.surfaces.steering.reading import Shown, read_filter
from indgang.surfaces.steering.sheets import Cell, sheet


@dataclass(frozen=True)
class Row:
    """One figure of every column; None where a column does not have the group."""

    name: str
    cells: tuple[Shown | None, ...]


@dataclass(frozen=True)
class Head:
    """How one column was counted, and its picture (None without shares)."""

    column: Column
    period: str
    picture: Chart | None


@for_staff(Right.SEE_TOTALS)
@never_cache
@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Up to four columns; a column that we do not know is left out."""
    filter = read_filter(request.GET.get("filter"), Filter.WITHOUT_LIBRARY_VISITS)
    offered = columns.choices()
    chosen = _chosen(request, offered)
    found = columns.columns(chosen, filter)
    rows = _rows(found)
    if request.GET.get("format") == "csv":
        head = ["", *(one.choice.name for one in found)]
        return sheet("sammenligning", head, [[row.name, *map(_value, row.cells)] for row in rows])
    return render(
        request,
        "steering/compare/compare.html",
        {
            "offered": [(one, one in chosen) for one in offered],
            "columns": found,
            "rows": rows,
            "heads": [Head(one, columns.period(one), _picture(i, one, found)) for i, one in enumerate(found)],
            "warnings": columns.warnings(found),
            "filters": [(one, FILTER_NAMES[one], one is filter) for one in reversed(Filter)],
            "most": MOST,
            "too_many": len(request.GET.getlist("tal")) > MOST,
            "query": request.GET.urlencode(),
        },
    )


def _chosen(request: HttpRequest, offered: list[Choice]) -> list[Choice]:
    """What was asked for, in the order of the list; without an answer the first two."""
    asked = request.GET.getlist("tal")
    if not asked:
        return offered[:2]
    return [one for one in offered if one.id in asked][:MOST]


def _rows(found: list[Column]) -> list[Row]:
    rows = []
    for indicator in INDICATORS:
        definition = strategy.definition(indicator)
        for group in (ALL, *CHANNEL_GROUPS):
            cells = [one.figures.get((indicator, group)) for one in found]
            figure = next((cell for cell in cells if cell is not None), None)
            if figure is None or (group != ALL and indicator in ("resolved_at_once", "misdirected_share")):
                continue
            name = (
                str(definition.name)
                if len(definition.groups) == 1
                else f"{definition.name}: {figure.group_name}"
            )
            rows.append(Row(name, tuple(Shown(cell) if cell else None for cell in cells)))
    return rows


def _picture(number: int, one: Column, found: list[Column]) -> Chart | None:
    """Each column's channel shares as bars, all on one scale."""
    bars = _bars(one)
    if not bars:
        return None
    full = charts.scale([bar.value for column in found for bar in _bars(column)])
    return charts.chart(id=f"compare-{number}", title=one.choice.name, bars=bars, full=full)


def _bars(one: Column) -> list[Bar]:
    shown = [Shown(one.figures["channel_share", group]) for group in CHANNEL_GROUPS]
    return [
        Bar(str(cell.figure.group_name), float(cell.figure.value or 0), cell.text)
        for cell in shown
        if cell.known
    ]


def _value(cell: Shown | None) -> Cell:
    return None if cell is None else cell.figure.value
