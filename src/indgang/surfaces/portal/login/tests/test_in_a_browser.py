"""The whole login in Chromium, under our content security policy and the broker's, without and with JavaScript."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright
from pytest_django.live_server_helper import LiveServer
from simulators.broker.fixtures import broker_for
from simulators.broker.testing import Running

from indgang.project.frontdoor import system

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("lyngsoe"),
]
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
AXE = Path("node_modules/axe-core/axe.min.js")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
]


@pytest.fixture
def at_home(live_server: LiveServer, settings: Any) -> Iterator[Running]:
    """The broker of this live server, and the settings that lead there and back."""
    with broker_for(live_server.url, settings) as broker:
        yield broker


@contextmanager
def page(*, javascript: bool = True, width: int = 1280) -> Iterator[Page]:
    """A page that fails the test when a policy stops something."""
    stopped: list[str] = []
    chromium = system.chromium()
    assert chromium is not None, "Chromium is missing: ./indgang test installs it."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        context = browser.new_context(
            java_script_enabled=javascript, viewport={"width": width, "height": 844}, locale="da-DK"
        )
        opened = context.new_page()
        opened.set_default_timeout(10_000)
        opened.on(
            "console", lambda said: stopped.append(said.text) if "Content Security" in said.text else None
        )
        yield opened
        browser.close()
    assert not stopped


@pytest.mark.parametrize("javascript", [False, True], ids=["without JavaScript", "with JavaScript"])
def test_mads_gets_in(at_home: Running, live_server: LiveServer, javascript: bool) -> None:
    with page(javascript=javascript) as opened:
        opened.goto(f"{live_server.url}/login/")
        opened.get_by_role("button", name="Log ind med MitID (demo)").click()
        opened.get_by_role("button", name="Log ind som Mads Brinklund").click()
        opened.wait_for_url(f"{live_server.url}/**")
        cookies = {cookie["name"]: cookie for cookie in opened.context.cookies(live_server.url)}
        assert cookies["indgang_session"]["httpOnly"]
        opened.goto(f"{live_server.url}/login/?next=/min-side/")
        assert opened.url == f"{live_server.url}/min-side/"


def test_the_broker_s_pages_are_accessible_and_fit_a_phone(at_home: Running, live_server: LiveServer) -> None:
    with page(width=390) as opened:
        for door in ("", "/medarbejder"):
            opened.goto(f"{live_server.url}{door}/login/begynd/")
            assert opened.url.startswith(at_home.issuer)
            assert opened.evaluate(FITS)
            assert violations(opened) == []


def test_our_own_pages_are_accessible_and_fit_a_phone(at_home: Running, live_server: LiveServer) -> None:
    with page(width=390) as opened:
        for address in ("/login/", "/medarbejder/login/", "/login/tilbage/?state=x", "/login/ude/"):
            opened.goto(live_server.url + address)
            assert opened.evaluate(FITS)
            assert (address, violations(opened)) == (address, [])


def violations(opened: Page) -> list[str]:
    """What axe-core finds against WCAG A and AA, as `rule: the first element`."""
    opened.evaluate(AXE.read_text())
    found = opened.evaluate(
        "axe.run('main', {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [f"{rule['id']}: {rule['nodes'][0]['html']}" for rule in found["violations"]]
