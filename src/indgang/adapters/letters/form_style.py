"""How a form looks on paper: A4, boxes large enough for a hand, a question never cut in two."""

from pathlib import Path

from indgang.adapters.letters.form_types import FormSheet
from indgang.adapters.letters.style import faces, family_of, quoted

PAGES = {"da": ("Side", "af"), "en": ("Page", "of")}

_PAGE = """
@page {{ size: A4; margin: 18mm 18mm 22mm 20mm;
  @bottom-left {{ content: {foot}; font: {small}pt {family}; color: #1a1a1a; }}
  @bottom-right {{ content: {page}; font: {small}pt {family}; color: #1a1a1a; }} }}
html {{ font: {size}pt/1.4 {family}; color: #1a1a1a; hyphens: manual; }}
body {{ margin: 0; }}
.paper-sender {{ font-weight: 600; color: {colour}; margin: 0 0 2mm; }}
"""

PIECES = """
.paper-title { font-size: 1.7em; line-height: 1.2; font-weight: 600; margin: 0 0 3mm; }
.paper-heading { font-size: 1.25em; font-weight: 600; margin: 7mm 0 2mm; padding-top: 2mm;
  border-top: 0.4mm solid #1a1a1a; break-after: avoid; }
.paper-label { font-size: 1em; font-weight: 600; margin: 0 0 0.5mm; break-after: avoid; }
.paper p { margin: 0 0 1mm; orphans: 2; widows: 2; }
.paper-question { break-inside: avoid; padding: 0 0 4.5mm; }
.paper-together { break-inside: avoid; }
.paper-only { font-weight: 600; }
.paper-only::before { content: "\\25B8\\00A0"; }
.paper-why, .paper-note, .paper-under { font-size: 0.9em; }
.paper-optional { font-weight: 400; }
.paper-known { border: 0.3mm solid #767676; padding: 2mm 3mm; margin: 0 0 4mm; break-inside: avoid; }
.paper-known ul { margin: 0; padding-left: 5mm; }
.paper .paper-boxes { list-style: none; margin: 1.5mm 0 0; padding: 0; }
.paper .paper-boxes li { list-style: none; margin: 0 0 1.8mm; padding-left: 9mm; text-indent: -9mm; }
.paper-box { display: inline-block; width: 5mm; height: 5mm; border: 0.4mm solid #1a1a1a; margin-right: 3.2mm;
  vertical-align: -1mm; }
.paper-groups { display: flex; gap: 5mm; margin-top: 2mm; }
.paper-digits, .paper-cells { display: inline-block; }
.paper-cells { white-space: nowrap; }
.paper-cells span { display: inline-block; width: 7mm; height: 9mm; border: 0.4mm solid #1a1a1a;
  margin-right: -0.4mm; }
.paper-under { display: block; color: #1a1a1a; }
.paper-line { display: block; flex: 1; border-bottom: 0.3mm solid #1a1a1a; height: 11mm; margin: 0 0 1.3em;
  position: relative; }
.paper-line .paper-under { position: absolute; top: 11.4mm; left: 0; white-space: nowrap; }
.paper-short { flex: 0 0 40mm; }
.paper-table { width: 100%; border-collapse: collapse; margin-top: 1.5mm; }
.paper-table th { text-align: left; font-weight: 600; font-size: 0.85em; }
.paper-table th, .paper-table td { border: 0.3mm solid #1a1a1a; padding: 1mm 2mm; }
.paper-table td { height: 9mm; }
.paper-table th:first-child { width: 45%; }
.paper-sign { break-inside: avoid; }
"""
"""The pieces themselves. `surfaces/portal/static/portal/paper.css` shows them on the page; a test holds both
against each other.
"""

_SCREEN = "@media screen { body { max-width: 180mm; margin: 8mm auto; padding: 0 5mm; } }\n"


def stylesheet(sheet: FormSheet, *, fonts: Path | None, screen: bool) -> str:
    """CSS for one form. `fonts`: folder with IBM Plex Sans, else DejaVu Sans as installed."""
    page_word, of = PAGES[sheet.language]
    page = f"{quoted(page_word + ' ')} counter(page) {quoted(' ' + of + ' ')} counter(pages)"
    head = _PAGE.format(
        foot=quoted(f"{sheet.sender} · {sheet.code}"),
        page=page,
        family=family_of(fonts),
        small=14 if sheet.large else 8.5,
        size=18 if sheet.large else 10.5,
        colour=sheet.colour,
    )
    return faces(fonts) + head + PIECES + (_SCREEN if screen else "")
