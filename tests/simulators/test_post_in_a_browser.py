"""The pages of the simulated post in Chromium: axe finds nothing, and each fits a phone."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, sync_playwright
from simulators.post.testing import Running

from tests.journeys.conftest import FLAGS
from tests.journeys.inspection import assert_good_at_both_widths
from tests.simulators.caller import Caller, letter, memo

pytestmark = pytest.mark.browser


@pytest.fixture
def page(chromium_path: Path) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=FLAGS)
        yield browser.new_page(locale="da-DK")
        browser.close()


def test_each_page_can_be_read_by_everybody(page: Page, post: Running, caller: Caller) -> None:
    message, paper = str(uuid4()), str(uuid4())
    caller.send(memo(message))
    caller.send(letter(paper))
    page.goto(f"{post.pages}/")
    assert_good_at_both_widths(page)
    page.get_by_role("link", name="Åbn en postkasse").click()
    assert_good_at_both_widths(page)
    page.get_by_role("link", name="Mads Brinklund").click()
    assert_good_at_both_widths(page)
    page.get_by_role("link", name="Din flytning").click()
    assert_good_at_both_widths(page)
    page.get_by_role("link", name="Svar", exact=True).click()
    page.get_by_label("Din besked").fill("Jeg har et spørgsmål.")
    page.get_by_label("Emne").fill("")
    page.get_by_role("button", name="Send", exact=True).click()
    assert_good_at_both_widths(page)
    page.get_by_label("Emne").fill("Om min flytning")
    page.get_by_role("button", name="Send", exact=True).click()
    assert page.get_by_role("rowheader", name="Om min flytning").is_visible()
    assert_good_at_both_widths(page)
    for path in ("/breve/", f"/brev/{paper}/", "/kvitteringer/", "/fejl/", "/findes-ikke/"):
        page.goto(f"{post.pages}{path}")
        assert_good_at_both_widths(page)
