"""Somebody at a browser. The verbs are what people do; each leads to a page, and every page is inspected."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Frame, Locator, Page, TimeoutError

from tests.journeys.inspection import HEIGHT, WIDE, Complaints, assert_good_at_both_widths

LETTER_WITHIN = 90  # seconds: workers write and bring letters in their own time, on a busy machine
PATIENCE = 60_000  # milliseconds: the machine may be busy with other tests


class Visitor:
    """A person with a browser of their own. `home` is the demo's address, without a slash at the end."""

    def __init__(self, browser: Browser, home: str, *, javascript: bool = True) -> None:
        self.home = home
        self.javascript = javascript
        self.complaints = Complaints()
        self.context = _context(browser, javascript=javascript)
        self.complaints.listen(self.context)
        self._eyes = None if javascript else _eyes(browser)
        self.arrived: list[str] = []
        self.seen: list[str] = []
        self.tabs: list[Page] = []
        self.page = self.new_tab()

    def new_tab(self) -> Page:
        """Another tab of the same browser. `self.page` stays what it was."""
        page = self.context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("framenavigated", lambda frame: self._arrives(page, frame))
        self.tabs.append(page)
        return page

    @contextmanager
    def at(self, page: Page) -> Iterator[None]:
        """Do something in another tab."""
        before, self.page = self.page, page
        yield
        self.page = before

    # Verbs: each ends at a page that has been inspected.

    def opens(self, path: str) -> None:
        """Types an address, or opens a bookmark."""
        self.page.goto(f"{self.home}{path}")
        self.looks()

    def goes_to(self, address: str) -> None:
        """Opens a site that is not the municipality's."""
        self.page.goto(address)
        self.looks()

    def looks_again_until(self, what: str | Locator) -> None:
        """Loads the page again and again until it says so, and inspects it then.

        `what` is something that only this story makes stand there: others have letters and cases, too. A text, or a
        part of the page, such as a row.
        """
        wanted = self.page.get_by_text(what) if isinstance(what, str) else what
        enough = time.monotonic() + LETTER_WITHIN
        while not wanted.filter(visible=True).count() and time.monotonic() < enough:
            time.sleep(0.5)
            self.page.reload()
        self.looks()
        if not wanted.filter(visible=True).count():
            reads = self.page.locator("main").inner_text()
            raise AssertionError(f"{what!r} never came to {self.page.url}, which reads:\n{reads}")

    def follows(self, link: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Follows a link by its words."""
        self._goes_by((within or self.page).get_by_role("link", name=link).first.click)

    def presses(self, button: str | re.Pattern[str], *, within: Locator | None = None) -> None:
        """Presses a button that leads on to a page."""
        self._goes_by((within or self.page).get_by_role("button", name=button).first.click)

    def presses_key(self, key: str) -> None:
        """Presses a key that leads on to a page."""
        self._goes_by(lambda: self.page.keyboard.press(key))

    def goes_back(self) -> None:
        """The browser's own back button."""
        self.page.go_back()
        self.looks()

    def _goes_by(self, deed: Callable[[], None]) -> None:
        with self.page.expect_navigation(wait_until="load"):
            deed()
        self.looks()

    def looks(self) -> None:
        """Inspect the page that stands here now."""
        self.page.wait_for_load_state("load")
        self.seen.append(_without_fragment(self.page.url))
        if self._eyes is None:
            assert_good_at_both_widths(self.page)
            return
        self._eyes.context.clear_cookies()
        self._eyes.context.add_cookies(self.context.cookies())  # type: ignore[arg-type]  # what it gave us itself
        self._eyes.goto(self.page.url)
        assert_good_at_both_widths(self._eyes)

    def has_a_slow_line(self, milliseconds: int = 400) -> None:
        """From now on each answer takes this much longer."""
        line = self.context.new_cdp_session(self.page)
        line.send("Network.enable")
        limits = {"offline": False, "latency": milliseconds, "downloadThroughput": -1, "uploadThroughput": -1}
        line.send("Network.emulateNetworkConditions", limits)

    # Filling in.

    def types(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def types_in(self, label: str, text: str) -> None:
        """As `types`, for a label that begins with these words."""
        self.page.get_by_label(re.compile(f"^{label}")).first.fill(text)

    def types_date(self, question: str, day: date) -> None:
        boxes = self.page.get_by_role("group", name=question)
        for box, value in (("Dag", day.day), ("Måned", day.month), ("År", day.year)):
            boxes.get_by_label(box).fill(str(value))

    def chooses(self, question: str, answer: str | re.Pattern[str]) -> None:
        """One of several answers. DKFDS draws the circle in the label, so the label is what people hit."""
        self.page.get_by_role("group", name=question).get_by_text(answer).first.click()

    def ticks(self, label: str | re.Pattern[str]) -> None:
        self.page.get_by_role("checkbox", name=label).check(force=True)

    def unfolds(self, words: str | re.Pattern[str]) -> None:
        """Opens what is folded; the page stays."""
        self.page.locator("summary").filter(has_text=words).first.click()

    def downloads(self, link: str) -> bytes:
        """What stands behind a link, once it is a PDF: the worker makes letters in its own time."""
        address = self.page.get_by_role("link", name=link).first.get_attribute("href")
        enough = time.monotonic() + LETTER_WITHIN
        while True:
            answer = self.context.request.get(f"{self.home}{address}")
            if answer.headers["content-type"] == "application/pdf" or time.monotonic() > enough:
                assert (answer.status, answer.headers["content-type"]) == (200, "application/pdf")
                return answer.body()
            time.sleep(0.5)

    # Seeing.

    def sees(self, *texts: str) -> None:
        """All of these stand on the page, where eyes can see them."""
        for text in texts:
            try:
                self.page.get_by_text(text).filter(visible=True).first.wait_for()
            except TimeoutError:
                reads = self.page.locator("main").inner_text()
                raise AssertionError(
                    f"{text!r} does not stand on {self.page.url}, which reads:\n{reads}"
                ) from None

    def does_not_see(self, *texts: str) -> None:
        for text in texts:
            found = self.page.get_by_text(text).filter(visible=True)
            assert found.count() == 0, f"{text!r} stands on {self.page.url}"

    def row(self, *texts: str | re.Pattern[str]) -> Locator:
        """The rows of the page's tables in which all of these stand."""
        rows = self.page.get_by_role("row")
        for text in texts:
            rows = rows.filter(has_text=text)
        return rows

    @property
    def heading(self) -> str:
        return self.page.locator("h1").inner_text().strip()

    @property
    def path(self) -> str:
        return self.path_of(self.page)

    def path_of(self, page: Page) -> str:
        return urlsplit(page.url).path

    @property
    def status(self) -> int:
        """What the server answers for the page that stands here, when it is asked again."""
        return self.context.request.get(self.page.url).status

    def leaves(self) -> None:
        """Close the browser. Every page was inspected, and the browser complained about nothing."""
        self.context.close()
        if self._eyes:
            self._eyes.context.close()
        assert not self.complaints.heard, "\n".join(self.complaints.heard)
        missed = [one for one in dict.fromkeys(self.arrived) if one not in self.seen]
        assert not missed, f"Nobody inspected {missed}"

    def _arrives(self, page: Page, frame: Frame) -> None:
        if frame == page.main_frame and frame.url.startswith("http"):
            self.arrived.append(_without_fragment(frame.url))


def _without_fragment(address: str) -> str:
    return address.split("#")[0]


def _context(browser: Browser, *, javascript: bool) -> BrowserContext:
    return browser.new_context(
        java_script_enabled=javascript,
        viewport={"width": WIDE, "height": HEIGHT[WIDE]},
        locale="da-DK",
        timezone_id="Europe/Copenhagen",
        reduced_motion="reduce",
    )


def _eyes(browser: Browser) -> Page:
    """axe is a script, so a page without scripts is inspected in a second browser, where ours do not come through."""
    context = _context(browser, javascript=True)
    context.route("**/*.js", lambda route: route.abort())
    return context.new_page()
