"""Any pay before and any pay now, held against the rule in words: five steps, a lower one by itself, a higher one by a
person; and the same once more from what would be kept.
"""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indgang.modules.selfservice import services
from indgang.modules.selfservice.rules import deciding
from indgang.modules.selfservice.rules.inputs import Before, Inputs, Looked
from indgang.modules.selfservice.rules.recalculating import doubts_of, value_of, weigh
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.tests.again.conftest import FOLDER

LOWER, UPPER, SINGLE = (
    214_601,
    666_600,
    75_080,
)  # kroner: the demo's limits of 2026, for one who is alone with a child
STEP = round((UPPER - LOWER) / 95)
ORE = st.integers(min_value=1, max_value=7_500_000)
"""A month's pay in øre: up to 900,000 kroner a year."""


@pytest.fixture
def granted(db: None) -> tuple[Solution, Inputs]:
    """Camilla's free place, as the worked case hands it in."""
    worked = {one.id: one for one in services.run_examples("friplads", FOLDER)}
    trial = worked["last-free-krone"].trial
    assert trial is not None
    return versions.active("friplads").solution, trial.inputs


def rung(ore: int) -> int:
    """The step by the rule in words, written without the engine."""
    kroner = ore * 12 / 100
    if kroner < LOWER + SINGLE:
        return 0
    return 96 if kroner >= UPPER + SINGLE else min(int((kroner - LOWER - SINGLE) // STEP), 94) + 1


def paid(inputs: Inputs, ore: int, **more: Any) -> Inputs:
    rows = [{**row, "amount": ore} for row in inputs.facts["income"].value]
    return replace(inputs, facts={**inputs.facts, "income": Looked(rows)}, **more)


def test_it_is_better_worse_or_the_same_as_the_rule_in_words_says(granted: tuple[Solution, Inputs]) -> None:
    solution, base = granted

    @settings(max_examples=50, deadline=None)
    @given(then=ORE, now=ORE)
    def holds(then: int, now: int) -> None:
        first = Situation(solution, paid(base, then))
        found = deciding.find(first, version="v")
        before = Before(value_of(first, "rung"), doubts_of(found, first), found.calculations)
        inputs = paid(base, now, before=before)
        weighed = weigh(
            Situation(solution, inputs), deciding.what_rules_say(Situation(solution, inputs), version="v")
        )
        assert (weighed.before, weighed.now) == (rung(then), rung(now))
        change = rung(now) - rung(then)
        expected = "same" if abs(change) < 5 else "better" if change < 0 else "worse"
        assert weighed.result == expected
        finding = deciding.find(Situation(solution, inputs), version="v")
        outcomes = {
            "better": "granted",
            "worse": "prepared_refusal" if rung(now) == 96 else "prepared_part_grant",
        }
        assert finding.outcome == outcomes.get(expected, finding.outcome)
        kept = Inputs.of(inputs.as_json())
        assert deciding.find(Situation(solution, kept), version="v") == finding

    holds()
