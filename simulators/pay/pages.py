"""The payment page, and a page of all payments. Works without JavaScript."""

from html import escape
from typing import Any

POLICY = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'"
STYLE = """
* { box-sizing: border-box; }
body { margin: 0; background: #f4f4f1; color: #1c1c1c; font: 1.125rem/1.5 system-ui, sans-serif; }
main { max-width: 40rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 1rem; overflow-wrap: anywhere; }
h2 { font-size: 1.25rem; margin: 2rem 0 0.5rem; }
a { color: #12467b; }
.notice { border-left: 6px solid #8a5a00; background: #fff6e0; padding: 0.75rem 1rem; margin: 0 0 1rem; }
.amount { font-size: 2rem; font-weight: 700; margin: 0; }
ol { list-style: none; margin: 0; padding: 0; display: grid; gap: 0.75rem; }
li, .order { background: #fff; border: 1px solid #747470; border-radius: 8px; padding: 0.75rem 1rem; }
li p { margin: 0; overflow-wrap: anywhere; }
.small { color: #4a4a46; font-size: 1rem; }
form { display: grid; gap: 0.75rem; margin: 1rem 0; }
button { min-height: 2.75rem; padding: 0.5rem 1rem; border: 2px solid #12467b; border-radius: 4px; background: #fff;
  color: #12467b; font: inherit; cursor: pointer; }
button.first { background: #12467b; color: #fff; }
:focus-visible { outline: 3px solid #1c1c1c; outline-offset: 3px; }
"""


def kroner(ore: int) -> str:
    """Øre as a Dane reads them."""
    whole, rest = divmod(ore, 100)
    return f"{whole:,}".replace(",", ".") + (f",{rest:02}" if rest else "") + " kr."


def page(title: str, main: str) -> str:
    return f"""<!doctype html>
<html lang="da">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<main>
<h1>{escape(title)}</h1>
<p class="notice">Det her er en efterligning. Der er ingen kort, og ingen penge flytter sig.</p>
{main}
</main>
</body>
</html>
"""


def to_pay(row: dict[str, Any], *, declined: bool = False) -> str:
    """The page that takes the card."""
    lines = "".join(f"<p>{escape(str(item.get('name', '')))}</p>" for item in row["order"]["items"])
    order = f'<div class="order">{lines}<p class="amount">{kroner(row["order"]["amount"])}</p></div>'
    if row["terminated"]:
        return page("Betalingen er lukket", f"{order}<p>Den kan ikke betales mere.</p>")
    if row["reserved"]:
        back = escape(row["checkout"]["returnUrl"])
        return page("Det er betalt", f'{order}<p><a href="{back}">Tilbage til kommunen</a></p>')
    no = '<p class="notice" role="alert">Kortet blev afvist. Prøv et andet.</p>' if declined else ""
    buttons = (
        ("betal", "Betal", ' class="first"'),
        ("afbryd", "Afbryd", ""),
        ("to-gange", "Betal, og fortæl det to gange", ""),
        ("sen", "Betal, luk siden, og fortæl det lidt senere", ""),
    )
    form = "".join(
        f'<button name="deed" value="{value}"{first}>{text}</button>' for value, text, first in buttons
    )
    return page("Betal", f'{no}{order}<form method="post">{form}</form>')


def closed() -> str:
    return page("Du kan lukke siden nu", "<p>Det er betalt. Kommunen får besked om lidt.</p>")


def front(rows: list[dict[str, Any]]) -> str:
    """All payments, the newest first."""
    return page("Betalinger", f"<ol>{''.join(map(_line, rows))}</ol>" if rows else "<p>Ingen endnu.</p>")


def _line(row: dict[str, Any]) -> str:
    said = ["Ikke betalt"]
    if row["terminated"]:
        said = ["Lukket uden betaling"]
    if row["reserved"]:
        said = [f"Reserveret {kroner(row['reserved'])}"]
    said += [f"Trukket {kroner(one['amount'])}" for one in row["charges"]]
    said += [f"Givet fri {kroner(row['cancelled'])}"] if row["cancelled"] else []
    said += [f"Givet tilbage {kroner(one['amount'])}" for one in row["refunds"]]
    name = escape(str(row["order"]["items"][0].get("name", "")))
    link = f'<a href="/hostedpaymentpage/?pid={row["id"]}">{name}, {kroner(row["order"]["amount"])}</a>'
    lines = "".join(f"<p>{line}</p>" for line in said)
    return (
        f'<li><p>{link}</p>{lines}<p class="small">{escape(str(row["order"].get("reference", "")))}</p></li>'
    )
