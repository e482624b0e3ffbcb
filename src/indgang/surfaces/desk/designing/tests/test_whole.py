"""A solution's page shows whatever its file says, and the picture's words stay in their boxes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from indgang.kernel.strict_yaml import Document, Shape, parse
from indgang.modules.selfservice.schema.folder import SOLUTION, read_source
from indgang.modules.selfservice.schema.shapes import SolutionShape
from indgang.modules.selfservice.tests import every_kind as kinds
from indgang.surfaces.desk.designing.flow import BOX, SIDE, SIZE, breadth, broken
from indgang.surfaces.desk.designing.whole import ELSEWHERE, HEADINGS, Item, parts_of

FOLDERS = sorted(path.parent for path in (Path(settings.CONTENT_DIR) / "solutions").glob("*/solution.yaml"))


def document_of(folder: Path) -> tuple[SolutionShape, Document]:
    document = parse(read_source(folder)[SOLUTION], SOLUTION)
    return document.as_shape(SolutionShape), document


def leaves(data: Any) -> Iterator[str]:
    """Everything that is written, but the English."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key != "en":
                yield from leaves(value)
    elif isinstance(data, list):
        for value in data:
            yield from leaves(value)
    elif data is not None:
        yield str(data).strip()


def words(items: tuple[Item, ...]) -> Iterator[str]:
    for item in items:
        yield from (item.key, str(item.title))
        for line in item.lines:
            yield from (line.code, str(line.text))
        yield from words(item.inside)


@pytest.mark.parametrize("folder", [*FOLDERS, kinds.FOLDER], ids=lambda path: path.name)
def test_nothing_that_the_file_says_is_left_out(folder: Path) -> None:
    shape, document = document_of(folder)
    shown = "\n".join(word for part in parts_of(shape, document) for word in words(part.items))
    written = {key: value for key, value in document.data.items() if key not in ELSEWHERE}
    assert [leaf for leaf in leaves(written) if leaf not in shown] == []


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_each_thing_has_its_line(folder: Path) -> None:
    shape, document = document_of(folder)
    text = read_source(folder)[SOLUTION].splitlines()
    items = [item for part in parts_of(shape, document) for item in part.items if item.key]
    assert items
    assert [item.key for item in items if item.key not in text[item.line - 1]] == []


def test_a_key_that_the_page_does_not_know_is_shown_under_its_own_name() -> None:
    class Row(Shape):
        id: str
        when: str

    class More(Shape):
        id: str
        later: tuple[Row, ...]

    document = parse("id: x\nlater:\n  - id: one\n    when: today > day\n", "solution.yaml")
    (part,) = parts_of(document.as_shape(More), document)
    assert (part.key, part.title, part.items[0].line) == ("later", "later", 3)
    assert part.items[0].lines[0].code == "today > day"


def test_every_part_of_a_solution_has_a_heading() -> None:
    structured = {
        name
        for name, field in SolutionShape.model_fields.items()
        if name not in ELSEWHERE and "Shape" in str(field.annotation)
    }
    assert structured - set(HEADINGS) == set()


def test_words_stay_in_their_box_and_none_is_lost() -> None:
    title = "Arbejdsgiverens udbetalinger under barnets sygdom og Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"
    lines = broken(title, SIZE, BOX - 2 * SIDE, bold=True)
    assert len(lines) > 2
    assert all(breadth(line, SIZE, bold=True) <= BOX - 2 * SIDE for line in lines)
    assert "".join(line.removesuffix("-") for line in lines).replace(" ", "") == title.replace(" ", "")
    assert broken("", SIZE, BOX) == []
