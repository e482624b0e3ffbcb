"""How I wish to be helped: on my own page, without JavaScript."""

from collections.abc import Callable
from html import unescape

from django.test import Client

from indgang.modules.identity import selectors as identity
from indgang.modules.identity import services
from indgang.modules.identity.models import Account, Mandate
from indgang.modules.identity.vocabulary import Actor, Need

LogIn = Callable[..., Client]
PAGE = "/min-side/hjaelp/"


def needs(account: Account) -> list[str]:
    assert account.person_id is not None
    return [one.name.da for one in identity.needs_of(account.person_id)]


def test_i_tell_it_once_see_it_and_end_it(anna: Account, logged_in: LogIn) -> None:
    browser = logged_in(anna)
    assert PAGE in browser.get("/min-side/").content.decode()
    for _press in range(2):
        html = browser.post(PAGE, {"oenske": "large_print"}, follow=True).content.decode()
    assert "Tak. Det husker vi" in html
    assert "Du skrev det 3. december 2026." in html
    assert needs(anna) == ["Stor skrift i breve"]
    browser.post(PAGE, {"oenske": "large_print", "slut": "1"})
    assert needs(anna) == []


def test_what_a_clerk_wrote_down_is_mine_to_see_and_to_end(anna: Account, logged_in: LogIn) -> None:
    clerk = Actor("employee", "1", "Maria Skov")
    assert anna.person_id is not None
    services.declare_need(person_id=anna.person_id, need=Need.INTERPRETER, detail="arabisk", by=clerk)
    browser = logged_in(anna)
    html = browser.get(PAGE).content.decode()
    assert "Tolk: arabisk" in html
    assert "Du fortalte os det 3. december 2026." in html
    browser.post(PAGE, {"oenske": "interpreter", "slut": "1"})
    assert needs(anna) == []


def test_an_interpreter_without_a_language_is_asked_for_it(anna: Account, logged_in: LogIn) -> None:
    answer = logged_in(anna).post(PAGE, {"oenske": "interpreter", "sprog": "123"})
    assert answer.status_code == 422
    assert 'value="123"' in unescape(answer.content.decode())
    assert needs(anna) == []


def test_who_acts_for_me_neither_sees_nor_changes_it(
    anna: Account, bo: Account, mandate: Mandate, logged_in: LogIn
) -> None:
    key = next(
        one.key for one in identity.acting_options(str(anna.person_id)) if one.acting.for_somebody_else
    )
    browser = logged_in(anna, acting=key)
    assert PAGE not in browser.get("/min-side/").content.decode()
    assert browser.get(PAGE).status_code == 404
    assert browser.post(PAGE, {"oenske": "paper"}).status_code == 404
    assert needs(anna) == needs(bo) == []
