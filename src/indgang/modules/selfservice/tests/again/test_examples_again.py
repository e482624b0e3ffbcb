"""Worked cases of a later day: what came out otherwise is told, and only what was granted is worked out again."""

from pathlib import Path

import pytest

from indgang.kernel.strict_yaml import ContentError
from indgang.modules.selfservice import services

pytestmark = pytest.mark.django_db
BASE = """answers:
  {{ kids: [oliver], place_kind: municipal, place_new: no, alone: yes, self_employed: no, foreign: no,
     other_income: no, changes: {changes}, declared: yes }}
examples:
  - id: one
    about: A later day
    today: 2026-11-21
    party: camilla
    again: {{ today: 2026-12-20 }}
    expect: {{ {expect} }}
"""


def worked(folder: Path, *, changes: str = "no", expect: str = "again: same") -> tuple[str, ...]:
    (folder / "examples.yaml").write_text(BASE.format(changes=changes, expect=expect))
    return next(services.run_examples("friplads", folder)).wrong


def test_a_later_day_that_comes_out_as_it_says(tmp_path: Path) -> None:
    assert worked(tmp_path) == ()


def test_what_came_out_otherwise_is_told(tmp_path: Path) -> None:
    assert worked(tmp_path, expect="again: better") == (
        "worked out again it is same, and better was expected.",
    )


def test_what_was_not_granted_is_not_worked_out_again(tmp_path: Path) -> None:
    assert "only what was granted is worked out again." in worked(tmp_path, changes="yes")[0]


def test_a_later_day_without_an_expectation_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="belong together"):
        worked(tmp_path, expect="outcome: granted")
