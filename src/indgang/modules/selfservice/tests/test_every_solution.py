"""Every solution of the content, whatever is answered and whatever registers say: nothing raises, nothing is granted on
what is not known, and the same inputs are decided alike when they were stored and read again.
"""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django
from hypothesis import given, settings
from hypothesis import strategies as st

from indgang.kernel.expressions import Kind
from indgang.modules.selfservice.rules import deciding
from indgang.modules.selfservice.rules.inputs import Given, Inputs, Looked, ParameterRow
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.folder import read_source, ready
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.vocabulary import Outcome

FOLDER = Path(django.CONTENT_DIR) / "solutions"
SLUGS = sorted(path.parent.name for path in FOLDER.glob("*/solution.yaml"))
REFS = st.sampled_from(["me", "you", "child", ""])
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31)).map(str)
SCALARS: Mapping[str, st.SearchStrategy[Any]] = {
    "bool": st.booleans(),
    "whole": st.integers(-2, 100) | st.integers(),
    "decimal": st.floats(0, 50) | st.floats(),
    "text": REFS | st.sampled_from(["year_round", "0999", "owner", "municipal"]) | st.text(max_size=4),
    "date": DAYS,
    "money": st.integers(0, 10**8) | st.integers(),
}
TYPED = st.one_of(
    st.sampled_from(
        ["yes", "no", "me", "you", "child", "", "\x00", "{me.name}", "x" * 3000, "-1", "1e9", "100,00"]
    ),
    DAYS,
    st.integers(-5, 10**7).map(str),
    st.text(max_size=12),
)


@cache
def solution_of(slug: str) -> Solution:
    return ready(read_source(FOLDER / slug))


def of_kind(kind: Kind) -> st.SearchStrategy[Any]:
    """A value of the kind, or none; in a list or a record something may be lacking."""
    if kind.item is not None:
        return st.none() | st.lists(of_kind(kind.item), max_size=3)
    if kind.name == "record":
        fields = {name: of_kind(of) for name, of in kind.fields.items()}
        return st.none() | st.fixed_dictionaries(fields)
    return SCALARS[kind.name] | SCALARS[kind.name] | st.none()


def parameter(kind: Kind, pick: str) -> st.SearchStrategy[Any]:
    plain = SCALARS["whole" if kind.name == "money" else kind.name].map(str)
    return st.none() | (st.fixed_dictionaries({pick: plain}) if pick else plain)


@st.composite
def inputs_of(draw: st.DrawFn, solution: Solution) -> Inputs:
    choices = {name: [one.value for one in asked.choices] for name, asked in solution.questions.items()}
    answers = {}
    for name, values in choices.items():
        typed = draw(
            (st.sampled_from(values) if values else TYPED) | TYPED | st.lists(REFS, max_size=3).map(tuple)
        )
        answers[name] = Given(typed, draw(st.none() | st.just({"id": "you", "text": "X"})))
    rows = {}
    for use in solution.parameters:
        rows[use.id] = ParameterRow(use.key, draw(parameter(use.kind, use.pick)))
    for rate in solution.rates.values():
        rows[rate.id] = ParameterRow(rate.key, draw(parameter(rate.kind, draw(st.sampled_from(["A", "x"])))))
    facts = {use.id: Looked(draw(of_kind(use.of.kind))) for use in solution.facts}
    municipality = {"code": "0999", "name": "Lyngsø", "area": "oevrige"}
    return Inputs(date(2026, 11, 21), "self", municipality, rows, facts, answers)


@pytest.mark.parametrize("slug", SLUGS)
@given(data=st.data())
@settings(max_examples=25, deadline=None)
def test_any_answer_and_any_register_is_decided_and_decided_alike_again(
    slug: str, data: st.DataObject
) -> None:
    solution = solution_of(slug)
    inputs = data.draw(inputs_of(solution))
    situation = Situation(solution, inputs)
    finding = deciding.find(situation, version="v")
    followed = deciding.follow_ups(situation)
    deciding.letter_values(situation)
    if finding.outcome == Outcome.GRANTED:
        known = [situation.compute(rule.when) for rule in solution.rules]
        assert solution.shape.decide == "first" or all(answer.known for answer in known)
    stored = Inputs.of(json.loads(json.dumps(inputs.as_json())))
    again = Situation(solution, stored)
    assert deciding.find(again, version="v") == finding
    assert deciding.follow_ups(again) == followed
