"""The strategies as they are shipped: whole, with page and note; and the schema that an editor reads."""

import copy
import json
import shutil
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import yaml
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from indgang.modules.strategy.schema import StrategyShape, read_strategy
from indgang.modules.strategy.schema.strategy.json_schema import json_schema
from indgang.modules.strategy.services import check_folder
from tests.content.json_schema import problems_of

FOLDER = settings.CONTENT_DIR / "strategies"
FILES = sorted(FOLDER.glob("*/strategy.yaml"))
NAMES = [path.parent.name for path in FILES]
SCHEMA = settings.CONTENT_DIR.parent / "docs" / "designers" / "strategy.schema.json"


def shipped(name: str) -> StrategyShape:
    return read_strategy(FOLDER / name / "strategy.yaml").shape


def test_the_four_of_the_sources_and_those_of_the_demo() -> None:
    assert {
        "citizen-2012",
        "hvidovre-2011-2015",
        "koebenhavn-2022-2025",
        "kl-gevinstrealisering",
        "lyngsoe-2026",
    } <= set(NAMES)
    assert [name for name in NAMES if shipped(name).demo] == [n for n in NAMES if n.startswith("lyngsoe")]


def test_every_strategy_that_is_shipped_holds() -> None:
    files, problems = check_folder(settings.CONTENT_DIR)
    assert problems == []
    assert [file.shape.id for file in files] == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_item_says_where_it_stands(name: str) -> None:
    for place, item in shipped(name).items():
        assert getattr(item, "page", "") or getattr(item, "where", ""), place


@pytest.mark.parametrize("name", NAMES)
def test_a_note_is_about_something_that_is_there(name: str) -> None:
    shape = shipped(name)
    for note in shape.notes:
        assert note.about, note.id


def test_every_disagreement_of_the_sources_is_a_note() -> None:
    found = {note.id for name in NAMES for note in shipped(name).notes}
    assert {f"I{number}" for number in range(1, 25)} <= found


# Citizen.2012


def citizen() -> StrategyShape:
    return shipped("citizen-2012")


def test_twenty_three_proposals_by_letter() -> None:
    by: dict[str, list[int]] = {}
    for one in citizen().initiatives:
        by.setdefault(one.guideline or "", []).append(one.number or 0)
        assert one.phase is None
    assert by == {
        "A": [1, 3, 6, 9, 10, 12, 21],
        "B": [4, 15, 16, 20],
        "C": [2, 13, 14, 17, 18, 19],
        "D": [5, 22, 23],
        "E": [7, 8, 11],
    }


def test_thirteen_of_them_are_read_as_new_digital_solutions_and_it_says_that_this_is_our_reading() -> None:
    new = [one.number for one in citizen().initiatives if one.new_digital_solution]
    assert new == [6, 7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 22, 23]
    note = next(one for one in citizen().notes if one.id == "I9")
    assert note.reading is not None
    assert "vores egen læsning" in note.reading.da


def test_the_budget_of_proposal_22_adds_up_as_printed_and_its_empty_cell_stays_empty() -> None:
    budget = next(one.budget for one in citizen().initiatives if one.id == "p22")
    assert budget is not None
    rows = {row.id: row for row in budget.rows}
    assert rows["drift"].years[2010] is None
    assert "I13" in rows["drift"].notes
    for year, net in {2010: 1683, 2011: 1727, 2012: 2123, 2013: 1910}.items():
        assert budget.net[year] == net
        assert sum((row.years[year] or 0) for row in budget.rows if row.of is None) == net
        assert sum((row.years[year] or 0) for row in budget.rows if row.of == "opkraevning") == -3262
    assert sum(budget.net.values()) == 7443


def test_both_readings_of_the_shares_stand_and_neither_is_mended() -> None:
    figures = {one.id: one for one in citizen().figures}
    for id, shares in {
        "fordeling-2009-s-8": (19, 36, 18, 27),
        "fordeling-2009-s-14": (20, 36, 17, 27),
        "udgift-2009-s-8": (1, 24, 24, 51),
        "udgift-2012-s-17": (2, 37, 31, 29),
    }.items():
        values = figures[id].values
        assert values is not None
        assert [values[group] for group in ("digital", "telephone", "in_person", "written")] == list(shares)
        assert figures[id].notes


def test_what_cannot_be_read_is_empty_and_not_nought() -> None:
    curves = next(one for one in citizen().figures if one.id == "gallup-alder")
    assert curves.values is not None
    assert set(curves.values.values()) == {None}
    assert {one.state.value for one in citizen().entrances if one.year is None} == {"closes", "unknown"}


def test_the_figures_that_are_our_own_sums_are_right() -> None:
    figures = {one.id: one for one in citizen().figures}
    counted, prices = figures["henvendelser-uden-biblioteker"].values, figures["priser-koebenhavn"].values
    assert counted is not None
    assert prices is not None
    cost = {group: (counted[group] or 0) * (price or 0) for group, price in prices.items()}
    assert figures["udgift-2009-kr"].value == sum(cost.values())
    for id, parts, total in (
        ("fordeling-2009-beregnet", counted, counted["all"]),
        ("udgift-2009-beregnet", cost, sum(cost.values())),
    ):
        values = figures[id].values
        assert values is not None
        for group, share in values.items():
            assert share == round(100 * (parts[group] or Decimal(0)) / (total or 1), 2)


