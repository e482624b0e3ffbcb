"""What somebody typed is not lost when their session runs out."""

from collections.abc import Callable

import pytest
from django.test import Client

from indgang.modules.identity.models import Account
from indgang.surfaces.common import kept
from indgang.surfaces.common.refill import refill
from indgang.surfaces.common.tests import addresses

LogIn = Callable[[Account], Client]
TYPED = {
    "navn": 'Anna "L" & <b>', "revision": "6", "svar": "nej", "dag": "2", "bem": "Min sag\nto linjer </textarea>",
}  # fmt: skip


@pytest.fixture(autouse=True)
def nothing_saved() -> None:
    addresses.SAVED.clear()


def lose_session(client: Client) -> None:
    del client.cookies["indgang_session"]


def post_without_session(client: Client) -> str:
    answer = client.post("/skema/", TYPED, headers={"Referer": "http://testserver/skema/?trin=2"})
    assert answer.status_code == 302
    assert not addresses.SAVED
    return str(answer["Location"])


def test_what_was_typed_stands_in_the_form_after_a_new_login(anna: Account, logged_in: LogIn) -> None:
    browser = logged_in(anna)
    browser.get("/skema/?trin=2")
    lose_session(browser)
    assert post_without_session(browser) == "/login/?next=%2Fskema%2F%3Ftrin%3D2"
    html = logged_in(anna).get("/skema/?trin=2").content.decode()
    assert "Vi gemte det, du skrev" in html
    assert 'name="navn" value="Anna &quot;L&quot; &amp; &lt;b&gt;"' in html
    assert 'name="navn" value="et andet skema"' in html, "another form is left alone"
    assert 'name="revision" value="6"' in html, "the revision that was seen is what a conflict is found by"
    assert '<input type="radio" name="svar" value="nej" checked>' in html
    assert '<input type="radio" name="svar" value="ja">' in html
    assert '<input type="checkbox" name="samtykke" value="yes">' in html, "it had been unchecked"
    assert '<option value="2" selected>' in html
    assert '<option value="1">' in html
    assert "Min sag\nto linjer &lt;/textarea&gt;</textarea>" in html
    assert "gammelt" not in html


def test_sending_it_again_saves_it_and_forgets_it(anna: Account, logged_in: LogIn) -> None:
    browser = logged_in(anna)
    browser.get("/skema/")
    lose_session(browser)
    post_without_session(browser)
    browser = logged_in(anna)
    browser.post("/skema/", TYPED)
    assert len(addresses.SAVED) == 1
    assert "Vi gemte det" not in browser.get("/skema/?trin=2").content.decode()


def test_somebody_else_at_the_same_browser_never_sees_it(
    anna: Account, bo: Account, logged_in: LogIn
) -> None:
    browser = logged_in(anna)
    browser.get("/skema/")
    lose_session(browser)
    post_without_session(browser)
    html = logged_in(bo).get("/skema/?trin=2").content.decode()
    assert "Min sag" not in html
    assert kept.ENTRY not in browser.session


def test_a_browser_that_nobody_was_logged_in_with_keeps_nothing(client: Client, lyngsoe: None) -> None:
    post_without_session(client)
    assert kept.ENTRY not in client.session


def test_what_is_kept_cannot_be_read_in_the_session(anna: Account, logged_in: LogIn) -> None:
    browser = logged_in(anna)
    browser.get("/skema/")
    lose_session(browser)
    post_without_session(browser)
    assert "Min sag" not in str(dict(browser.session.items()))


def test_more_than_a_session_should_hold_is_not_kept(anna: Account, logged_in: LogIn) -> None:
    browser = logged_in(anna)
    browser.get("/skema/")
    lose_session(browser)
    browser.post("/skema/", {"bem": "x" * (kept.LARGEST + 1)})
    assert kept.ENTRY not in browser.session


def test_a_form_whose_token_is_old_is_kept_when_our_own_page_sent_it(anna: Account, logged_in: LogIn) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(anna, backend="indgang.surfaces.portal.login.backend.CitizenBackend")
    browser.get("/skema/")
    came = {"Referer": "http://testserver/skema/", "Origin": "http://testserver"}
    answer = browser.post("/skema/", TYPED, headers=came)
    assert answer.status_code == 403
    assert 'href="/skema/"' in answer.content.decode()
    assert "Min sag" in browser.get("/skema/").content.decode()


def test_a_form_from_another_site_is_not_kept(anna: Account) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(anna, backend="indgang.surfaces.portal.login.backend.CitizenBackend")
    browser.get("/skema/")
    browser.post("/skema/", TYPED, headers={"Origin": "http://ond.example"})
    assert kept.ENTRY not in browser.session


def test_texts_that_find_no_field_are_handed_back_to_be_copied() -> None:
    page = '<form method="post"><input name="a"></form>'
    html, left = refill(page, "/x/", "/x/", {"a": ["1"], "b": ["en lang tekst"], "c": ["42"]})
    assert 'value="1"' in html
    assert left == ["en lang tekst"]


def test_everything_outside_the_form_is_copied_as_it_stands() -> None:
    page = '<!doctype html><p class=x>&aring; &#230; <svg viewBox="0 0 1 1"><use href="#a"/></svg><!--c--></p><br>'
    assert refill(page, "/x/", "/x/", {"a": ["1"]}) == (page, [])
