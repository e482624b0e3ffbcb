"""How a letter looks: A4, one column, result first, page numbers at the foot."""

from pathlib import Path

from indgang.adapters.letters.markup import page_words
from indgang.adapters.letters.types import Sheet

FACES = {"IBMPlexSans-Regular": 400, "IBMPlexSans-SemiBold": 600}

WINDOW_LEFT, NAME_TOP, NAME_BOTTOM = 20.0, 45.0, 55.0
"""Millimetres from the left and upper edge of A4. The name ends at 55 mm, three lines of an address fit below it.

A box 20-110 mm from the left and 45-70 mm from the top is seen in the window of C5 (from 44 mm, 35 mm high), of
C5/6 or M65 (from 39 mm, 35 mm high) and of C4 (from 42 mm, 40 mm high), whichever way a letter slides inside.
"""
LARGE = 18 / 10.5
"""Large print: text of 18 points instead of 10.5, and all else in proportion."""

_PAGE = """
@page {{ size: A4; margin: 22mm 20mm 24mm 20mm;
  @bottom-left {{ content: {foot}; font: {foot_size}pt {family}; color: #4a4a4a; }}
  @bottom-right {{ content: {page}; font: {foot_size}pt {family}; color: #4a4a4a; }} }}
"""

_BODY = """
html {{ font: {size}pt/1.45 {family}; color: #1a1a1a; hyphens: manual; }}
body {{ margin: 0; }}
header {{ display: flex; justify-content: space-between; margin-bottom: 8mm; min-height: 54mm; }}
.to {{ width: 85mm; font-size: 11pt; line-height: 5mm; }}
.to div {{ display: flex; flex-direction: column; justify-content: flex-end; height: 33mm; }}
.to div p {{ overflow-wrap: anywhere; }}
.from {{ width: 62mm; font-size: {small}pt; line-height: 1.4; }}
.from .sender {{ font-size: {sender}pt; font-weight: 600; color: {colour}; margin: 0 0 2mm; }}
header p {{ margin: 0; }}
header dl {{ margin: 4mm 0 0; display: grid; grid-template-columns: {head}; }}
header dd {{ margin: 0; }}
h1 {{ font-size: {h1}pt; line-height: 1.25; font-weight: 600; margin: 0 0 5mm; }}
h2 {{ font-size: {h2}pt; font-weight: 600; margin: 6mm 0 1.5mm; break-after: avoid; }}
p {{ margin: 0 0 2.5mm; orphans: 2; widows: 2; overflow-wrap: anywhere; }}
.result {{ font-size: {result}pt; font-weight: 600; border-left: 1.2mm solid {colour}; padding: 1mm 0 1mm 4mm;
  margin: 0 0 5mm; }}
ul {{ margin: 0 0 2.5mm; padding-left: 5mm; }}
li {{ margin-bottom: 1mm; }}
main dl {{ margin: 0 0 2.5mm; display: grid; grid-template-columns: {facts}; }}
dt {{ font-weight: 600; }}
main dt, main dd {{ margin: 0; padding: 0.8mm 0; overflow-wrap: anywhere; }}
"""

_SCREEN = "@media screen { body { max-width: 180mm; margin: 8mm auto; padding: 0 5mm; } }\n"


def quoted(text: str) -> str:
    """A CSS string: what could end it is taken away."""
    return '"' + "".join(c for c in text if c not in '"\\\n\r') + '"'


def family_of(fonts: Path | None) -> str:
    """The typefaces to try, in their order."""
    return '"Plex", "DejaVu Sans", sans-serif' if fonts else '"DejaVu Sans", "Liberation Sans", sans-serif'


def faces(fonts: Path | None) -> str:
    """Where the faces of IBM Plex Sans are read from; nothing without them."""
    if fonts is None:
        return ""
    return "".join(
        f'@font-face {{ font-family: "Plex"; font-weight: {weight};'
        f' src: url("{(fonts / f"{name}.ttf").as_uri()}"); }}\n'
        for name, weight in FACES.items()
    )


def has_plex(folder: Path) -> bool:
    """Whether a folder holds the faces of IBM Plex Sans that a letter uses."""
    return all((folder / f"{name}.ttf").is_file() for name in FACES)


def _sizes(*, large: bool) -> dict[str, object]:
    """Sizes in points; in large print the facts stand below their labels, since two columns get too narrow."""
    times = LARGE if large else 1.0
    sizes = {"size": 10.5, "h1": 16, "h2": 11.5, "result": 12, "small": 9, "sender": 12}
    if large:
        sizes |= {
            "h1": 13.5,
            "small": 8.5,
            "sender": 10.5,
        }  # 23, 15 and 18 points: larger breaks into many lines
    shown = {name: round(size * times, 1) for name, size in sizes.items()}
    return {**shown, "facts": "1fr" if large else "52mm 1fr", "head": "1fr" if large else "24mm 1fr"}


def stylesheet(sheet: Sheet, *, fonts: Path | None, screen: bool) -> str:
    """CSS for one letter. `fonts`: folder with IBM Plex Sans, else DejaVu Sans as installed."""
    words = page_words(sheet)
    family = family_of(fonts)
    foot = quoted(" · ".join(part for part in (sheet.sender, sheet.reference) if part))
    page = f"{quoted(words['page'] + ' ')} counter(page) {quoted(' ' + words['of'] + ' ')} counter(pages)"
    css = faces(fonts) + _PAGE.format(
        foot=foot, page=page, family=family, foot_size=12 if sheet.large else 8.5
    )
    css += _BODY.format(family=family, colour=sheet.colour, **_sizes(large=sheet.large))
    return css + (_SCREEN if screen else "")
