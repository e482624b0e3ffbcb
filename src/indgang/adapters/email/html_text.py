"""The words of an HTML mail, without its looks. Nothing it points at is fetched, and no link is kept as a link."""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    [
        *("address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "footer", "header", "hr"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "pre", "section", "table", "tr", "ul"),
    ]
)
_SILENT = frozenset(["head", "script", "style", "template", "title", "iframe"])


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "body":  # a head that nobody closed hides nothing
            self.silent = 0
        elif tag in _BLOCKS:
            self.words.append("\n")
        elif tag in ("td", "th"):
            self.words.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in _BLOCKS:
            self.words.append("\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words.append(data)


_SECTION = re.compile(r"<!\[[^<>]*>")
_NO_TAG = re.compile(r"<(?=[^<>]*(?:<|\Z))")


def _tame(html: str) -> str:
    """The same without what makes the parser raise or turn for minutes: comments, marked sections, and tags that
    nobody closed, whose sign is text then. Each letter is looked at a fixed number of times."""
    kept, here = [], 0
    while (start := html.find("<!--", here)) >= 0 and (end := html.find("-->", start + 4)) >= 0:
        kept.append(html[here:start])
        here = end + 3
    kept.append(html[here:])
    return _NO_TAG.sub("&lt;", _SECTION.sub("", "".join(kept)))


def text_of_html(html: str) -> str:
    """Plain text: one line a paragraph, blanks as single spaces, no more than one empty line in a row."""
    reader = _Reader()
    reader.feed(_tame(html))
    reader.close()
    # Whitespace in HTML means nothing; only our own line breaks, which came as entries of their own, count.
    lines = "".join(word if word == "\n" else " ".join(f"x{word}x".split())[1:-1] for word in reader.words)
    kept: list[str] = []
    for line in (" ".join(one.split()) for one in lines.split("\n")):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).strip()
