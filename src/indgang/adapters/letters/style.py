"""How a letter looks: A4, one column, result first, page numbers at the foot."""

from pathlib import Path

from indgang.adapters.letters.markup import page_words
from indgang.adapters.letters.types import Sheet

FACES = {"IBMPlexSans-Regular": 400, "IBMPlexSans-SemiBold": 600}

_PAGE = """
@page {{ size: A4; margin: 22mm 22mm 24mm 25mm;
  @bottom-left {{ content: {foot}; font: 8.5pt {family}; color: #4a4a4a; }}
  @bottom-right {{ content: {page}; font: 8.5pt {family}; color: #4a4a4a; }} }}
"""

_BODY = """
html {{ font: 10.5pt/1.45 {family}; color: #1a1a1a; hyphens: manual; }}
body {{ margin: 0; }}
header {{ display: flex; justify-content: space-between; margin-bottom: 14mm; }}
.to {{ width: 85mm; padding-top: 16mm; }}
.from {{ width: 62mm; font-size: 9pt; }}
.from .sender {{ font-size: 12pt; font-weight: 600; color: {colour}; margin: 0 0 2mm; }}
header p {{ margin: 0; }}
header dl {{ margin: 4mm 0 0; display: grid; grid-template-columns: 24mm 1fr; }}
header dd {{ margin: 0; }}
h1 {{ font-size: 16pt; line-height: 1.25; font-weight: 600; margin: 0 0 5mm; }}
h2 {{ font-size: 11.5pt; font-weight: 600; margin: 6mm 0 1.5mm; break-after: avoid; }}
p {{ margin: 0 0 2.5mm; orphans: 2; widows: 2; overflow-wrap: anywhere; }}
.result {{ font-size: 12pt; font-weight: 600; border-left: 1.2mm solid {colour}; padding: 1mm 0 1mm 4mm;
  margin: 0 0 5mm; }}
ul {{ margin: 0 0 2.5mm; padding-left: 5mm; }}
li {{ margin-bottom: 1mm; }}
main dl {{ margin: 0 0 2.5mm; display: grid; grid-template-columns: 52mm 1fr; }}
dt {{ font-weight: 600; }}
main dt, main dd {{ margin: 0; padding: 0.8mm 0; overflow-wrap: anywhere; }}
"""

_SCREEN = "@media screen { body { max-width: 180mm; margin: 8mm auto; padding: 0 5mm; } }\n"


def _quoted(text: str) -> str:
    """A CSS string: what could end it is taken away."""
    return '"' + "".join(c for c in text if c not in '"\\\n\r') + '"'


def _faces(fonts: Path | None) -> str:
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


def stylesheet(sheet: Sheet, *, fonts: Path | None, screen: bool) -> str:
    """CSS for one letter. `fonts`: folder with IBM Plex Sans, else DejaVu Sans as installed."""
    words = page_words(sheet)
    family = '"Plex", "DejaVu Sans", sans-serif' if fonts else '"DejaVu Sans", "Liberation Sans", sans-serif'
    foot = _quoted(" · ".join(part for part in (sheet.sender, sheet.reference) if part))
    page = f"{_quoted(words['page'] + ' ')} counter(page) {_quoted(' ' + words['of'] + ' ')} counter(pages)"
    css = _faces(fonts) + _PAGE.format(foot=foot, page=page, family=family)
    css += _BODY.format(family=family, colour=sheet.colour)
    return css + (_SCREEN if screen else "")
