"""What every page of a journey is held against: axe, the width of a phone, and what the browser complains about."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

from indgang.project.frontdoor.places import ROOT

WIDE, PHONE = 1280, 390
HEIGHT = {WIDE: 900, PHONE: 844}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(found =>
    found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html} (${node.failureSummary})`)))"""
PICTURES = os.environ.get("JOURNEY_PICTURES", "")
"""A folder: every page of every journey is kept there as a picture, for eyes."""
TOO_WIDE = """() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...document.body.querySelectorAll('*')]
        .filter(one => one.getBoundingClientRect().right > root.clientWidth + 1)
        .slice(0, 3).map(one => `${one.tagName.toLowerCase()}.${one.className}`);
}"""


VARIABLE = re.compile(r"[0-9a-f-]{36}|[A-Za-z0-9_-]{22,}|[0-9]+")
TEXT = re.compile(r">[^<]*[^<\s][^<]*<")
_judged: set[str] = set()


@cache
def axe() -> str:
    """axe-core's source. Run through the browser's own debugger, so our content security policy stays as it is."""
    return (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text()


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands, as `rule: element (what to do)`."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(axe())
    found: list[str] = page.evaluate(RUN, RULES)
    return found


def assert_good_at_both_widths(page: Page) -> None:
    """Zero violations on a desk screen and on a phone, and nothing to scroll sideways for on the phone.

    axe judges elements, attributes and colours. A page that differs from an earlier one only in words, numbers and
    tokens is not given to it again; whether the words fit a phone is asked each time.
    """
    shape = TEXT.sub(">t<", VARIABLE.sub("", page.content()))
    before = page.viewport_size
    for width in (WIDE, PHONE):
        page.set_viewport_size({"width": width, "height": HEIGHT[width]})
        found = [] if shape in _judged else violations(page)
        assert not found, f"{page.url} at {width} pixels:\n" + "\n".join(found)
        too_wide = page.evaluate(TOO_WIDE) if width == PHONE else []
        assert not too_wide, f"{page.url} scrolls sideways on a phone, for {too_wide}"
        if PICTURES:
            _keep(page, width)
    if before:
        page.set_viewport_size(before)
    _judged.add(shape)


def _keep(page: Page, width: int) -> None:
    test = os.environ.get("PYTEST_CURRENT_TEST", "").split("::")[-1].split(" ")[0]
    folder = Path(PICTURES) / test
    number = len(list(folder.glob(f"*-{width}.png"))) + 1
    name = re.sub(r"[0-9a-f-]{36}|[^a-z]+", "-", urlsplit(page.url).path).strip("-") or "front"
    page.screenshot(path=folder / f"{number:02}-{name}-{width}.png", full_page=True)


@dataclass
class Complaints:
    """What the browser says while somebody walks through: errors, policies that stopped something, bad answers."""

    heard: list[str] = field(default_factory=list)
    allowed: set[int] = field(default_factory=set)

    def listen(self, context: BrowserContext) -> None:
        context.on("console", self._console)
        context.on("weberror", lambda error: self.heard.append(f"script: {error.error}"))
        context.on("response", self._response)
        context.on("requestfailed", self._failed)

    @contextmanager
    def expecting(self, status: int) -> Iterator[None]:
        """Answers with this status are what the story is about."""
        self.allowed.add(status)
        yield
        self.allowed.discard(status)

    def _console(self, said: ConsoleMessage) -> None:
        told_by_response = said.text.startswith("Failed to load resource: the server responded")
        if said.type in ("error", "warning") and not told_by_response:
            self.heard.append(f"console at {said.page.url if said.page else '?'}: {said.text}")

    def _response(self, answer: Response) -> None:
        if answer.status >= 400 and answer.status not in self.allowed:
            self.heard.append(f"{answer.status} for {answer.request.method} {answer.url}")

    def _failed(self, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # what somebody walked away from is no failure
            self.heard.append(f"{request.failure} for {request.method} {request.url}")
