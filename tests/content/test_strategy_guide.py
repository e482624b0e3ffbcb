"""The guide to strategies: its example holds, its mistakes are told as it says, and no key or word is left out."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from pydantic import BaseModel

from indgang.kernel import generation
from indgang.kernel.strict_yaml import load_document
from indgang.modules.channels.vocabulary import Channel
from indgang.modules.contacts.vocabulary import Audience, Handling, Quality
from indgang.modules.identity import services as identity
from indgang.modules.strategy import schema, selectors, services
from indgang.modules.strategy.rules.scenario_shapes import plans
from indgang.modules.strategy.schema.strategy import words
from indgang.modules.strategy.schema.strategy.counted import AimShape
from indgang.modules.strategy.schema.strategy.facts import GROUPS, unit_of
from indgang.modules.strategy.vocabulary import Better, Filter, TargetKind

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "designers" / "strategier.md"
TEXT = GUIDE.read_text()
PARTS = re.findall(r"^```yaml\n# content/(\S+)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
FILES = dict(PARTS)
FRAME = "strategies/bakkerup-2027/strategy.yaml"
SHIPPED = ("citizen-2012", "hvidovre-2011-2015", "koebenhavn-2022-2025", "kl-gevinstrealisering")
CODE = set(re.findall(r"`([^`\n]+)`", TEXT))


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a line of headings."""
    lines = TEXT.split("\n")
    first = next(i for i, line in enumerate(lines) if line.startswith(heading)) + 2
    found = []
    for line in lines[first:]:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in line.strip("| ").split(" |")])
    return found


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def test_the_example_is_a_price_sheet_a_strategy_and_one_that_extends_it() -> None:
    assert list(FILES) == [
        "price_sheets/bakkerup-2026.yaml",
        FRAME,
        "strategies/bakkerup-teknik-2027/strategy.yaml",
    ]


def test_the_example_holds_in_an_empty_folder(tmp_path: Path) -> None:
    files, problems = services.check_folder(written(tmp_path, FILES))
    assert problems == []
    assert [file.shape.id for file in files] == ["bakkerup-2027", "bakkerup-teknik-2027"]


def test_the_department_has_all_of_the_frame_and_its_own(tmp_path: Path) -> None:
    files, _ = services.check_folder(written(tmp_path, FILES))
    shapes = {file.shape.id: file.shape for file in files}
    whole = schema.effective(shapes["bakkerup-teknik-2027"], shapes)
    assert [one.id for one in whole.content.initiatives] == ["p1", "teknik-1"]
    assert whole.origin["p1"] == "bakkerup-2027"
    assert whole.content.price_sheet == "bakkerup-2026"
    assert len(whole.content.targets) == 3


def test_the_scenario_of_the_example_says_what_its_doubt_is(tmp_path: Path) -> None:
    files, _ = services.check_folder(written(tmp_path, FILES))
    (plan,) = plans(files[0].shape.scenarios[0])
    assert plan.growth is not None
    assert (plan.year, *map(int, (plan.growth.low, plan.growth.high))) == (2029, 0, 2)


@pytest.fixture
def loaded(tmp_path: Path, db: None) -> Iterator[int]:
    """The example, loaded beside what is shipped: how many strategies there are then."""
    for name in ("strategies", "price_sheets"):
        shutil.copytree(settings.CONTENT_DIR / name, tmp_path / name)
    generation.set_current(generation.current() + 1)
    identity.load_pack(settings.CONTENT_DIR / "municipalities" / settings.MUNICIPALITY)
    yield services.load_strategies(written(tmp_path, FILES))
    generation.set_current(generation.current() + 1)


def test_the_example_can_be_loaded_beside_what_is_shipped(loaded: int) -> None:
    found = selectors.strategies()
    assert loaded == len(found)
    assert {"bakkerup-2027", "bakkerup-teknik-2027", *SHIPPED} <= set(found)
    aims = [(one.indicator, one.group, one.year, one.owner) for one in found["bakkerup-2027"].targets]
    assert ("resolved_at_once", "all", 2029, "oekf") in aims
    assert len(aims) == 4 + 4 + 2


