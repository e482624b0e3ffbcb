"""The design system, cut to what our pages use."""

import re
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from indgang.project.frontdoor import vendored
from indgang.project.frontdoor.places import PACKAGE
from indgang.surfaces.common import icons

needs_dkfds = pytest.mark.skipif(not vendored.CSS.exists(), reason="npm ci has not been run")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("vendored")
    vendored.build(folder)
    return folder / "vendored"


def test_a_dropped_component_leaves_and_its_neighbours_stay() -> None:
    css = ".button,.toast .button{a:b}@media(min-width:1px){.toast{c:d}.card:not(.toast,.x),.alert{e:f}}.icon-svg{g:h}"
    assert vendored.cut(css) == ".button{a:b}@media(min-width:1px){.alert{e:f}}.icon-svg{g:h}"


def test_a_comma_inside_parentheses_parts_no_selector() -> None:
    assert vendored.cut(".a:is(.b,.c) .d,.e{x:y}") == ".a:is(.b,.c) .d,.e{x:y}"


@needs_dkfds
def test_everything_the_style_sheet_names_is_there(built: Path) -> None:
    names = re.findall(r"url\(([^)]*)\)", (built / "dkfds.css").read_text())
    assert names
    assert [name for name in names if not (built / name).is_file()] == []


@needs_dkfds
def test_names_of_people_can_be_written_in_both_weights(built: Path) -> None:
    for name in ("plex-400.woff2", "plex-600.woff2"):
        known = TTFont(built / "fonts" / name).getBestCmap()
        missing = [sign for sign in "ÆØÅæøåéüłşčńğ§–’”€½" if ord(sign) not in known]
        assert missing == [], name


@needs_dkfds
def test_every_icon_is_in_the_sprite_once(built: Path) -> None:
    found = re.findall(r'<symbol id="([^"]+)"', (built / "icons.svg").read_text())
    assert sorted(found) == sorted(set(icons.ICONS))


@needs_dkfds
def test_the_first_visit_stays_small(built: Path) -> None:
    """Style, scripts, icons and fonts over the wire; a page of 15 kB then makes 120 kB. Bytes."""
    packed = sum(len(brotli.compress((built / name).read_bytes())) for name in
                 ("dkfds.css", "dkfds.min.js", "htmx.min.js", "icons.svg"))  # fmt: skip
    fonts = sum(path.stat().st_size for path in (built / "fonts").iterdir())
    ours = PACKAGE / "surfaces" / "common" / "static" / "common"
    own = sum(len(brotli.compress((ours / name).read_bytes())) for name in ("app.css", "app.js"))
    assert packed + fonts + own < 95_000


def test_no_template_uses_a_component_that_was_cut_away() -> None:
    used: dict[str, str] = {}
    for template in sorted(PACKAGE.rglob("templates/**/*.html")):
        for names in re.findall(r'class="([^"]*)"', template.read_text()):
            for name in re.sub(r"\{[%{].*?[%}]\}", " ", names).split():
                if vendored.DROPPED.match(f".{name}") and not _is_ours(name):
                    used[name] = str(template.relative_to(PACKAGE))
    assert used == {}


def _is_ours(name: str) -> bool:
    """A name of ours that only begins like one of dkfds'."""
    sheets = [path.read_text() for path in PACKAGE.rglob("static/**/*.css")]
    return any(re.search(rf"\.{re.escape(name)}\b", sheet) for sheet in sheets)
