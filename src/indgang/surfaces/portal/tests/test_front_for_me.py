"""The front page for somebody who is logged in: what they must do now comes first."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from indgang.kernel.text import Text
from indgang.modules.identity.models import Person
from indgang.modules.identity.vocabulary import SYSTEM, Party
from indgang.modules.messages import services as messages
from indgang.modules.messages.vocabulary import Block, Letter, MessageKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]


def _page(client: Client) -> str:
    answer = client.get("/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def _asked() -> None:
    karl = Person.objects.get(name="Karl Holm")
    messages.send(
        to=Party("person", str(karl.pk), karl.name),
        letter=Letter(Text("Vi mangler et svar"), (Block("result", Text("Svar os")),)),
        kind=MessageKind.QUESTION,
        by=SYSTEM,
        service_id="flytning-indland",
        reply_expected=True,
        reply_by=date(2026, 12, 9),
        key="question",
    )


def test_what_to_do_stands_before_the_question_and_takes_the_cursor_from_it(exempt: Client) -> None:
    _asked()
    html = _page(exempt)
    order = [
        html.index(part) for part in ('<main id="main"', "Det skal du gøre nu", "Senest 9. december 2026")
    ]
    assert [*order, html.index("<h1")] == sorted([*order, html.index("<h1")])
    assert " autofocus" not in html


def test_somebody_with_nothing_to_do_is_told_so_and_can_search_at_once(exempt: Client) -> None:
    html = _page(exempt)
    assert "Du skal ikke gøre noget lige nu" in html
    assert html.count(" autofocus") == 1


def test_what_one_must_do_is_not_left_in_the_browser(exempt: Client) -> None:
    assert "no-store" in exempt.get("/")["Cache-Control"]


def test_it_asks_the_database_little(exempt: Client, django_assert_max_num_queries: Any) -> None:
    _asked()
    exempt.get("/")
    with django_assert_max_num_queries(12):
        exempt.get("/")


def test_a_visitor_finds_nothing_of_it(visitor: Client) -> None:
    html = _page(visitor)
    assert "Det skal du gøre nu" not in html
    assert not visitor.cookies


def test_the_skip_link_leads_to_the_question_and_the_search(visitor: Client) -> None:
    html = _page(visitor)
    main = html.split('<main id="main" tabindex="-1">')[1].split("</main>")[0]
    assert "<h1" in main
    assert 'role="search"' in main
    assert "Åbent nu" in main
    assert html.count("<main") == 1
    assert "<aside" not in main
