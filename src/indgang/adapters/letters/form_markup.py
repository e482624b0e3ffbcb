"""A form as HTML: the same pieces on the page and in the PDF. All text is escaped here."""

from html import escape

from indgang.adapters.letters.form_types import FormPart, FormQuestion, FormSheet

WORDS = {
    "da": {
        "why": "Derfor spørger vi:", "optional": "du behøver ikke svare", "date": "Dato", "sign": "Underskrift",
        "known": "Det ved vi i forvejen. Det skal du ikke skrive:", "tick": "Kryds", "blank": "Plads til svar",
    },
    "en": {
        "why": "Why we ask:", "optional": "you need not answer", "date": "Date", "sign": "Signature",
        "known": "This we know already. You need not write it:", "tick": "Box", "blank": "Room for an answer",
    },
}  # fmt: skip


def fragment(sheet: FormSheet, *, level: int = 1) -> str:
    """The form without its frame. `level`: of its heading, 1 to 4."""
    intro = "".join(f"<p>{escape(line)}</p>" for line in sheet.intro)
    parts = "\n".join(_part(part, number, sheet, level + 1) for number, part in enumerate(sheet.parts, 1))
    return (
        f'<div class="paper" lang="{sheet.language}"><h{level} class="paper-title">{escape(sheet.title)}</h{level}>'
        f'<div class="paper-intro">{intro}</div>\n{parts}</div>'
    )


def _part(part: FormPart, number: int, sheet: FormSheet, level: int) -> str:
    words = WORDS[sheet.language]
    known = ""
    if part.known:
        lines = "".join(f"<li>{escape(line)}</li>" for line in part.known)
        known = f'<div class="paper-known"><p>{words["known"]}</p><ul>{lines}</ul></div>'
    together = " paper-together" if part.together else ""
    intro = "".join(f"<p>{escape(line)}</p>" for line in part.intro.split("\n") if line)
    questions = "\n".join(_question(one, sheet, level + 1) for one in part.questions)
    heading = f'<h{level} class="paper-heading">{number}. {escape(part.title)}</h{level}>'
    return (
        f'<section class="paper-part{together}">{heading}'
        f"{_only(part.only_if)}{intro}{known}{questions}</section>"
    )


def _only(text: str) -> str:
    return f'<p class="paper-only">{escape(text)}</p>' if text else ""


def _question(one: FormQuestion, sheet: FormSheet, level: int) -> str:
    words = WORDS[sheet.language]
    optional = f' <span class="paper-optional">({words["optional"]})</span>' if one.optional else ""
    notes = f"<p>{escape(one.help)}</p>" if one.help else ""
    if one.why:
        notes += f'<p class="paper-why">{words["why"]} {escape(one.why)}</p>'
    label = f'<h{level} class="paper-label">{escape(one.label)}{optional}</h{level}>' if one.label else ""
    return (
        f'<div class="paper-question" data-key="{escape(one.key)}">{label}{_only(one.only_if)}{notes}'
        f"{_answer(one, words)}</div>"
    )


def _answer(one: FormQuestion, words: dict[str, str]) -> str:
    lines = "".join(_line(label) for label in one.lines)
    match one.kind:
        case "boxes":
            boxes = "".join(
                f'<li><span class="paper-box"></span> {escape(box.label)}'
                f"{f' <span class=paper-note>{escape(box.help)}</span>' if box.help else ''}</li>"
                for box in one.boxes
            )
            return f'<ul class="paper-boxes">{boxes}</ul>{lines}'
        case "digits":
            groups = "".join(
                f'<span class="paper-digits"><span class="paper-cells">'
                f'{"<span></span>" * count}</span><span class="paper-under">{escape(label)}</span></span>'
                for label, count in one.digits
            )
            return f'<div class="paper-groups">{groups}</div>{lines}'
        case "lines":
            return lines
        case "table":
            head = "".join(f'<th scope="col">{escape(column)}</th>' for column in one.columns)
            row = "<tr>" + "<td>\u00a0</td>" * len(one.columns) + "</tr>"
            body = f"<thead><tr>{head}</tr></thead><tbody>{row * one.rows}</tbody>"
            return f'<table class="paper-table">{body}</table>{lines}'
        case "signature":
            return (
                f'<div class="paper-sign">{lines}<div class="paper-groups"><span class="paper-line paper-short">'
                f'<span class="paper-under">{words["date"]}</span></span><span class="paper-line">'
                f'<span class="paper-under">{words["sign"]}</span></span></div></div>'
            )


def _line(label: str) -> str:
    return f'<span class="paper-line"><span class="paper-under">{escape(label)}</span></span>'


def document(sheet: FormSheet, css: str) -> str:
    """The whole document with its style inside; needs nothing from outside."""
    return f"""<!DOCTYPE html>
<html lang="{sheet.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="author" content="{escape(sheet.sender)}">
<title>{escape(sheet.title)}</title>
<style>{css}</style>
</head>
<body><p class="paper-sender">{escape(sheet.sender)}</p>
{fragment(sheet)}
</body>
</html>
"""
