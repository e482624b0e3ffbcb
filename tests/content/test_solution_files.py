"""Every solution that is shipped: it fits the schema that editors are given, and has worked cases of each sort."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from indgang.modules.selfservice.schema.examples import read_examples
from indgang.modules.selfservice.schema.folder import read_source, ready
from indgang.modules.selfservice.schema.solution import WRONG
from indgang.modules.selfservice.selectors.designing import json_schema
from tests.content.json_schema import problems_of

FOLDERS = sorted(path.parent for path in (Path(settings.CONTENT_DIR) / "solutions").glob("*/solution.yaml"))
NAMES = [folder.name for folder in FOLDERS]


def as_an_editor_reads(node: Any) -> Any:
    """Numbers as numbers, yes and no as truth, days as text."""
    if isinstance(node, dict):
        return {str(key): as_an_editor_reads(value) for key, value in node.items()}
    if isinstance(node, list):
        return [as_an_editor_reads(value) for value in node]
    return node.isoformat() if isinstance(node, date) else node


def loaded(folder: Path) -> Any:
    return yaml.load((folder / "solution.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)


@pytest.mark.parametrize("folder", FOLDERS, ids=NAMES)
def test_an_editor_with_the_schema_finds_nothing_wrong(folder: Path) -> None:
    read = loaded(folder)
    assert problems_of(as_an_editor_reads(read), json_schema()) == []


def test_an_editor_with_the_schema_finds_a_misspelt_key() -> None:
    read = as_an_editor_reads(loaded(FOLDERS[0]))
    read["minuttes"] = 5
    assert problems_of(read, json_schema()) == ["file: minuttes is not known"]


@pytest.mark.parametrize("folder", FOLDERS, ids=NAMES)
def test_a_solution_has_twenty_worked_cases_with_a_yes_and_a_case(folder: Path) -> None:
    shape, _ = read_examples(folder)
    outcomes = {example.expect.outcome for example in shape.examples}
    assert len(shape.examples) >= 20
    assert {"granted", "case"} <= outcomes
    assert (folder / "README.md").is_file()


@pytest.mark.parametrize("folder", FOLDERS, ids=NAMES)
def test_nothing_is_granted_on_what_the_citizen_says_is_wrong(folder: Path) -> None:
    """Each card that can be said to be wrong is asked about by a rule that makes a case."""
    solution = ready(read_source(folder))
    asked = {root for rule in solution.rules if rule.outcome == "case" for root in rule.when.roots}
    disputed = {fact + WRONG for fact, card in solution.cards.items() if card.right}
    assert disputed <= asked


def test_the_flea_market_has_every_way_out() -> None:
    shape, _ = read_examples(Path(settings.CONTENT_DIR) / "solutions" / "loppemarked")
    outcomes = {example.expect.outcome for example in shape.examples}
    assert {"granted", "case", "prepared_refusal", "prepared_part_grant"} <= outcomes


def test_no_line_of_code_names_the_flea_market() -> None:
    """It is the proof that a solution is content alone."""
    source = Path(settings.CONTENT_DIR).parent / "src" / "indgang"
    files = [path for path in source.rglob("*.py") if "tests" not in path.parts]
    assert len(files) > 500
    assert [str(path) for path in files if "loppemarked" in path.read_text("utf-8")] == []
