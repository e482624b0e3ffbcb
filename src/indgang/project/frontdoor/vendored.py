"""Makes build/vendored/: what our pages use of others' style sheets, scripts, fonts and icons, and no more.

`python -m indgang.project.frontdoor.vendored` builds it when an input has changed; `--check` only says whether it
is up to date (0 yes, 1 no). Exit code 3: something must be installed first. No network.

All of dkfds is 17 MB and names files that no browser of today asks for, so a strict static manifest cannot hold
it. Here the style sheet loses components that no page of ours uses (DROPPED), fonts become two small woff2 files,
and icons one sprite.
"""

import importlib.util
import io
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from indgang.project.frontdoor.console import DID_NOT_HOLD, GOOD, INSTALL_FIRST, Stop, say
from indgang.project.frontdoor.places import BUILD, ROOT
from indgang.project.frontdoor.stamps import alone, is_fresh, signature
from indgang.surfaces.common import icons

DKFDS = ROOT / "node_modules" / "dkfds"
CSS = DKFDS / "dist" / "css" / "dkfds.min.css"
JS = DKFDS / "dist" / "js" / "dkfds.min.js"
SVG = DKFDS / "dist" / "img" / "svg-icons"
FONTS = DKFDS / "dist" / "fonts" / "IBMPlexSans" / "complete" / "woff2"
TARGET = BUILD / "vendored"
STAMP = BUILD / "vendored.stamp"

# weight in the css -> file. Medium is drawn as regular and bold as semibold: two files, not eight.
WEIGHTS = {"400 500": FONTS / "IBMPlexSans-Regular.woff2", "600 700": FONTS / "IBMPlexSans-SemiBold.woff2"}
# Basic Latin, Latin-1, Latin Extended-A (names), then dashes, quotes, euro, arrows, minus and comparison signs.
CHARACTERS = (
    "U+20-7E,U+A0-17F,U+2010-2015,U+2018-201E,U+2020-2022,U+2026,U+202F,U+2030,U+2039,U+203A,U+20AC,"
    "U+2190-2193,U+2212,U+2248,U+2264,U+2265"
)

