"""A report as one HTML document: what WeasyPrint sets, and what stands in for it."""

from html import escape
from pathlib import Path

from indgang.adapters.letters import style
from indgang.adapters.letters.markup import LABELS
from indgang.adapters.letters.types import Paper

_PAGE = """
@page { size: A4; margin: 20mm 18mm 22mm 18mm;
  @bottom-left { content: %(foot)s; font: 8.5pt %(family)s; color: #4a4a4a; }
  @bottom-right { content: %(page)s; font: 8.5pt %(family)s; color: #4a4a4a; } }
"""

_BODY = """
html { font: 10pt/1.45 %(family)s; color: #1a1a1a; }
body { margin: 0; }
h1 { font-size: 20pt; line-height: 1.2; font-weight: 600; margin: 0 0 3mm; }
h2 { font-size: 14pt; font-weight: 600; margin: 9mm 0 2mm; break-after: avoid; border-bottom: 0.4mm solid %(colour)s; }
h3 { font-size: 11pt; font-weight: 600; margin: 5mm 0 1.5mm; break-after: avoid; }
p { margin: 0 0 2.5mm; orphans: 2; widows: 2; overflow-wrap: anywhere; }
a { color: inherit; }
ul { margin: 0 0 2.5mm; padding-left: 5mm; }
li { margin-bottom: 1mm; }
table { border-collapse: collapse; width: 100%%; margin: 0 0 4mm; font-size: 9pt; }
caption { text-align: left; font-weight: 600; margin-bottom: 1mm; break-after: avoid; }
th, td { text-align: left; vertical-align: top; padding: 1mm 2mm 1mm 0; border-bottom: 0.2mm solid #b0b0b0; }
th { font-weight: 600; }
tr { break-inside: avoid; }
.num { text-align: right; font-variant-numeric: tabular-nums; }
.lead { font-size: 12pt; font-weight: 600; border-left: 1.2mm solid %(colour)s; padding-left: 4mm; }
.small { font-size: 8.5pt; color: #3a3a3a; }
.pair { display: flex; gap: 8mm; }
.pair figure { flex: 1; }
figure { margin: 0 0 4mm; break-inside: avoid; }
figcaption { font-weight: 600; margin-bottom: 1mm; }
svg { width: 100%%; height: auto; }
"""

_SCREEN = "@media screen { body { max-width: 180mm; margin: 8mm auto; padding: 0 5mm; } }\n"


def stylesheet(page: Paper, *, fonts: Path | None, screen: bool) -> str:
    """CSS for one paper. `fonts`: folder with IBM Plex Sans, else DejaVu Sans as installed."""
    words, family = LABELS[page.language], style.family_of(fonts)
    number = f"{style.quoted(words['page'] + ' ')} counter(page) {style.quoted(' ' + words['of'] + ' ')}"
    values = {
        "foot": style.quoted(page.foot),
        "page": f"{number} counter(pages)",
        "family": family,
        "colour": page.colour,
    }
    css = style.faces(fonts) + _PAGE % values + _BODY % values
    return css + (_SCREEN if screen else "")


def document(page: Paper, css: str) -> str:
    """The whole document with its style inside; needs nothing from outside."""
    return f"""<!DOCTYPE html>
<html lang="{page.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="author" content="{escape(page.author)}">
<meta name="dcterms.created" content="{page.made_at.replace(microsecond=0).isoformat()}">
<title>{escape(page.title)}</title>
<style>{css}</style>
</head>
<body>
<main>
{page.body}
</main>
</body>
</html>
"""
