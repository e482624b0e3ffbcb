"""A wrong file is named with line and remedy."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indgang.kernel.shapes import Bilingual, Day, Slug, YesNo
from indgang.kernel.strict_yaml import ContentError, Shape, load_document, parse


class Door(Shape):
    id: Slug
    name: Bilingual
    open: YesNo
    since: Day


GOOD = "id: raadhus\nname: {da: Rådhus, en: Town hall}\nopen: yes\nsince: 2026-01-31\n"


def sentence(text: str) -> str:
    with pytest.raises(ContentError) as caught:
        parse(text, "door.yaml").as_shape(Door)
    return str(caught.value)


def test_a_good_file_becomes_its_shape() -> None:
    door = parse(GOOD, "door.yaml").as_shape(Door)
    assert (door.id, door.open, door.since.isoformat()) == ("raadhus", True, "2026-01-31")


def test_scalars_stay_text_until_a_shape_asks() -> None:
    assert parse("a: 007\nb: no\nc: 1.10\nd: ''\n", "x").data == {"a": "007", "b": "no", "c": "1.10", "d": ""}


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        (GOOD + "id: igen\n", 5, "`id` stands here twice"),
        (GOOD + "colour: red\n", 5, "`colour` is not known here"),
        (GOOD.replace("open: yes", "open: maybe"), 3, "write yes or no"),
        (GOOD.replace("2026-01-31", "31/1/2026"), 4, "`since`"),
        (GOOD.replace("2026-01-31", "0026-01-31"), 4, "between 1900 and 2200"),
        (GOOD.replace(", en: Town hall", ""), 2, "`name.en` is missing"),
        (GOOD.replace("id: raadhus", "id: &a raadhus"), 1, "Anchors and aliases"),
        ("id: [\n", 2, "This is not YAML"),
        ("", 0, "The file is empty"),
    ],
)
def test_each_error_has_a_line_and_a_remedy(text: str, line: int, says: str) -> None:
    message = sentence(text)
    assert message.startswith(f"door.yaml:{line}: ")
    assert says in message


def test_every_error_of_a_file_is_told_at_once() -> None:
    message = sentence("id: Not A Slug\nname: {da: a, en: b}\nopen: perhaps\nsince: tomorrow\n")
    assert message.count("door.yaml:") == 3


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "latin.yaml"
    path.write_bytes("a: b\nname: R\xe5dhus\n".encode("latin-1"))
    with pytest.raises(ContentError, match=r"latin\.yaml:2: This is not UTF-8"):
        load_document(path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="cannot be read"):
        load_document(tmp_path / "gone.yaml")


@given(st.text(max_size=200))
def test_whatever_is_in_a_file_the_loader_answers_with_data_or_a_named_problem(text: str) -> None:
    with contextlib.suppress(ContentError):
        parse(text, "any.yaml")


@pytest.mark.parametrize("deep", ["[" * 100_000, "- " * 100_000, "a: " + "{a: " * 50_000, "? " * 50_000])
def test_a_nest_without_a_bottom_is_refused_at_once(deep: str) -> None:
    with pytest.raises(ContentError, match=r"x\.yaml:1: More than 40 levels"):
        parse(deep, "x.yaml")
