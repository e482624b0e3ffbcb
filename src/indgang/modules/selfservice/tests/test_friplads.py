"""Reduced day care fees: the worked cases, and the 95 steps against the years that were printed."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from indgang.kernel.expressions import Facts, Names
from indgang.modules.selfservice import services
from indgang.modules.selfservice.rules import deciding
from indgang.modules.selfservice.rules.inputs import Looked, ParameterRow
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.folder import fingerprint, read_source, ready
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors.versions import Version

FRIPLADS = Path(settings.CONTENT_DIR) / "solutions" / "friplads"


@pytest.fixture(scope="module")
def solution() -> Solution:
    return ready(read_source(FRIPLADS))


@pytest.fixture
def version(solution: Solution, lyngsoe: object) -> Version:
    return Version(fingerprint(read_source(FRIPLADS)), solution)


@pytest.mark.django_db
def test_every_worked_case_comes_out_as_it_says(version: Version) -> None:
    worked = list(services.run_examples("friplads", FRIPLADS, version=version))
    assert len(worked) >= 20
    assert [(one.id, one.wrong) for one in worked if one.wrong] == []


PRINTED = {
    # first krone of partial, first krone without subsidy, size of a step: as printed for the year
    2019: (177_601, 551_700, 3_938),
    2020: (181_501, 563_800, 4_024),
    2021: (185_701, 576_800, 4_117),
}
ASKED = ("step", "steps_above", "own_pct", "free_until", "none_from")


def worked_out(solution: Solution, kroner: int, lower: int, upper: int, **more: Any) -> dict[str, Any]:
    """The lines of the calculation for an income of so many kroner a year: one child, not single, unless told."""
    given = {
        "year_income": kroner * 100,
        "lower": lower * 100,
        "upper": upper * 100,
        "child_add": 700_000,
        "single_add": 6_000_000,
        "step_count": 95,
        "first_pct": 5,
        "child_count": 1,
        "alone": False,
        **more,
    }
    names: Names = solution.names
    facts = Facts(names, given)
    for name in ("additions", "free_until", "none_from", "step", "steps_above", "own_pct"):
        facts.learn_answer(name, solution.terms[name].expression.evaluate(facts))
    return {name: facts.get(name) for name in ASKED}


@pytest.mark.parametrize("year", PRINTED)
def test_the_size_of_a_step_is_as_printed(solution: Solution, year: int) -> None:
    lower, upper, step = PRINTED[year]
    assert worked_out(solution, lower, lower, upper)["step"] == step * 100


@pytest.mark.parametrize("year", PRINTED)
def test_each_printed_step_costs_one_per_cent_more_than_the_one_before(solution: Solution, year: int) -> None:
    lower, upper, size = PRINTED[year]

    def own_pct(kroner: int) -> int:
        return int(worked_out(solution, kroner, lower, upper)["own_pct"])

    firsts = [lower + step * size for step in range(95)]
    lasts = [min(first + size, upper) - 1 for first in firsts]
    assert [own_pct(kroner) for kroner in firsts] == list(range(5, 100))
    assert [own_pct(kroner) for kroner in lasts] == list(range(5, 100))
    assert own_pct(lower - 1) == 0


@pytest.mark.parametrize("year", PRINTED)
def test_below_the_limits_it_is_free_and_from_the_upper_one_there_is_nothing(
    solution: Solution, year: int
) -> None:
    lower, upper, _ = PRINTED[year]
    shares = {
        kroner: worked_out(solution, kroner, lower, upper)["own_pct"]
        for kroner in (0, lower - 1, upper - 1, upper)
    }
    assert list(shares.values()) == [0, 0, 99, 100]


def test_children_and_living_alone_move_both_limits_and_no_step(solution: Solution) -> None:
    lower, upper, step = PRINTED[2021]
    found = worked_out(solution, lower, lower, upper, child_count=3, alone=True)
    assert found["free_until"] == (lower + 14_000 + 60_000) * 100
    assert found["none_from"] == (upper + 14_000 + 60_000) * 100
    assert (found["step"], found["own_pct"]) == (step * 100, 0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("example", "lines"),
    [
        ("first-step", {"own_pct": "5", "reduced_price": "99,25 kr.", "monthly": "99 kr."}),
        ("middle-step", {"year_income": "400.000,08 kr.", "steps_above": "23", "own_pct": "28", "monthly": "556 kr."}),
        ("siblings", {"full_price": "4.405 kr.", "sibling_subsidy": "585,58 kr.", "monthly": "2.013 kr."}),
        ("above-the-limit", {"own_pct": "100", "monthly": "2.420 kr."}),
    ],
)  # fmt: skip
def test_the_calculation_stands_in_the_finding(version: Version, example: str, lines: dict[str, str]) -> None:
    worked = {one.id: one for one in services.run_examples("friplads", FRIPLADS, version=version)}
    trial = worked[example].trial
    assert trial is not None
    shown = {line.id: line.value.da for one in trial.finding.calculations for line in one.lines}
    assert {name: shown[name] for name in lines} == lines


@pytest.mark.django_db
def test_a_grant_that_loses_any_fact_or_parameter_becomes_a_case(version: Version) -> None:
    worked = {one.id: one for one in services.run_examples("friplads", FRIPLADS, version=version)}
    trial = worked["middle-step"].trial
    assert trial is not None
    assert trial.outcome == "granted"
    for name in ("me", "household", "children", "income", "earlier", "home"):
        inputs = replace(trial.inputs, facts={**trial.inputs.facts, name: Looked(None)})
        assert deciding.find(Situation(version.solution, inputs), version="v").outcome == "case", name
    asked = {
        "min_age",
        "late_months",
        "clash_days",
        "draft_days",
        "first_action",
        "partner_days",
        "partner_reminders",
    }  # before anything is decided
    later = {"recalc_steps", "recalc_patience", "settle_month"}  # when it is worked out again
    for use in version.solution.parameters:
        if use.id not in asked | later:
            rows = {**trial.inputs.parameters, use.id: ParameterRow(use.key, None)}
            inputs = replace(trial.inputs, parameters=rows)
            assert deciding.find(Situation(version.solution, inputs), version="v").outcome == "case", use.id
