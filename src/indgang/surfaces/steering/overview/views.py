"""The overview of steering: one strategy, and beside it what the municipality does itself."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from indgang.kernel import clock
from indgang.kernel.text import Text
from indgang.modules.channels.selectors import PriceSheetInfo
from indgang.modules.contacts import selectors as contacts
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Reach, Right
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy.selectors import TargetState
from indgang.modules.strategy.vocabulary import (
    FILTER_NAMES,
    Figure,
    Filter,
    Question,
    StrategyInfo,
    TargetKind,
)
from indgang.surfaces.common.people import for_staff, staff
from indgang.surfaces.steering import choosing
from indgang.surfaces.steering.overview import standing, words
from indgang.surfaces.steering.overview.panel import INDICATORS, Goals, Panel, panel
from indgang.surfaces.steering.overview.standing import Changes, Initiatives
from indgang.surfaces.steering.overview.targets import Targets, targets
from indgang.surfaces.steering.reading import Shown, read_filter
from indgang.surfaces.steering.targets import lines
from indgang.surfaces.steering.targets import words as target_words
from indgang.surfaces.steering.targets.lines import TargetLine
from indgang.surfaces.steering.targets.views import sees

ALSO_OWN = (("completion_citizen2012", "all"), ("straight_through", "all"), ("decision_time", "median"))


@dataclass(frozen=True)
class Baseline:
    """What a strategy counts from, beside what it aims at."""

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
    """What the municipality does itself, this year: by its own price sheet, or by that of its strategy."""

    name: str
    year: int
    headline: str
    imbalance: str
    panel: Panel
    also: tuple[Shown, ...]
    sheet: PriceSheetInfo
    counting_rule: Text


@dataclass(frozen=True)
class Running:
    """A strategy that is measured on what the municipality does: the targets of this year, and how they go."""

    against: str
    summary: str
    lines: tuple[TargetLine, ...]
    changes: Changes
    initiatives: Initiatives


@for_staff(Right.SEE_STEERING)
@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """The first page of steering: the own department's services for who steers one, else the whole municipality."""
    by = staff(request, Right.SEE_STEERING)
    if by.reach(Right.SEE_STEERING) is not Reach.MUNICIPALITY or not by.may(Right.SEE_TOTALS):
        return redirect("steering:services")
    return _totals(request, by)


@for_staff(Right.SEE_TOTALS)
@never_cache
@require_safe
def totals(request: HttpRequest) -> HttpResponse:
    """The whole municipality, also for who steers one department."""
    return _totals(request, staff(request, Right.SEE_TOTALS))


def _totals(request: HttpRequest, by: EmployeeInfo) -> HttpResponse:
    """Where we stand: the chosen strategy with its verdict, and our own figures."""
    today = clock.today()
    one = choosing.chosen(request.GET.get("strategi", ""))
    chosen = read_filter(request.GET.get("filter"), Filter.WITHOUT_LIBRARY_VISITS)
    is_live = one is not None and one.measured_on == "live"
    live = strategy.question(contacts.live_batch_name())
    if one is not None and is_live and one.price_sheet:
        live = Question(live.batch, live.year, one.price_sheet)
    quarters = standing.questions(live, today) if is_live else []
    of_source = _of_source(one) if one is not None else []
    answered = strategy.answers(live, *of_source, *quarters)
    ours, counted = answered[0], answered[1 : 1 + len(of_source)]
    split = [figure for found in answered[1 + len(of_source) :] for figure in found]
    states: tuple[TargetState, ...] = ()
    if one is not None and is_live:
        states = tuple(
            state
            for state in strategy.target_states(one.id, as_of=today)
            if state.target.year == today.year and sees(by, state.target)
        )
    own_goals = _goals(one, Filter.ALL, today.year) if one is not None and is_live else {}
    return render(
        request,
        "steering/overview/overview.html",
        {
            "strategy": one,
            "strategies": _choices(one),
            "baseline": _baseline(one, counted, chosen) if one is not None and of_source else None,
            "running": _running(one, split, states, today) if one is not None and is_live else None,
            "own": _own(ours, live, own_goals),
            "filters": [(filter, FILTER_NAMES[filter], filter is chosen) for filter in reversed(Filter)],
            "without": chosen is Filter.WITHOUT_LIBRARY_VISITS,
        },
    )


def _choices(one: StrategyInfo | None) -> list[tuple[StrategyInfo, bool]]:
    """The strategies to choose between: those of whole municipalities, and the one that is shown."""
    return [
        (other, one is not None and other.id == one.id)
        for other in strategy.strategies().values()
        if not other.department or (one is not None and other.id == one.id)
    ]


def _of_source(one: StrategyInfo) -> list[Question]:
    """What to ask of the rows that a strategy counts from: with and without library visits."""
    if one.measured_on != "baseline" or not one.baseline:
        return []
    return [
        Question(one.baseline, one.baseline_year, one.price_sheet, filter, INDICATORS) for filter in Filter
    ]


def _running(one: StrategyInfo, split: list[Figure], states: tuple[TargetState, ...], today: date) -> Running:
    digital = next(
        (
            state
            for state in states
            if (state.target.indicator, state.target.group) == ("channel_share", "digital")
            and not state.target.cut
        ),
        None,
    )
    return Running(
        against=target_words.verdict(digital) if digital else "",
        summary=target_words.summary(states),
        lines=tuple(lines.line(one.id, state) for state in states),
        changes=standing.changes(
            one,
            split,
            states,
            today,
            contacts.counted_since(contacts.live_batch_name(), standing.before(standing.quarter(today)).year),
        ),
        initiatives=standing.initiatives(one, states),
    )


def _baseline(one: StrategyInfo, counted: list[list[Figure]], chosen: Filter) -> Baseline:
    by_filter = dict(zip(Filter, counted, strict=True))
    figures = by_filter[chosen]
    by_group = {(figure.indicator, figure.group): figure for figure in figures}
    goals = _goals(one, chosen)
    return Baseline(
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


def _goals(one: StrategyInfo, chosen: Filter, year: int | None = None) -> Goals:
    """The goals that were set for what is shown: with another filter they cannot be compared.

    Those of a year, or the last goals.
    """
    return {
        (target.indicator, target.group): target
        for target in one.targets
        if (target.kind is TargetKind.TARGET if year is None else target.year == year)
        and target.kind is not TargetKind.PRINTED
        and target.filter is chosen
        and not target.cut
        and target.indicator in ("channel_share", "cost_share")
    }


def _own(figures: list[Figure], asked: Question, goals: Goals) -> Own:
    by_group = {(figure.indicator, figure.group): figure for figure in figures}
    return Own(
        name=identity.municipality().name,
        year=asked.year,
        headline=words.headline(by_group),
        imbalance=words.imbalance(by_group),
        panel=panel("own", figures, goals),
        also=tuple(Shown(by_group[key]) for key in ALSO_OWN),
        sheet=strategy.price_sheet(asked.price_sheet),
        counting_rule=figures[0].counting_rule,
    )
