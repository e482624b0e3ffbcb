"""The pages of a round in Chromium, as they stand from the day it opens until everybody is answered."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Page, Route, sync_playwright
from pytest_django import Settings

from indgang.kernel import clock
from indgang.modules.cases.models import Case
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.selfservice.models import Round
from indgang.modules.selfservice.services import carrying_out
from indgang.modules.selfservice.tests.conftest import *  # noqa: F403  # pages on the same Lyngsø
from indgang.modules.selfservice.tests.conftest import NOW
from indgang.modules.selfservice.tests.sharing.conftest import *  # noqa: F403
from indgang.modules.selfservice.tests.sharing.conftest import Apply
from indgang.project.frontdoor import system
from indgang.surfaces.desk.rounds.tests.test_rounds import FIELDS, LIST, Enters, enters, line, page_of

__all__ = ["enters"]

pytestmark = [pytest.mark.browser, pytest.mark.django_db]
AXE = Path("node_modules/axe-core/axe.min.js")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FOUND = """rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(found =>
    found.violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${node.html}`)))"""
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
STOP = """() => { const at = document.activeElement, box = at.getBoundingClientRect(), look = getComputedStyle(at);
    return {tag: at.tagName, id: at.id, words: at.textContent.trim(), size: box.width * box.height,
            marked: look.outlineStyle !== 'none' || look.boxShadow !== 'none'} }"""
STOPS = """() => [...document.querySelectorAll('main :is(a[href], button, input:not([type=hidden]), summary)')]
    .filter(one => one.checkVisibility())"""
NOT_REACHED = (
    f"""() => ({STOPS})().filter(one => !window.reached.has(one)).map(one => one.outerHTML.slice(0, 120))"""
)
LISTEN = """() => { window.reached = new Set(); document.activeElement.blur();
    document.addEventListener('focusin', event => window.reached.add(event.target)) }"""
MANY = 100  # stops, with those of the head and the foot of a page
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
HOME = "http://testserver/"


@pytest.fixture(autouse=True)
def plain_files(settings: Settings) -> None:
    """Style sheets by the names they have in the source."""
    storage = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**django_settings.STORAGES, "staticfiles": storage}


@pytest.fixture
def pages(opened: Round, apply: Apply, ole: EmployeeInfo, enters: Enters) -> Mapping[str, str]:
    """Every page in every state, by name. All are made before the browser opens: its loop and the database cannot
    be at work at the same time.
    """
    client, page = enters(ole), page_of(opened)
    for ref in ("mads", "sofie", "amir"):
        apply(ref, "rosen", "engen", metres={"mads": 1}.get(ref, 50))
    wrong = (
        line(1, "bakken", "Bakken", "en", "0")
        | line(2, "rosen", "Rosenhaven", "2", "5")
        | line(3, "", "x", "1")
    )
    found = {
        "the list": _get(client, LIST),
        "a new one": _get(client, f"{LIST}ny/"),
        "a new one with mistakes": _post(
            client, f"{LIST}ny/", {**FIELDS, **wrong, "kendte": "2", "navn": ""}
        ),
        "open": _get(client, page),
        "its places": _get(client, f"{page}pladser/"),
        "its places with mistakes": _post(client, f"{page}pladser/", {**wrong, "kendte": "2"}),
        "one more place": _post(client, f"{page}pladser/", {**wrong, "kendte": "2", "mere": "ja"}),
    }
    clock.freeze(NOW + timedelta(days=12))
    found["closed"] = _get(client, page)
    client.post(f"{page}koer/")
    found["run"] = _get(client, page)
    carrying_out.carry_out(opened.pk)
    found["prepared"] = _get(client, page)
    cases = list(Case.objects.exclude(state="decided"))
    found["changed meanwhile"] = _post(client, f"{page}underskriv/", {"sag": f"{cases[0].pk}:1"})
    client.post(f"{page}underskriv/", {"sag": [f"{case.pk}:{case.version}" for case in cases]})
    found["signed"] = _get(client, page)
    return found


def _get(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def _post(client: Client, address: str, body: Mapping[str, object]) -> str:
    return client.post(address, body).content.decode()


@contextmanager
def browser(pages: Mapping[str, str]) -> Iterator[Page]:
    """Chromium at a site that has these pages, and our own style sheets and scripts."""
    names = {re.sub("[^a-z]+", "-", name): text for name, text in pages.items()}

    def answer(route: Route) -> None:
        name = route.request.url.removeprefix(HOME)
        if name in names:
            route.fulfill(body=names[name], content_type="text/html; charset=utf-8")
        elif (file := finders.find(name.removeprefix("static/"))) is not None:
            route.fulfill(path=str(file))
        else:
            route.fulfill(status=404)

    chromium = system.chromium()
    assert chromium is not None, "Chromium is missing: ./indgang test installs it."
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = opened.new_page(viewport={"width": 1280, "height": 900}, locale="da-DK")
        page.route("**/*", answer)
        yield page
        opened.close()


def test_every_state_is_open_to_everybody_and_fits_a_phone(pages: Mapping[str, str]) -> None:
    says = {
        "closed": "Fordel pladserne nu",
        "run": "0 af 3 er klar",
        "prepared": "2 svar venter på dit navn",
        "changed meanwhile": "Nogle svar er ikke givet",
        "signed": "Alle har fået svar.",
    }
    assert {name: words for name, words in says.items() if words not in pages[name]} == {}
    with browser(pages) as page:
        for name in pages:
            page.goto(HOME + re.sub("[^a-z]+", "-", name))
            page.evaluate(AXE.read_text())
            for width in (1280, 390):
                page.set_viewport_size({"width": width, "height": 844})
                assert (name, width, page.evaluate(FOUND, RULES)) == (name, width, [])
            assert (name, page.evaluate(FITS)) == (name, True)


def test_all_that_can_be_pressed_is_reached_by_keyboard(pages: Mapping[str, str]) -> None:
    with browser(pages) as page:
        for name in pages:
            page.goto(HOME + re.sub("[^a-z]+", "-", name))
            page.evaluate(LISTEN)
            for _ in range(MANY):
                _next(page)
                if not page.evaluate(NOT_REACHED):
                    break
            assert (name, page.evaluate(NOT_REACHED)) == (name, [])


def test_the_table_is_filled_in_by_keyboard_and_the_mistakes_lead_to_their_fields(
    pages: Mapping[str, str],
) -> None:
    with browser(pages) as page:
        page.goto(f"{HOME}its-places")
        page.locator("#f-pladser-1").focus()
        assert [_next(page)["id"] for _ in range(6)] == [
            *("f-holdt-1", "f-ud-1"),
            *("f-pladser-2", "f-holdt-2", "f-ud-2"),
            "f-kode-3",
        ]
        assert [_next(page)["id"] for _ in range(3)] == ["f-navn-3", "f-pladser-3", "f-holdt-3"]
        assert [_next(page)["words"] for _ in range(2)] == ["Gem pladserne", "Tilføj et sted mere"]
        page.goto(f"{HOME}one-more-place")
        assert page.evaluate(STOP)["id"] == "f-kode-4"
        page.goto(f"{HOME}its-places-with-mistakes")
        links = page.locator(".alert-error a")
        found = [str(link.get_attribute("href")) for link in links.all()]
        assert found == ["#f-pladser-1", "#f-holdt-2", "#f-kode-3"]
        for address in found:
            field = page.locator(address)
            assert page.locator(f"{address}-error").is_visible()
            assert field.get_attribute("aria-describedby") == f"{address[1:]}-error"
            assert field.get_attribute("aria-invalid") == "true"


def _next(page: Page) -> dict[str, str]:
    """Press Tab. Where that leads has a mark and a size."""
    page.keyboard.press("Tab")
    stop: dict[str, str] = page.evaluate(STOP)
    assert stop["tag"] == "BODY" or stop["marked"], f"no focus to be seen on {stop}"
    assert stop["size"], f"focus on something that takes no room: {stop}"
    return stop