DROPPED = re.compile(
    r"\.(?:navigation-menu|date-picker|sidemenu|sidenav|overflow-menu|button-overflow-menu|header|language-switcher"
    r"|table-pagination|pagination|toggle-switch|toggle-element|cookie-|toast|anchorlinks|back-to-top|accordion-bulk"
    r"|portal-info|solution-info|mobile-drawer|mainmenu|menu-top|select-language|footer(?![\w-])|logo(?![\w-])"
    r"|icon-(?!svg)|(?:m|p)[xytblr]?-(?:sm|lg|xl)-|(?:offset|order|col)-(?:sm|xl)|align-(?:content|self)-(?:sm|lg|xl)"
    r"|justify-content-(?:sm|lg|xl)|align-items-(?:sm|lg|xl)|flex-(?:sm|lg|xl))"
)
"""Components and steps of the grid that no template uses; tests/architecture may look for them."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SOURCE_MAP = re.compile(rb"\n?//# sourceMappingURL=.*")
_URL = re.compile(r"url\(([^)]*)\)")
_SVG = re.compile(r"<svg[^>]*?viewBox=\"([^\"]+)\"[^>]*>(.*)</svg>", re.DOTALL)


def htmx() -> Path:
    """htmx as django-htmx ships it. Raises Stop when the package is missing."""
    spec = importlib.util.find_spec("django_htmx")
    if spec is None or spec.origin is None:
        raise Stop(INSTALL_FIRST, "django-htmx is missing. Install requirements.txt.")
    return Path(spec.origin).parent / "static" / "django_htmx" / "htmx-4.min.js"


def inputs() -> list[Path]:
    """Every file that the result is made of. Raises Stop when dkfds is not installed."""
    if not CSS.exists():
        raise Stop(INSTALL_FIRST, "node_modules/dkfds is missing. Run: npm ci --ignore-scripts")
    return [CSS, JS, htmx(), *WEIGHTS.values(), Path(icons.__file__), Path(__file__)]


def blocks(css: str) -> Iterator[tuple[str, str]]:
    """The top level of a style sheet: (what stands before the brace, what stands inside it)."""
    at = 0
    while (opens := css.find("{", at)) != -1:
        depth, end = 1, opens + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(css[end], 0)
            end += 1
        yield css[at:opens].strip(), css[opens + 1 : end - 1]
        at = end


def _selectors(prelude: str) -> list[str]:
    """The selectors of a list; a comma inside parentheses does not part them."""
    parts, depth, last = [], 0, 0
    for position, sign in enumerate(prelude):
        depth += {"(": 1, ")": -1}.get(sign, 0)
        if sign == "," and not depth:
            parts.append(prelude[last:position])
            last = position + 1
    return [*parts, prelude[last:]]


def cut(css: str) -> str:
    """The style sheet without its fonts and without the rules that only serve dropped components."""
    out = []
    for prelude, body in blocks(_COMMENT.sub("", css)):
        if prelude.startswith("@font-face"):
            continue
        if prelude.startswith(("@media", "@supports")):
            if inner := cut(body):
                out.append(f"{prelude}{{{inner}}}")
        elif prelude.startswith("@"):
            out.append(f"{prelude}{{{body}}}")
        elif kept := [one for one in _selectors(prelude) if not DROPPED.search(one)]:
            out.append(f"{','.join(kept)}{{{body}}}")
    return "".join(out)


def font(source: Path) -> bytes:
    """A font as woff2 with our characters only."""
    options = subset.Options(flavor="woff2", layout_features=["kern", "liga", "tnum", "ccmp", "locl", "mark"])
    options.hinting = False
    loaded = TTFont(source, recalcTimestamp=False)  # the same bytes each time, so browsers keep it
    maker = subset.Subsetter(options)
    maker.populate(unicodes=subset.parse_unicodes(CHARACTERS))
    maker.subset(loaded)
    loaded.flavor = "woff2"
    written = io.BytesIO()
    loaded.save(written)
    return written.getvalue()


def sprite() -> str:
    """One svg with every icon of surfaces/common/icons.py as a symbol. Raises Stop for a name that dkfds lacks."""
    symbols = []
    for name in icons.ICONS:
        path = SVG / f"{name}.svg"
        found = _SVG.search(path.read_text()) if path.exists() else None
        if found is None:
            raise Stop(DID_NOT_HOLD, f"surfaces/common/icons.py: dkfds has no icon {name}.")
        symbols.append(f'<symbol id="{name}" viewBox="{found[1]}">{found[2].strip()}</symbol>')
    return f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>'


def build(folder: Path) -> None:
    """Write everything below `folder`/vendored."""
    target = folder / "vendored"
    (target / "fonts").mkdir(parents=True)
    (target / "img").mkdir()
    faces = []
    for weight, source in WEIGHTS.items():
        name = f"plex-{weight.split()[0]}.woff2"
        (target / "fonts" / name).write_bytes(font(source))
        faces.append(
            f"@font-face{{font-display:swap;font-family:IBM Plex Sans;font-style:normal;font-weight:{weight};"
            f'src:url(fonts/{name}) format("woff2")}}'
        )
    css = cut(CSS.read_text())
    for address in sorted(
        {found.strip("'\"") for found in _URL.findall(css) if not found.startswith("data:")}
    ):
        picture = (CSS.parent / address).resolve()
        if picture.suffix != ".svg":
            raise Stop(
                DID_NOT_HOLD, f"dkfds names {address}, which no page of ours should need. Look at DROPPED."
            )
        shutil.copy(picture, target / "img" / picture.name)
        css = css.replace(f"url({address})", f"url(img/{picture.name})")
    (target / "dkfds.css").write_text("".join(faces) + css)
    (target / "dkfds.min.js").write_bytes(_SOURCE_MAP.sub(b"", JS.read_bytes()))
    (target / "htmx.min.js").write_bytes(_SOURCE_MAP.sub(b"", htmx().read_bytes()))
    (target / "icons.svg").write_text(sprite())
    shutil.copy(DKFDS / "LICENSE.md", target / "dkfds-license.txt")


def ensure(*, only_check: bool = False) -> bool:
    """Build when an input has changed. Says whether the result was already up to date."""
    now = signature(inputs())
    if TARGET.is_dir() and is_fresh(STAMP, now):
        return True
    if only_check:
        return False
    with alone(BUILD / "vendored.lock"):
        if TARGET.is_dir() and is_fresh(STAMP, now):
            return True
        fresh = Path(tempfile.mkdtemp(dir=BUILD, prefix=".vendored-"))
        try:
            fresh.chmod(0o755)
            build(fresh)
            shutil.rmtree(TARGET, ignore_errors=True)
            fresh.replace(TARGET)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        STAMP.write_text(now)
    return False


def main(arguments: list[str]) -> int:
    if unknown := [word for word in arguments if word != "--check"]:
        say(f"Unknown: {' '.join(unknown)}. The only option is --check.")
        return 2
    try:
        only_check = "--check" in arguments
        fresh = ensure(only_check=only_check)
    except Stop as stop:
        say(str(stop))
        return stop.code
    if only_check and not fresh:
        say("build/vendored is out of date. Run: python -m indgang.project.frontdoor.vendored")
        return DID_NOT_HOLD
    return GOOD


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
