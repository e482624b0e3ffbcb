"""The resident's parking licence: the worked cases, and whatever somebody answers or a register says."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from indgang.modules.selfservice import services
from indgang.modules.selfservice.rules import deciding, paying
from indgang.modules.selfservice.rules.inputs import Given, Inputs, Looked, ParameterRow
from indgang.modules.selfservice.rules.proving import Lacking, proven
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.folder import fingerprint, read_source, ready
from indgang.modules.selfservice.schema.solution import Solution
from indgang.modules.selfservice.selectors.versions import Version
from indgang.modules.selfservice.services.trying import Trial

FOLDER = Path(django_settings.CONTENT_DIR) / "solutions" / "beboerlicens"
QUICK = settings(max_examples=40)
SCALAR = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates().map(str)
FIELDS = (
    "ref",
    "name",
    "plate",
    "weight",
    "energy_class",
    "zero",
    "role",
    "company",
    "active",
    "parking_zone",
)
ANYTHING = st.recursive(
    SCALAR,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(FIELDS), inner),
    max_leaves=8,
)
TYPED = st.text(max_size=30) | st.sampled_from(
    ["own", "lease", "QX10101", "2026-11-23", "{me.name}", "\x00", "yes"]
)


@cache
def _source() -> dict[str, str]:
    return read_source(FOLDER)


@cache
def _solution() -> Solution:
    return ready(_source())


@pytest.fixture
def trials(lyngsoe: object) -> dict[str, Trial]:
    """The worked cases that could be sent, by id."""
    version = Version(fingerprint(_source()), _solution())
    worked = list(services.run_examples("beboerlicens", FOLDER, version=version))
    assert [(one.id, one.wrong) for one in worked if one.wrong] == []
    assert len(worked) >= 20
    return {one.id: one.trial for one in worked if one.trial and not one.trial.errors}


def situation_of(trial: Trial) -> Situation:
    return Situation(_solution(), Inputs.of(json.loads(json.dumps(trial.inputs.as_json()))))


@pytest.mark.django_db
def test_worked_cases_come_out_as_they_say_and_alike_when_asked_again(trials: dict[str, Trial]) -> None:
    assert {trial.outcome for trial in trials.values()} == {"granted", "case", "prepared_refusal"}
    for trial in trials.values():
        assert deciding.find(situation_of(trial), version=trial.version) == trial.finding


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("case", "kroner"), [("electric-car", 710), ("own-small-car", 2540), ("diesel-in-the-high-class", 5840)]
)
def test_the_price_follows_the_class(trials: dict[str, Trial], case: str, kroner: int) -> None:
    assert paying.price(situation_of(trials[case])) == kroner * 100


@pytest.mark.django_db
def test_a_licence_is_for_the_plate_in_the_zone_for_a_year(trials: dict[str, Trial]) -> None:
    situation = situation_of(trials["from-a-later-day"])
    gives = situation.solution.gives
    assert gives is not None
    licence = proven(situation, gives)
    assert (licence.valid_from, licence.valid_until) == (date(2026, 12, 23), date(2027, 12, 22))
    assert licence.marks == {"plate": "QX10101", "zone": "A", "address": "skonnertgade-4-st-tv"}
    assert [row.id for row in licence.rows if row.open] == ["plate", "zone"]
    lost = {**situation.inputs.facts, "home": Looked(None)}
    with pytest.raises(Lacking):
        proven(_with(situation, facts=lost), gives)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "kroner"),
    [
        (date(2026, 11, 1), 2540),  # before it begins: all of it
        (date(2026, 11, 23), 2540),
        (date(2026, 11, 24), Decimal("2328.33")),  # eleven whole months are left
        (date(2027, 5, 23), 1270),
        (date(2027, 10, 24), 0),
        (date(2027, 11, 22), 0),
    ],
)
def test_the_whole_months_that_are_left_are_given_back(
    trials: dict[str, Trial], day: date, kroner: int | Decimal
) -> None:
    situation = _on(situation_of(trials["own-small-car"]), day)
    ends = situation.solution.gives.ends if situation.solution.gives else None
    assert ends is not None
    assert ends.refund is not None
    assert situation.compute(ends.refund).value == kroner * 100


@pytest.mark.django_db
def test_nothing_is_given_back_when_the_municipality_says_so_and_a_person_looks_when_it_does_not(
    trials: dict[str, Trial],
) -> None:
    situation = situation_of(trials["own-small-car"])
    ends = situation.solution.gives.ends if situation.solution.gives else None
    assert ends is not None
    assert ends.refund is not None
    for value, back in (("ingen", 0), (None, None)):
        row = ParameterRow("beboerlicens.penge_tilbage", value, date(2026, 1, 1), "prøve")
        other = _with(situation, parameters={**situation.inputs.parameters, "money_back": row})
        assert other.compute(ends.refund).value == back


@pytest.mark.django_db
def test_a_new_one_replaces_the_old_only_when_the_citizen_says_so(trials: dict[str, Trial]) -> None:
    for case, replaces in (("another-car", True), ("renewed", False), ("own-small-car", False)):
        situation = situation_of(trials[case])
        ends = situation.solution.gives.ends if situation.solution.gives else None
        assert ends is not None
        assert ends.replaces is not None
        assert situation.holds(ends.replaces) is replaces


@pytest.mark.django_db
def test_one_for_each_household_when_the_municipality_says_so(trials: dict[str, Trial]) -> None:
    """The sources disagree; the same two people come out otherwise under the other parameter."""
    situation = situation_of(trials["other-owner"])
    row = ParameterRow("beboerlicens.en_pr", "husstand", date(2026, 1, 1), "prøve")
    stricter = _with(situation, parameters={**situation.inputs.parameters, "one_per": row})
    found = deciding.find(stricter, version="v")
    assert (found.outcome, [one.rule for one in found.unresolved]) == ("case", ["one_licence"])


@pytest.mark.django_db
def test_a_grant_that_loses_a_fact_becomes_a_case(trials: dict[str, Trial]) -> None:
    for name, trial in trials.items():
        if trial.outcome != "granted":
            continue
        situation = situation_of(trial)
        for fact in ("me", "home", "car", "had"):
            lost = {**situation.inputs.facts, fact: Looked(None)}
            assert deciding.find(_with(situation, facts=lost), version="v").outcome == "case", (name, fact)


@pytest.mark.django_db
@given(data=st.data())
@QUICK
def test_no_lost_fact_parameter_or_answer_grants(trials: dict[str, Trial], data: st.DataObject) -> None:
    trial = data.draw(st.sampled_from([one for one in trials.values() if one.outcome != "granted"]))
    inputs = trial.inputs
    facts = data.draw(st.sets(st.sampled_from(sorted(inputs.facts))))
    parameters = data.draw(st.sets(st.sampled_from(sorted(inputs.parameters))))
    fewer = _with(
        situation_of(trial),
        facts={key: Looked(None) if key in facts else one for key, one in inputs.facts.items()},
        parameters={key: one for key, one in inputs.parameters.items() if key not in parameters},
    )
    assert deciding.find(fewer, version="v").outcome != "granted"


@given(data=st.data())
@QUICK
def test_nothing_that_is_typed_or_said_by_a_register_raises(data: st.DataObject) -> None:
    solution = _solution()
    keys = [*sorted(solution.questions), "me_wrong", "me_right"]
    typed = TYPED | st.lists(TYPED, max_size=3).map(tuple)
    answers = data.draw(st.dictionaries(st.sampled_from(keys), st.builds(Given, typed=typed)))
    names = [use.id for use in solution.facts]
    facts = data.draw(st.dictionaries(st.sampled_from(names), st.builds(Looked, value=ANYTHING)))
    inputs = Inputs(
        date(2026, 11, 23), "self", {"code": "0999", "name": "Lyngsø", "area": ""}, {}, facts, answers
    )
    situation = Situation(solution, inputs)
    finding = deciding.find(situation, version="v")
    assert finding.outcome == "case"  # no parameter is known, so nothing can be granted
    deciding.letter_values(situation)
    again = Situation(solution, Inputs.of(json.loads(json.dumps(inputs.as_json()))))
    assert deciding.find(again, version="v") == finding


def _on(situation: Situation, day: date) -> Situation:
    """The same on another day."""
    return Situation(situation.solution, replace(situation.inputs, today=day))


def _with(situation: Situation, **changed: Any) -> Situation:
    old = situation.inputs
    parts = {"parameters": old.parameters, "facts": old.facts, "answers": old.answers, **changed}
    return Situation(
        situation.solution,
        Inputs(
            old.today, old.ground, old.municipality, parts["parameters"], parts["facts"], parts["answers"]
        ),
    )
