"""The letter as one HTML document: what WeasyPrint sets, and what stands in for it."""

from html import escape

from indgang.adapters.letters.types import Sheet, SheetBlock

LABELS = {
    "da": {"date": "Dato", "case": "Sagsnummer", "phone": "Telefon", "page": "Side", "of": "af", "to": "Til"},
    "en": {
        "date": "Date",
        "case": "Case number",
        "phone": "Telephone",
        "page": "Page",
        "of": "of",
        "to": "To",
    },
}


def _lines(text: str) -> str:
    return "<br>".join(escape(line) for line in text.split("\n"))


def _paragraphs(text: str) -> str:
    parts = [part.strip() for part in text.split("\n\n")]
    return "".join(f"<p>{_lines(part)}</p>" for part in parts if part)


def _fact(item: str) -> str:
    label, colon, value = item.partition(":")
    if not colon:
        return f"<dt></dt><dd>{_lines(item)}</dd>"
    return f"<dt>{escape(label.strip())}</dt><dd>{_lines(value.strip())}</dd>"


def block(piece: SheetBlock) -> str:
    """One block as HTML; all text is escaped."""
    match piece.kind:
        case "result":
            return f'<p class="result">{_lines(piece.text)}</p>'
        case "heading":
            return f"<h2>{escape(piece.text)}</h2>"
        case "text":
            return _paragraphs(piece.text)
        case "list":
            before = _paragraphs(piece.text)
            return before + "<ul>" + "".join(f"<li>{_lines(item)}</li>" for item in piece.items) + "</ul>"
        case "facts":
            before = _paragraphs(piece.text)
            return before + "<dl>" + "".join(_fact(item) for item in piece.items) + "</dl>"


def _head_facts(sheet: Sheet) -> str:
    words = LABELS[sheet.language]
    rows = [(words["date"], sheet.date), (words["case"], sheet.reference), (words["phone"], sheet.phone)]
    return "".join(f"<dt>{label}</dt><dd>{escape(value)}</dd>" for label, value in rows if value)


def page_words(sheet: Sheet) -> dict[str, str]:
    """The words of the running foot."""
    return LABELS[sheet.language]


def document(sheet: Sheet, css: str) -> str:
    """The whole document with its style inside; needs nothing from outside."""
    sender = "<br>".join(escape(line) for line in (sheet.unit, *sheet.sender_address) if line)
    name, *address = sheet.recipient or ("",)
    below = "<br>".join(escape(line) for line in address if line)
    body = "\n".join(block(piece) for piece in sheet.blocks)
    return f"""<!DOCTYPE html>
<html lang="{sheet.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="author" content="{escape(sheet.sender)}">
<title>{escape(sheet.subject)}</title>
<style>{css}</style>
</head>
<body>
<header>
<div class="to"><div><p>{escape(name)}</p></div>{f"<p>{below}</p>" if below else ""}</div>
<div class="from"><p class="sender">{escape(sheet.sender)}</p><p>{sender}</p><dl>{_head_facts(sheet)}</dl></div>
</header>
<main>
<h1>{escape(sheet.subject)}</h1>
{body}
</main>
</body>
</html>
"""
