"""The overview of steering."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indgang.kernel.text import Text
from indgang.modules.channels.selectors import PriceSheetInfo
from indgang.modules.contacts import selectors as contacts
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.vocabulary import Reach, Right
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy.vocabulary import (
    FILTER_NAMES,
    Figure,
    Filter,
    Question,
    StrategyInfo,
    TargetKind,
)
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.steering.overview import words
from indgang.surfaces.steering.overview.panel import INDICATORS, Goals, Panel, panel
from indgang.surfaces.steering.overview.targets import Targets, targets
from indgang.surfaces.steering.reading import Shown, read_filter

ALSO_OWN = (("completion_citizen2012", "all"), ("straight_through", "all"), ("decision_time", "median"))


@dataclass(frozen=True)
class Baseline:
    """What a strategy counts from, beside what it aims at."""

    strategy: StrategyInfo
    headline: str
    counted: str
    against: str
    imbalance: str
    panel: Panel
    targets: Targets
    sheet: PriceSheetInfo
    counting_rule: Text
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Own:
    """What the municipality does itself, this year, by its own price sheet."""

    name: str
    year: int
    headline: str
    imbalance: str
    panel: Panel
    also: tuple[Shown, ...]
    sheet: PriceSheetInfo
    counting_rule: Text


@for_staff(Right.SEE_STEERING)
@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The first page of steering: the own department's services for who steers one, else the whole municipality."""
    by = staff(request, Right.SEE_STEERING)
    if by.reach(Right.SEE_STEERING) is not Reach.MUNICIPALITY or not by.may(Right.SEE_TOTALS):
        return redirect("steering:services")
    return _totals(request)


@for_staff(Right.SEE_TOTALS)
@never_cache
@require_safe
def totals(request: HttpRequest) -> HttpResponse:
    """The whole municipality, also for who steers one department."""
    return _totals(request)


def _totals(request: HttpRequest) -> HttpResponse:
    """Where we stand: every strategy from its baseline, and the municipality's own figures beside it."""
    chosen = read_filter(request.GET.get("filter"), Filter.WITHOUT_LIBRARY_VISITS)
    strategies = [one for one in strategy.strategies().values() if one.baseline]
    ask = [
        Question(one.baseline, one.baseline_year, one.price_sheet, filter, INDICATORS)
        for one in strategies
        for filter in Filter
    ]
    live = strategy.question(contacts.live_batch_name())
    *counted, ours = strategy.answers(*ask, live)
    by_filter = [
        dict(zip(Filter, counted[i : i + len(Filter)], strict=True))
        for i in range(0, len(counted), len(Filter))
    ]
    return render(
        request,
        "steering/overview/overview.html",
        {
            "baselines": [
                _baseline(one, figures, chosen) for one, figures in zip(strategies, by_filter, strict=True)
            ],
            "own": _own(ours, live),
            "filters": [(filter, FILTER_NAMES[filter], filter is chosen) for filter in reversed(Filter)],
            "without": chosen is Filter.WITHOUT_LIBRARY_VISITS,
        },
    )


def _baseline(one: StrategyInfo, by_filter: dict[Filter, list[Figure]], chosen: Filter) -> Baseline:
    figures = by_filter[chosen]
    by_group = {(figure.indicator, figure.group): figure for figure in figures}
    goals = _goals(one, chosen)
    return Baseline(
        strategy=one,
        headline=words.headline(by_group),
        counted=words.counted(one, by_group),
        against=words.against(goals.get(("channel_share", "digital")), by_group["channel_share", "digital"]),
        imbalance=words.imbalance(by_group),
        panel=panel(one.id, figures, goals),
        targets=targets(
            one,
            {(f.indicator, f.group, f.filter): f for found in by_filter.values() for f in found},
        ),
        sheet=strategy.price_sheet(one.price_sheet),
        counting_rule=figures[0].counting_rule,
        sources=figures[0].sources,
    )


def _goals(one: StrategyInfo, chosen: Filter) -> Goals:
    """The goals that were set for what is shown: with another filter they cannot be compared."""
    return {
        (target.indicator, target.group): target
        for target in one.targets
        if target.kind is TargetKind.TARGET
        and target.filter is chosen
        and target.indicator in ("channel_share", "cost_share")
    }


def _own(figures: list[Figure], asked: Question) -> Own:
    by_group = {(figure.indicator, figure.group): figure for figure in figures}
    return Own(
        name=identity.municipality().name,
        year=asked.year,
        headline=words.headline(by_group),
        imbalance=words.imbalance(by_group),
        panel=panel("own", figures, {}),
        also=tuple(Shown(by_group[key]) for key in ALSO_OWN),
        sheet=strategy.price_sheet(asked.price_sheet),
        counting_rule=figures[0].counting_rule,
    )
