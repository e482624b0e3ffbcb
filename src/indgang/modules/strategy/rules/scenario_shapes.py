"""A scenario from a file, in the words of the rules; and the check that it can be worked out."""

from collections.abc import Iterator
from decimal import Decimal

from indgang.kernel.strict_yaml import Document, Problem
from indgang.kernel.text import Text
from indgang.modules.channels.vocabulary import GROUP_OF
from indgang.modules.strategy.rules.scenario import run
from indgang.modules.strategy.rules.scenario_words import (
    EVERY_SERVICE,
    BadScenario,
    Cell,
    Closing,
    Range,
    Scenario,
    Shift,
    YearPlan,
)
from indgang.modules.strategy.schema.strategy.counted import PlanShape, RangeShape, ScenarioShape
from indgang.modules.strategy.schema.strategy.shapes import StrategyShape
from indgang.modules.strategy.vocabulary import CHANNEL_GROUPS

NOTHING = Text()


def plans(shape: ScenarioShape) -> tuple[YearPlan, ...]:
    """What changes by year, without prices of other sheets (whoever runs it looks them up)."""
    return tuple(_plan(year, plan) for year, plan in sorted(shape.years.items()))


def _plan(year: int, plan: PlanShape) -> YearPlan:
    return YearPlan(
        year=year,
        contacts=_range(plan.contacts),
        growth=_range(plan.growth),
        shares={group.value: share for group, share in plan.shares.items()} if plan.shares else None,
        shifts=tuple(
            Shift(one.source.value, one.target.value, _certain(one.percent), one.service)
            for one in plan.shifts
        ),
        closings=tuple(
            Closing(
                {group.value: share for group, share in one.goes_to.items()},
                one.id or "",
                one.count or 0,
                one.of or 0,
            )
            for one in plan.closed_entrances
        ),
        price_change=_range(plan.prices.percent) if plan.prices else None,
        because=plan.because.text if plan.because else NOTHING,
    )


def _range(shape: RangeShape | None) -> Range | None:
    return None if shape is None else _certain(shape)


def _certain(shape: RangeShape) -> Range:
    return Range(
        shape.central if shape.low is None else shape.low,
        shape.central,
        shape.central if shape.high is None else shape.high,
    )


def check_scenarios(document: Document, shape: StrategyShape) -> Iterator[Problem]:
    """Each scenario is worked out once, with every price at one krone: what fails is told at its place."""
    for i, scenario in enumerate(shape.scenarios):
        place = ("scenarios", i)
        if scenario.baseline.rows == "baseline":
            if shape.baseline is None:
                yield document.problem(
                    (*place, "baseline"), "The strategy has no baseline. Add one, or write `rows: live`."
                )
                continue
            if scenario.baseline.year != shape.baseline.year:
                yield document.problem(
                    (*place, "baseline", "year"), f"The baseline is of {shape.baseline.year}. Write that."
                )
                continue
        asked = Scenario(
            baseline_year=scenario.baseline.year,
            baseline=_cells(shape, scenario),
            prices=dict.fromkeys(CHANNEL_GROUPS, Decimal(1)),
            years=plans(scenario),
        )
        try:
            run(asked)
        except BadScenario as error:
            yield document.problem((*place, "years"), error.message.en)


def _cells(shape: StrategyShape, scenario: ScenarioShape) -> tuple[Cell, ...]:
    """The rows of the baseline; for the municipality's own, one contact of whatever the scenario names."""
    if scenario.baseline.rows == "baseline" and shape.baseline is not None:
        return tuple(
            Cell(GROUP_OF[row.channel].value, row.contacts, row.service or "")
            for row in shape.baseline.rows
            if GROUP_OF[row.channel].value in CHANNEL_GROUPS
        )
    services = {one.service for plan in scenario.years.values() for one in plan.shifts} - {EVERY_SERVICE}
    entrances = {one.id for plan in scenario.years.values() for one in plan.closed_entrances if one.id}
    cells = [Cell(group, Decimal(1), service) for group in CHANNEL_GROUPS for service in ("", *services)]
    return (*cells, *(Cell("in_person", Decimal(1), "", entrance) for entrance in entrances))