# The schema


def test_the_schema_in_the_documents_is_that_of_the_shapes() -> None:
    out = StringIO()
    call_command("strategy", "schema", stdout=out)
    told = "Run `./indgang strategy schema > docs/designers/strategy.schema.json`."
    assert SCHEMA.read_text("utf-8").strip() == out.getvalue().strip(), told


def native(path: Path) -> Any:
    """As an editor reads the file: numbers as numbers, keys as text."""
    return as_json(yaml.safe_load(path.read_text("utf-8")))


def as_json(node: Any) -> Any:
    if isinstance(node, dict):
        return {str(key): as_json(value) for key, value in node.items()}
    if isinstance(node, list):
        return [as_json(one) for one in node]
    return node.isoformat() if isinstance(node, date) else node


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_the_schema_accepts_what_is_shipped(path: Path) -> None:
    assert problems_of(native(path), json_schema()) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("surprise", "x"),
        ("id", "Not A Slug"),
        ("title", "one language"),
        ("measured_on", "the moon"),
        ("demo", "maybe"),
        ("document", {"title": "x"}),
        ("notes", [{"id": "n", "where": "s. 1"}]),
        ("figures", [{"id": "f", "page": "s. 1", "unit": "miles", "name": {"da": "a", "en": "b"}}]),
        ("targets", [{"indicator": "contacts"}]),
    ],
)
def test_the_schema_refuses_what_the_shapes_refuse(key: str, value: Any) -> None:
    data = {**native(FOLDER / "citizen-2012" / "strategy.yaml"), key: value}
    assert problems_of(data, json_schema()) != []


def places(node: Any, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Every place in a file, but the file itself."""
    if place:
        yield place
    inside = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, child in inside:
        yield from places(child, (*place, key))


def as_words(node: Any) -> Any:
    """As our own reader gives it: every scalar as text."""
    if isinstance(node, dict):
        return {key: as_words(value) for key, value in node.items()}
    if isinstance(node, list):
        return [as_words(one) for one in node]
    if isinstance(node, bool):
        return "yes" if node else "no"
    return None if node is None else str(node)


JSON_SCHEMA = json_schema()
CITIZEN = native(FOLDER / "citizen-2012" / "strategy.yaml")
PLACES = sorted(places(CITIZEN), key=str)


@hypothesis.settings(max_examples=150, deadline=None)
@given(st.sampled_from(PLACES), st.sampled_from(["x", 7, -7, None, [], {}, "gone"]))
def test_what_the_shapes_accept_the_schema_accepts(place: tuple[str | int, ...], value: Any) -> None:
    data = copy.deepcopy(CITIZEN)
    node = data
    for key in place[:-1]:
        node = node[key]
    if value == "gone":
        del node[place[-1]]
    else:
        node[place[-1]] = value
    try:
        StrategyShape.model_validate(as_words(data))
    except ValidationError:
        return
    assert problems_of(data, JSON_SCHEMA) == []


# The command


def strategy(*words: str) -> str:
    out = StringIO()
    call_command("strategy", *words, stdout=out)
    return out.getvalue()


def test_the_command_checks_a_folder_and_counts_what_is_there() -> None:
    assert "citizen-2012: good." in strategy("check", str(FOLDER / "citizen-2012"))
    assert "23 initiatives" in strategy("check", str(FOLDER / "citizen-2012"))
    answer = json.loads(strategy("check", str(FOLDER), "--json"))
    assert answer == {"strategies": NAMES, "problems": []}


def test_the_command_names_file_line_and_remedy_and_ends_with_two(tmp_path: Path) -> None:
    folder = tmp_path / "citizen-2012"
    folder.mkdir()
    text = (FOLDER / "citizen-2012" / "strategy.yaml").read_text("utf-8")
    (folder / "strategy.yaml").write_text(text.replace("guideline: E", "guideline: F", 1), "utf-8")
    line = text[: text.index("guideline: E")].count("\n") + 1
    with pytest.raises(CommandError) as error:
        strategy("check", str(folder))
    assert error.value.returncode == 2
    assert f"strategy.yaml:{line}: `guideline` names `F`, which is not here." in str(error.value)


def test_an_empty_folder_says_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"Write a strategy.yaml in it"):
        strategy("check", str(tmp_path))


def test_a_price_sheet_that_lies_beside_is_checked_too(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "strategies")
    shutil.copytree(settings.CONTENT_DIR / "price_sheets", tmp_path / "price_sheets")
    sheet = tmp_path / "price_sheets" / "kl-2010.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("kr: 50}", "kr: -50}"), "utf-8")
    with pytest.raises(CommandError, match=r"kl-2010.yaml:\d+: `prices.1.kr`"):
        strategy("check", str(tmp_path))
