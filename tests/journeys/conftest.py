"""The demo, a browser, and people who come in. Each journey has people of its own, so that none is in another's way."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.journeys.sharing import shared_demo
from tests.journeys.visitor import Visitor

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[str]:
    """The address of a demo that runs as `./indgang demo` runs it, with a folder of its own."""
    mine = tmp_path_factory.getbasetemp()
    folder = (mine if worker_id == "master" else mine.parent) / "demo"
    with shared_demo(folder) as address:
        yield address


@pytest.fixture(scope="module")
def browser(chromium_path: Path) -> Iterator[Browser]:
    """Chromium. One a module: Playwright's loop must not be alive when Django's own tests use the database."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def visit(demo: str, browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """Lets somebody come in: `visit()` or `visit(javascript=False)`. When the story has gone well, what their
    browser complained about, or a page that nobody inspected, still fails it."""
    came: list[Visitor] = []

    def come_in(*, javascript: bool = True) -> Visitor:
        came.append(Visitor(browser, demo, javascript=javascript))
        return came[-1]

    yield come_in
    for visitor in came:
        visitor.leaves()
