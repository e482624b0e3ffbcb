"""The README's pictures: each is there, small, and made by the command."""

import re
from pathlib import Path
from typing import Any

import pytest

from indgang.project.frontdoor import screenshots
from indgang.project.frontdoor.console import Stop
from indgang.project.frontdoor.places import ROOT


def test_the_readme_shows_what_the_command_makes() -> None:
    shown = set(re.findall(r"docs/images/([\w-]+)\.png", (ROOT / "README.md").read_text()))
    made = set(re.findall(r"self\.take\(\"([\w-]+)\"", Path(screenshots.__file__).read_text()))
    assert shown == made
    for name in shown:
        assert 0 < (screenshots.FOLDER / f"{name}.png").stat().st_size <= screenshots.LARGEST


def test_a_picture_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    picture = (screenshots.FOLDER / "front.png").read_bytes()

    class Page:
        def set_viewport_size(self, size: dict[str, int]) -> None:
            assert size["width"] in (1280, 390)

        def evaluate(self, script: str) -> None:
            assert "fonts" in script

        def screenshot(self) -> bytes:
            return picture

    page: Any = Page()
    camera = screenshots.Camera(page, "http://127.0.0.1", tmp_path)
    camera.take("front")
    assert (tmp_path / "front.png").stat().st_size <= screenshots.LARGEST
    monkeypatch.setattr(screenshots, "LARGEST", 1000)
    with pytest.raises(Stop, match="bytes"):
        camera.take("front")
