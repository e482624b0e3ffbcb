"""Fills the fields of a form in a finished page with what somebody had typed before."""

from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

_FREE = {"submit", "button", "image", "reset", "file", "password"}


class _Refiller(HTMLParser):
    """Copies a page, and changes only the fields of the forms that post to one address."""

    def __init__(self, action: str, page: str, fields: dict[str, list[str]]) -> None:
        super().__init__(convert_charrefs=False)
        self.action, self.page, self.fields = action, page, fields
        self.out: list[str] = []
        self.placed: set[str] = set()
        self.inside = False
        self.skipping = ""  # the textarea whose old content is left out
        self.select = ""
        self._taken: dict[str, int] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        raw = self.get_starttag_text() or ""
        if tag == "form":
            target = urlsplit(given.get("action") or self.page).path
            self.inside = (given.get("method") or "get").lower() == "post" and target == self.action
        name = given.get("name") or ""
        if not self.inside or (tag != "option" and name not in self.fields):
            unchecked = self.inside and name and given.get("type") == "checkbox" and "checked" in given
            self.out.append(_tag("input", _without(given, "checked")) if unchecked else raw)
        elif tag == "input" and given.get("type") not in _FREE and name != "csrfmiddlewaretoken":
            self.out.append(self._input(given, name))
        elif tag == "textarea":
            self.skipping = name
            self.out.append(raw + "\n" + escape(self._next(name), quote=False))
        elif tag == "select":
            self.select = name
            self.placed.add(name)
            self.out.append(raw)
        elif tag == "option" and self.select:
            chosen = (given.get("value") or "") in self.fields[self.select]
            self.out.append(
                _tag("option", {**_without(given, "selected"), **({"selected": None} if chosen else {})})
            )
        else:
            self.out.append(raw)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False
        elif tag == "textarea":
            self.skipping = ""
        elif tag == "select":
            self.select = ""
        self.out.append(f"</{tag}>")

    def _input(self, given: dict[str, str | None], name: str) -> str:
        if given.get("type") in ("radio", "checkbox"):
            self.placed.add(name)
            chosen = (given.get("value") or "on") in self.fields[name]
            return _tag("input", {**_without(given, "checked"), **({"checked": None} if chosen else {})})
        return _tag("input", {**given, "value": self._next(name)})

    def _next(self, name: str) -> str:
        """The next typed value of a name: the same name may stand in several fields."""
        self.placed.add(name)
        position = self._taken.get(name, 0)
        self._taken[name] = position + 1
        values = self.fields[name]
        return values[position] if position < len(values) else ""

    def _copy(self, text: str) -> None:
        if not self.skipping:
            self.out.append(text)

    def handle_data(self, data: str) -> None:
        self._copy(data)

    def handle_entityref(self, name: str) -> None:
        self._copy(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._copy(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.out.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.out.append(f"<!{decl}>")


def _without(given: dict[str, str | None], name: str) -> dict[str, str | None]:
    return {key: value for key, value in given.items() if key != name}


def _tag(tag: str, given: dict[str, str | None]) -> str:
    parts = "".join(f" {k}" if v is None else f' {k}="{escape(v)}"' for k, v in given.items())
    return f"<{tag}{parts}>"


def refill(html: str, action: str, page: str, fields: dict[str, list[str]]) -> tuple[str, list[str]]:
    """The page with the fields of its forms that post to `action` filled in, and the texts that found no place.

    `page` is the page's own address: a form without an action posts to it. A box that was not posted was
    unchecked, so it is unchecked here.
    """
    writer = _Refiller(action, page, fields)
    writer.feed(html)
    writer.close()
    left = [
        value
        for name in fields
        if name not in writer.placed
        for value in fields[name]
        if " " in value.strip()
    ]
    return "".join(writer.out), left
