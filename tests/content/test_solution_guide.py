"""The guide to a new solution: each block that it shows stands in the content it speaks of, word for word."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from indgang.kernel.strict_yaml import parse
from indgang.modules.catalogue.schema.files import ServiceShape
from indgang.modules.channels.schema.plans import PlanShape
from indgang.modules.identity.schema import ParameterShape

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "designers" / "en-ny-loesning.md"
BLOCK = re.compile(
    r"^( *)```yaml\n *# content/([\w./-]+)(?:, under (\w+))?\n(.*?)^ *```$", re.MULTILINE | re.DOTALL
)
BLOCKS = [
    (path, under, re.sub(rf"^{indent}", "", text, flags=re.MULTILINE))
    for indent, path, under, text in BLOCK.findall(GUIDE.read_text(encoding="utf-8"))
]
LISTS = {"channel_plans/tmf.yaml": "plans", "parameters.yaml": "parameters"}
"""Files whose rows a block shows without saying where they stand."""


def plain(text: str) -> Any:
    return parse(text, "guide").data


def rows_of(path: str, under: str) -> list[Any]:
    whole = plain((settings.CONTENT_DIR / path).read_text(encoding="utf-8"))
    key = under or next((key for end, key in LISTS.items() if path.endswith(end)), "")
    found: list[Any] = whole[key] if key else [whole]
    return found


def test_there_is_a_block_for_each_step() -> None:
    assert [(path.rpartition("/")[2], under) for path, under, _text in BLOCKS] == [
        ("loppemarked.yaml", ""),
        ("tmf.yaml", ""),
        ("parameters.yaml", ""),
        ("solution.yaml", "parameters"),
        ("solution.yaml", "rules"),
        ("examples.yaml", "examples"),
    ]


@pytest.mark.parametrize(("path", "under", "text"), BLOCKS, ids=range(len(BLOCKS)))
def test_a_block_is_what_stands_there(path: str, under: str, text: str) -> None:
    shown = plain(text)
    for one in shown if isinstance(shown, list) else [shown]:
        known = [
            {key: value for key, value in row.items() if key != "solution"} for row in rows_of(path, under)
        ]
        assert one in known


def test_the_service_is_shown_with_every_key_that_is_needed() -> None:
    needed = {key for key, field in ServiceShape.model_fields.items() if field.is_required()}
    assert needed <= set(plain(BLOCKS[0][2]))
    for shape, block in ((PlanShape, BLOCKS[1]), (ParameterShape, BLOCKS[2])):
        needed = {field.alias or key for key, field in shape.model_fields.items() if field.is_required()}
        assert needed <= set(plain(block[2])[0])


def test_the_line_for_the_button_comes_after_the_solution() -> None:
    """A service that names a solution which is not there cannot be loaded."""
    text = GUIDE.read_text(encoding="utf-8")
    assert text.index("solution new loppemarked") < text.index("`solution: loppemarked`")
    assert "solution" not in plain(BLOCKS[0][2])
