"""How a page is put together. Everything that comes from elsewhere is escaped by `safe`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

HERE = ZoneInfo("Europe/Copenhagen")
MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
LINKS = (
    ("/", "Forside"),
    ("/postkasser/", "Postkasser"),
    ("/breve/", "Breve på papir"),
    ("/kvitteringer/", "Kvitteringer"),
    ("/fejl/", "Fejl"),
)


@dataclass(frozen=True)
class Page:
    """A page's title, and its content as HTML."""

    title: str
    content: str


@dataclass(frozen=True)
class Reply:
    """What a browser gets. `to`: where it goes on to (with status 303)."""

    content: bytes = b""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    to: str = ""


def go(to: str) -> Reply:
    """On to another page after something was done."""
    return Reply(b"", 303, to=to)


def missing() -> Reply:
    return Reply(frame(Page("Siden findes ikke", "<p>Gå til <a href='/'>forsiden</a>.</p>")), 404)


def safe(text: object) -> str:
    return escape(str(text))


def when(iso: str) -> str:
    """A time as people write it here."""
    at = datetime.fromisoformat(iso).astimezone(HERE)
    return f"{at.day}. {MONTHS[at.month - 1]} {at.year} kl. {at:%H.%M}"


def frame(page: Page) -> bytes:
    """The whole page."""
    links = "".join(f'<li><a href="{to}">{name}</a></li>' for to, name in LINKS)
    return (
        '<!doctype html><html lang="da"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{safe(page.title)} – Posten i demoen</title><link rel="stylesheet" href="/style.css">'
        "</head><body>"
        "<header><p><strong>Posten i demoen</strong></p>"
        f'<nav aria-label="Sider"><ul>{links}</ul></nav></header>'
        f"<main><h1>{safe(page.title)}</h1>{page.content}</main></body></html>"
    ).encode()


def table(caption: str, heads: tuple[str, ...], rows: Sequence[tuple[str, ...]], empty: str) -> str:
    """Rows whose first cell names them. The cells are HTML."""
    if not rows:
        return f"<p>{safe(empty)}</p>"
    head = "".join(f'<th scope="col">{safe(name)}</th>' for name in heads)
    body = "".join(
        f'<tr><th scope="row">{row[0]}</th>{"".join(map(_cell, heads[1:], row[1:]))}</tr>' for row in rows
    )
    return (
        f'<div class="wide" role="region" aria-label="{safe(caption)}" tabindex="0"><table>'
        f"<caption>{safe(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(name: str, cell: str) -> str:
    """On a telephone a row's cells stand under each other, each with its name."""
    return f'<td data-name="{safe(name)}">{cell}</td>'


def facts(rows: list[tuple[str, str]]) -> str:
    """Names and what they are, both as text."""
    return (
        "<dl>"
        + "".join(f"<dt>{safe(name)}</dt><dd>{safe(what)}</dd>" for name, what in rows if what)
        + "</dl>"
    )
