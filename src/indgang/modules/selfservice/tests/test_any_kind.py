"""Whatever somebody answers to each kind of question, and in whichever rows: no exception, nothing lost, no grant on
what is not known, decided alike again.
"""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indgang.kernel.free_text import cleaned
from indgang.modules.identity.vocabulary import Acting
from indgang.modules.selfservice import selectors, services
from indgang.modules.selfservice.rules import applying, deciding
from indgang.modules.selfservice.rules.inputs import Given, Inputs
from indgang.modules.selfservice.rules.read import COVER
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.tests import every_kind as kinds
from indgang.modules.selfservice.vocabulary import QuestionKind

KEYS = [
    *sorted(kinds.every_kind().questions),
    *(
        f"wishes.r{row}{name}"
        for row in (1, 2, 9, 99)
        for name in ("", ".place", ".hours", ".night", ".note")
    ),
    "wishes.r0",
    "wishes.r100.place",
    "wishes",
    "other.r1.place",
]
TYPED = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "yes",
            "no",
            "12",
            "2.405,50",
            "9" * 400,
            "٣",
            "-1",
            "1e9",
            "2026-12-01/2026-12-24",
            "2026-12-24/2026-12-01",
            "/",
            "9999-12-31/9999-12-31",
            "AB 12 345",
            "99991518",
            "010190-1234",
            "010190-••••",
            "mads",
            "{row.place}",
            "\x00",
        ]
    ),
)
VALUE = st.one_of(TYPED, st.lists(TYPED, max_size=3).map(tuple))
FOUND = st.none() | st.just({"id": "x", "text": "X"}) | st.integers() | st.dictionaries(st.text(), st.text())
ANSWERS = st.dictionaries(st.sampled_from(KEYS), st.builds(Given, typed=VALUE, found=FOUND), max_size=12)


@given(answers=ANSWERS, parameters=st.sets(st.sampled_from(["draft_days", "first_action", "most_rows"])))
@settings(max_examples=50)
def test_nothing_that_is_typed_raises_and_the_same_is_decided_again(
    answers: dict[str, Given], parameters: set[str]
) -> None:
    inputs = kinds.standing({}).inputs
    kept = {name: row for name, row in inputs.parameters.items() if name in parameters}
    situation = Situation(kinds.every_kind(), replace(inputs, answers=answers, parameters=kept))
    finding = deciding.find(situation, version="v")
    applying.sections(situation)
    deciding.letter_values(situation)
    again = Situation(situation.solution, Inputs.of(json.loads(json.dumps(situation.inputs.as_json()))))
    assert deciding.find(again, version="v") == finding
    if finding.outcome == "granted":
        assert all(situation.facts.knows(name) for name in ("rent", "away", "wishes"))
        assert "most_rows" in parameters


@given(lost=st.sets(st.sampled_from(["rent", "away", "wishes.r1.place", "wishes.r1.hours"]), min_size=1))
@settings(max_examples=15)
def test_a_grant_that_loses_an_answer_it_rests_on_becomes_a_case(lost: set[str]) -> None:
    flat = {key: value for step in kinds.ANSWERS.values() for key, value in step.items()}
    assert deciding.find(kinds.standing(flat), version="v").outcome == "granted"
    fewer = kinds.standing({key: value for key, value in flat.items() if key not in lost})
    assert deciding.find(fewer, version="v").outcome == "case"


@pytest.mark.django_db
@given(typed=st.text(max_size=60))
@settings(max_examples=15)
def test_what_is_typed_is_kept_and_shown_again(mads: Acting, typed: str) -> None:
    if not selectors.solutions().get(kinds.SLUG):
        kinds.load()
    draft = kinds.begin(mads)
    plain = cleaned(typed)
    for step, values in kinds.ANSWERS.items():
        changed: dict[str, Any] = {
            key: [typed] if isinstance(one, list) else typed for key, one in values.items()
        }
        draft.step(step, changed)
        for field in selectors.step_view(draft.draft_id, step, mads).fields:
            if field.key not in changed or field.values or field.kind is QuestionKind.CPR or COVER in plain:
                continue
            assert field.value == ("" if field.kind is QuestionKind.PICKS else plain)
    services.delete_draft(draft_id=draft.draft_id, by=mads)
