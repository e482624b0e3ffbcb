"""A page as somebody without JavaScript meets it: its forms, with every hidden field, filled in and sent back."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.utils.html import strip_tags


@dataclass
class Box:
    """One control of a form."""

    name: str
    kind: str
    value: str
    on: bool = True


@dataclass
class Form:
    """A form with its present answers."""

    action: str
    method: str
    boxes: list[Box] = field(default_factory=list)

    def names(self) -> set[str]:
        return {box.name for box in self.boxes}

    def set(self, name: str, value: Any) -> None:
        """Answer a question as its controls ask for it. Raises AssertionError for one that is not there."""
        if f"{name}-day" in self.names():
            year, month, day = value.split("-")
            for part, text in (("day", day), ("month", month), ("year", year)):
                self.set(f"{name}-{part}", text)
            return
        if f"{name}-from-day" in self.names():
            for half, day in zip(("from", "to"), value.split("/"), strict=True):
                self.set(f"{name}-{half}", day)
            return
        if f"{name}-text" in self.names() and value not in self.choices(name):
            self.set(f"{name}-text", value)
            return
        mine = [box for box in self.boxes if box.name == name and box.kind not in ("button", "hidden")]
        assert mine, f"{name} is not on the page: {sorted(self.names())}"
        chosen = value if isinstance(value, list) else [value]
        for box in mine:
            if box.kind in ("radio", "checkbox"):
                box.on = box.value in chosen
            else:
                box.value = str(value)

    def choices(self, name: str) -> list[str]:
        return [box.value for box in self.boxes if box.name == name and box.kind in ("radio", "checkbox")]

    def get(self, name: str) -> list[str]:
        return [box.value for box in self.boxes if box.name == name and box.on and box.kind != "button"]

    def data(self, button: tuple[str, str] | None) -> dict[str, list[str]]:
        """What a browser would send."""
        sent: dict[str, list[str]] = {}
        for box in self.boxes:
            if box.on and box.name and box.kind != "button":
                sent.setdefault(box.name, []).append(box.value)
        if button is not None:
            assert any(b.kind == "button" and (b.name, b.value) == button for b in self.boxes), button
            sent[button[0]] = [button[1]]
        return sent


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.now: Form | None = None
        self.text: Box | None = None
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag == "form":
            self.now = Form(given.get("action", ""), given.get("method", "get"))
            self.forms.append(self.now)
        if self.now is None:
            return
        name = given.get("name", "")
        if tag == "input":
            kind = given.get("type", "text")
            on = "checked" in given if kind in ("radio", "checkbox") else True
            self.now.boxes.append(Box(name, kind, given.get("value", ""), on))
        elif tag == "textarea":
            self.text = Box(name, "text", "")
            self.now.boxes.append(self.text)
        elif tag == "select":
            self.select = name
        elif tag == "option":
            self.now.boxes.append(Box(self.select, "radio", given.get("value", ""), "selected" in given))
        elif tag == "button" and given.get("type", "submit") == "submit":
            self.now.boxes.append(Box(name, "button", given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.now = None
        elif tag == "textarea" and self.text is not None:
            self.text.value = self.text.value.removeprefix("\n")
            self.text = None

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.value += data


class Page:
    """An answer, read."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response
        self.status = response.status_code
        self.html = response.content.decode()
        self.address = str(getattr(response, "request", {}).get("PATH_INFO", ""))
        reader = _Reader()
        reader.feed(self.html)
        self.forms, self.links = reader.forms, reader.links

    @property
    def title(self) -> str:
        return " ".join(self.html.partition("<title>")[2].partition("</title>")[0].split())

    @property
    def main(self) -> str:
        return self.html.partition("<main")[2].partition("</main>")[0]

    @property
    def text(self) -> str:
        """The words of the page's main part (of a fragment: all of it), with single blanks."""
        plain = (
            strip_tags(self.main or self.html)
            .replace("\xa0", " ")
            .replace("&quot;", '"')
            .replace("&#x27;", "'")
        )
        return " ".join(plain.split())

    def form(self) -> Form:
        """The form of the page's own matter: the first in its main part that posts."""
        reader = _Reader()
        reader.feed(self.main)
        return next((form for form in reader.forms if form.method == "post"), Form("", "get"))
