"""The demo municipality is whole: what the pack must have, whoever edits it."""

import re
from pathlib import Path

import pytest

from indgang.kernel.strict_yaml import load_document
from indgang.modules.identity import rules
from indgang.project import readability
from indgang.project.demo import registers

ROOT = Path(__file__).resolve().parents[2] / "content"
PACK = ROOT / "municipalities" / "lyngsoe"
SERVICES = sorted(path.stem for path in (PACK / "catalogue").glob("*.yaml"))


def test_there_are_109_services_and_15_have_full_guidance() -> None:
    assert len(SERVICES) == 109
    guided = {path.stem for path in (PACK / "guidance").glob("*.yaml")}
    assert len(guided) >= 15
    assert guided <= set(SERVICES)


def test_every_service_has_a_channel_plan_with_a_reason() -> None:
    plans = [
        plan for path in (PACK / "channel_plans").glob("*.yaml") for plan in load_document(path).data["plans"]
    ]
    assert sorted(plan["service"] for plan in plans) == SERVICES
    reasons = [plan["reason"]["da"] for plan in plans]
    assert len(set(reasons)) == len(reasons)


def test_everybody_can_reach_a_person_on_every_service() -> None:
    for path in (PACK / "channel_plans").glob("*.yaml"):
        for plan in load_document(path).data["plans"]:
            lists = [plan["channels"], *(level["channels"] for level in plan.get("levels", []))]
            for channels in lists:
                assert any(
                    row["channel"] in ("telephone", "in_person")
                    and row["state"] in ("first", "offered", "on_request")
                    and row.get("for", "everybody") == "everybody"
                    for row in channels
                ), plan["service"]


def test_a_service_has_a_subject_number_or_the_group_that_stands_in_for_it() -> None:
    for service in SERVICES:
        data = load_document(PACK / "catalogue" / f"{service}.yaml").data
        assert ("kle" in data) != ("kle_group" in data), service


def test_a_service_with_a_solution_and_the_solution_name_each_other() -> None:
    by_service = {
        service: load_document(PACK / "catalogue" / f"{service}.yaml").data.get("solution")
        for service in SERVICES
    }
    said = {
        (service, path.parent.name)
        for path in (ROOT / "solutions").glob("*/solution.yaml")
        for service in load_document(path).data["services"]
    }
    assert {(service, solution) for service, solution in by_service.items() if solution} == said


def test_guidance_has_a_legal_basis_and_sources_that_can_be_opened() -> None:
    for path in (PACK / "guidance").glob("*.yaml"):
        data = load_document(path).data
        assert data["basis"], path.name
        assert data["sources"], path.name
        assert [one for one in data["sources"] if not re.fullmatch(r"https?://\S+\.\S+", one)] == [], (
            path.name
        )


def test_guidance_names_no_amount_of_money() -> None:
    """It would grow old unseen. A parameter has a date and a source."""
    for path in (PACK / "guidance").glob("*.yaml"):
        texts = "\n".join(readability.danish_texts(load_document(path).data))
        assert re.findall(r"\d[\d.]* (?:kr\b|kroner)", texts) == [], path.name


def test_the_demo_has_the_people_that_the_stories_need() -> None:
    people = registers.people()
    assert {"mads", "sofie", "jonas", "camilla", "thomas", "amir", "birgit", "inger", "nanna"} <= set(people)
    assert {"karl", "lene", "peter"} <= set(people)
    assert people["inger"].exempt
    assert people["nanna"].protected
    assert all(person.story for person in people.values() if person.login)


def test_no_number_in_the_demo_can_be_a_person() -> None:
    for person in registers.people().values():
        digits = rules.clean_cpr(person.cpr, demo=True)
        assert digits[0] in "6789", person.id
        with pytest.raises(rules.BadCpr):
            rules.clean_cpr(person.cpr, demo=False)


def test_the_danish_is_easy_to_read() -> None:
    assert [str(problem) for problem in readability.hard_files(ROOT)] == []


def test_a_hard_text_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "solutions"
    folder.mkdir()
    words = "Forvaltningen foretager sagsbehandling vedrørende bopælsregistrering umiddelbart efterfølgende "
    (folder / "hard.yaml").write_text(f"text:\n  da: {words * 10}\n  en: x\n")
    [problem] = readability.hard_files(tmp_path)
    assert "LIX" in problem.sentence
