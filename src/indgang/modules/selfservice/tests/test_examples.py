"""The worked cases of every solution, each sent through the rules and decided again."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from indgang.modules.selfservice import services
from indgang.modules.selfservice.rules import deciding
from indgang.modules.selfservice.rules.inputs import Inputs
from indgang.modules.selfservice.rules.situation import Situation
from indgang.modules.selfservice.schema.examples import read_examples
from indgang.modules.selfservice.selectors import versions
from indgang.modules.selfservice.services import examples
from indgang.modules.selfservice.tests.conftest import FLYTNING

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lyngsoe")]
MADS: dict[str, Any] = {
    "today": "2026-11-21",
    "party": "mads",
    "facts": {},
    "answers": {
        "moving_date": "2026-12-01",
        "new_address": "Skonnertgade 4, 2. th",
        "relation": "tenant",
        "others_stay": False,
        "old_home": "left",
        "doctor_choice": "keep",
        "protection": False,
        "declared": True,
    },
}


def test_every_worked_case_comes_out_as_it_says() -> None:
    results = list(services.run_examples("flytning", FLYTNING))
    assert len(results) >= 25
    assert {worked.id: worked.wrong for worked in results if worked.wrong} == {}


def test_every_worked_case_is_decided_alike_again_from_what_would_be_stored() -> None:
    version = versions.active("flytning")
    for worked in services.run_examples("flytning", FLYTNING):
        assert worked.trial is not None
        stored = json.loads(json.dumps(worked.trial.inputs.as_json()))
        again = Situation(version.solution, Inputs.of(stored))
        assert deciding.find(again, version=version.hash) == worked.trial.finding, worked.id


def test_every_rule_is_shown_by_a_worked_case() -> None:
    held, stopped = set(), set()
    for worked in services.run_examples("flytning", FLYTNING):
        if worked.trial and not worked.trial.errors:
            held |= {row.rule for row in worked.trial.finding.matched}
            stopped |= {row.rule for row in worked.trial.finding.unresolved}
    rules = versions.active("flytning").solution.rules
    assert {rule.id for rule in rules if rule.outcome == "granted"} <= held
    # too early, another municipality and no declaration cannot be sent at all: their fields say so
    assert {rule.id for rule in rules} - stopped <= {"true_answers"}


def test_an_example_that_does_not_hold_is_told_with_its_line(tmp_path: Path) -> None:
    text = (FLYTNING / "examples.yaml").read_text(encoding="utf-8")
    (tmp_path / "examples.yaml").write_text(text.replace("outcome: granted", "outcome: case", 1))
    wrong = [worked for worked in services.run_examples("flytning", tmp_path) if worked.wrong]
    assert [worked.id for worked in wrong] == ["single-mover"]
    assert wrong[0].wrong == ("outcome is granted, and case was expected.",)
    assert wrong[0].line == next(i for i, line in enumerate(text.splitlines(), 1) if "single-mover" in line)


def run(tmp_path: Path, given: object, *options: str) -> tuple[dict[str, Any], int]:
    file = tmp_path / "answers.json"
    file.write_text(given if isinstance(given, str) else json.dumps(given), encoding="utf-8")
    out, code = StringIO(), 0
    try:
        call_command(
            "solution", "run", "flytning", answers=str(file), json=True, stdout=out, stderr=StringIO()
        )
    except SystemExit as stopped:
        code = int(stopped.code or 0)
    return json.loads(out.getvalue() or "{}"), code


def test_run_answers_in_the_agreed_shape(tmp_path: Path) -> None:
    answer, code = run(tmp_path, MADS)
    assert code == 0
    assert set(answer) == {"solution", "version", "outcome", "matched", "unresolved", "follow_ups"}
    assert (answer["solution"], answer["outcome"]) == ("flytning", "granted")
    assert {"rule", "paragraph", "because"} <= set(answer["matched"][0])
    assert {"kind", "to", "due"} <= set(answer["follow_ups"][0])
    assert answer["unresolved"] == []


def test_run_takes_facts_over_those_of_the_registers(tmp_path: Path) -> None:
    answer, _ = run(tmp_path, {**MADS, "facts": {"me": {"protected": True}}})
    assert answer["outcome"] == "case"
    assert [row["rule"] for row in answer["unresolved"]] == ["hidden_address"]
    answer, _ = run(tmp_path, {**MADS, "facts": {"residents": None}})
    assert "Andre, der står på adressen" in answer["unresolved"][0]["missing"]


def test_run_needs_no_person_when_all_facts_are_handed_in(tmp_path: Path) -> None:
    answer, code = run(tmp_path, {**MADS, "party": None})
    assert (answer["outcome"], code) == ("case", 0)


@pytest.mark.parametrize(
    "given",
    [
        "{",
        "[]",
        "\x00",
        {**MADS, "party": "nobody"},
        {**MADS, "party": {"person": "mads", "ground": "friend"}},
        {**MADS, "today": "i dag"},
        {**MADS, "answers": {"shoe_size": 43}},
        {**MADS, "answers": []},
        {**MADS, "facts": {"weather": "rain"}},
        {**MADS, "colour": "red"},
    ],
)
def test_run_refuses_bad_input_with_exit_code_2(tmp_path: Path, given: object) -> None:
    assert run(tmp_path, given) == ({}, 2)


def test_run_tells_which_answers_could_not_be_sent(tmp_path: Path) -> None:
    answer, code = run(tmp_path, {**MADS, "answers": {**MADS["answers"], "moving_date": "2026-12-24"}})
    assert code == 2
    assert [row["question"] for row in answer["errors"]] == ["moving_date"]
    assert "26. november 2026" in answer["errors"][0]["message"]


def test_test_and_list_and_check_answer_from_the_command_line() -> None:
    out = StringIO()
    call_command("solution", "test", "flytning", stdout=out, stderr=StringIO())
    assert out.getvalue().endswith("examples, 0 failed\n")
    out = StringIO()
    call_command("solution", "list", json=True, stdout=out)
    assert [row["solution"] for row in json.loads(out.getvalue())["solutions"]] == ["flytning"]
    out = StringIO()
    call_command("solution", "check", "flytning", stdout=out)
    assert out.getvalue() == "good: flytning\n"
    with pytest.raises(SystemExit) as stopped:
        call_command("solution", "check", "findes-ikke", stderr=StringIO())
    assert stopped.value.code == 2


def test_the_shape_of_examples_is_strict() -> None:
    shape, _ = read_examples(FLYTNING)
    assert len({example.id for example in shape.examples}) == len(shape.examples)
    assert examples.run_examples is services.run_examples