def test_every_shipped_strategy_stands_in_the_guide() -> None:
    assert {f"content/strategies/{name}/strategy.yaml" for name in SHIPPED} <= CODE


def test_the_departments_of_the_example_are_named_as_the_organisation_names_them(tmp_path: Path) -> None:
    files, _ = services.check_folder(written(tmp_path, FILES))
    path = settings.CONTENT_DIR / "municipalities" / settings.MUNICIPALITY / "organisation.yaml"
    ids = {one["id"] for one in load_document(path).data["departments"]}
    named = {file.shape.department for file in files} | {
        word for file in files for aim in file.shape.targets for word in (aim.owner, _cut(aim))
    }
    assert named - {None} <= ids
    assert named - {None}


@pytest.mark.parametrize(("right", "wrong", "sentence"), rows("| when this | is written as"))
def test_a_mistake_is_told_as_the_guide_says(tmp_path: Path, right: str, wrong: str, sentence: str) -> None:
    right, wrong = right[1:-1], wrong[1:-1]
    name = next(name for name, text in FILES.items() if right in text and name.startswith("strategies"))
    line = FILES[name][: FILES[name].index(right)].count("\n") + 1
    broken = {**FILES, name: FILES[name].replace(right, wrong, 1)}
    _, problems = services.check_folder(written(tmp_path, broken))
    told = [one for one in problems if one.file.endswith(name) and sentence in one.sentence]
    assert told, problems
    assert told[0].line in (line, line - 1)  # where shares do not add up, it is the line of the shares


def test_every_indicator_stands_there_with_its_unit_and_groups() -> None:
    told = {id[1:-1]: (unit, groups) for id, unit, groups in rows("| indicator | unit | groups")}
    assert told == {id: (str(unit_of(id)), ", ".join(groups)) for id, groups in GROUPS.items()}


@pytest.mark.parametrize(
    "kind",
    [
        words.FigureUnit,
        words.Precision,
        words.InitiativeKind,
        words.EntranceState,
        words.MeasuredOn,
        Channel,
        Handling,
        Quality,
        TargetKind,
        Filter,
        Better,
    ],
)
def test_every_word_of_a_choice_stands_there(kind: type[words.Precision]) -> None:
    assert {str(one) for one in kind} <= CODE


def test_every_audience_of_a_cut_stands_there() -> None:
    assert {str(one) for one in Audience} - {"unknown"} <= CODE


def test_every_list_and_every_key_stands_there() -> None:
    example = set(re.findall(r"([a-z_]+):", "\n".join(FILES.values())))
    asked = {key for part in _parts(schema.StrategyShape, set()) for key in _keys(part)}
    asked |= {key for part in _parts(schema.PriceSheetShape, set()) for key in _keys(part)}
    assert asked - CODE - example == set()
    assert set(schema.LISTS) <= {row[0][1:-1] for row in rows("| list | what stands in it")}


def test_no_key_is_told_that_is_not_there() -> None:
    known = {key for part in _parts(schema.StrategyShape, set()) for key in _keys(part)}
    for heading in ("| key | what to write", "| list | what stands in it"):
        for row in rows(heading):
            assert set(re.findall(r"`([a-z_]+)`", row[0])) <= known


def _cut(aim: AimShape) -> str | None:
    return aim.cut.department if aim.cut else None


def _keys(part: type[BaseModel]) -> Iterator[str]:
    for name, field in part.model_fields.items():
        yield field.alias or name


def _parts(part: type[BaseModel], seen: set[type[BaseModel]]) -> set[type[BaseModel]]:
    """A shape and all the shapes it is made of."""
    seen.add(part)
    for field in part.model_fields.values():
        for found in _shapes(field.annotation):
            if found not in seen:
                _parts(found, seen)
    return seen


def _shapes(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in getattr(annotation, "__args__", ()):
        yield from _shapes(inner)
