"""Whatever somebody answers: no exception, nothing lost, never granted on what is not known, decided alike
again.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indgang.modules.selfservice import services
from indgang.modules.selfservice.rules import deciding
from indgang.modules.selfservice.rules.inputs import Given, Inputs, Looked
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.folder import ready
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.services.examples import Worked
from indgang.modules.selfservice.tests.conftest import FLYTNING, MADS_MOVES, _solution

CONDITIONS = settings(max_examples=60)
HOSTILE = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        [
            "",
            "yes",
            "no",
            "2026-12-01",
            "2026-02-30",
            "\x00",
            "🦊" * 30,
            "x" * 10_000,
            "{me.name}",
            "tenant",
            "new",
        ]
    ),
    st.dates().map(str),
    st.integers().map(str),
)


@pytest.fixture(scope="module")
def solution() -> Solution:
    return ready(_solution()[0])


@pytest.fixture
def worked(lyngsoe: object) -> Iterator[list[Worked]]:
    """The worked cases that could be sent."""
    return [one for one in services.run_examples("flytning", FLYTNING) if one.trial and not one.trial.errors]  # type: ignore[return-value]


def typed_answers(solution: Solution) -> st.SearchStrategy[dict[str, Given]]:
    keys = [*sorted(solution.questions), "me_wrong", "me_right", "household_wrong", "dwelling_wrong"]
    value = st.one_of(HOSTILE, st.lists(HOSTILE, max_size=3).map(tuple))
    found = st.one_of(
        st.none(), st.just({"id": "x", "text": "X"}), st.just({"several": 3}), st.integers(), st.text()
    )
    return st.dictionaries(st.sampled_from(keys), st.builds(Given, typed=value, found=found))


SCALAR = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.dates().map(str)
ANYTHING = st.recursive(
    SCALAR,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["ref", "name", "age", "custody", "use", "rooms", "km", "others"]), inner
        )
    ),
    max_leaves=8,
)


@given(data=st.data())
@CONDITIONS
def test_nothing_that_is_typed_or_fetched_raises(solution: Solution, data: st.DataObject) -> None:
    answers = data.draw(typed_answers(solution))
    facts = data.draw(
        st.dictionaries(
            st.sampled_from([use.id for use in solution.facts]), st.builds(Looked, value=ANYTHING)
        )
    )
    inputs = Inputs(
        date(2026, 11, 21), "self", {"code": "0999", "name": "Lyngsø", "area": "oevrige"}, {}, facts, answers
    )
    situation = Situation(solution, inputs)
    finding = deciding.find(situation, version="v")
    assert finding.outcome == "case"  # no parameter is known, so nothing can be granted
    deciding.letter_values(situation)
    again = Situation(solution, Inputs.of(json.loads(json.dumps(inputs.as_json()))))
    assert deciding.find(again, version="v") == finding


@pytest.mark.django_db
def test_a_grant_that_loses_any_fact_it_rests_on_becomes_a_case(worked: list[Worked]) -> None:
    version = versions.active("flytning")
    rules = version.solution.rules
    granted = [one.trial for one in worked if one.trial and one.trial.outcome == "granted"]
    assert granted
    for trial in granted:
        for use in version.solution.facts:
            facts = {**trial.inputs.facts, use.id: Looked(None)}
            inputs = Inputs(
                trial.inputs.today,
                trial.inputs.ground,
                trial.inputs.municipality,
                trial.inputs.parameters,
                facts,
                trial.inputs.answers,
            )
            found = deciding.find(Situation(version.solution, inputs), version=version.hash)
            resting = {
                rule.id for rule in rules if any(path.split(".")[0] == use.id for path in rule.when.paths)
            }
            if resting - {"doctor"}:
                assert found.outcome == "case", use.id


@pytest.mark.django_db
@given(data=st.data())
@settings(max_examples=40)
def test_a_missing_fact_or_answer_never_turns_a_case_into_a_grant(
    worked: list[Worked], data: st.DataObject
) -> None:
    version = versions.active("flytning")
    trial = data.draw(
        st.sampled_from([one.trial for one in worked if one.trial and one.trial.outcome == "case"])
    )
    assert trial is not None
    inputs = trial.inputs
    lost = data.draw(st.sets(st.sampled_from(sorted(inputs.facts))))
    forgotten = data.draw(st.sets(st.sampled_from(sorted(inputs.answers))))
    fewer = Inputs(
        inputs.today,
        inputs.ground,
        inputs.municipality,
        inputs.parameters,
        {key: Looked(None) if key in lost else looked for key, looked in inputs.facts.items()},
        {key: one for key, one in inputs.answers.items() if key not in forgotten},
    )
    situation = Situation(version.solution, fewer)
    if situation.complete:
        assert deciding.find(situation, version=version.hash).outcome == "case"


@pytest.mark.django_db
@given(typed=st.text(max_size=300))
@settings(max_examples=25)
def test_what_is_typed_in_any_field_is_kept(mads: Any, typed: str) -> None:
    from indgang.kernel.free_text import cleaned
    from indgang.modules.selfservice import selectors

    draft = services.begin(solution="flytning", by=mads)
    revision = draft.revision
    for step, values in MADS_MOVES.items():
        fields = {key: typed for key in values if key != "who"}
        result = services.answer(draft_id=draft.id, step=step, values=fields, seen_revision=revision, by=mads)
        revision = result.revision
        view = selectors.step_view(draft.id, step, mads)
        for field in view.fields:
            if field.key in fields and field.kind != "address":
                assert field.value == cleaned(typed)
    services.delete_draft(draft_id=draft.id, by=mads)
