"""The pages of strategies: the list, one as a whole document, and one that somebody loads."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indgang.kernel import generation
from indgang.modules.audit.models import Event
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import Role
from indgang.modules.strategy import selectors
from indgang.modules.strategy.models import Strategy
from indgang.surfaces.steering.conftest import STAFF, LogIn

OURS = """id: proeve
title: {da: En prøve, en: A trial}
document: {title: Kanalplan, period: 2026-2027}
municipality: {id: lyngsoe, name: Lyngsø Kommune}
measured_on: live
targets:
  - indicator: channel_share
    filter: all
    unit: "%"
    years: [{year: 2026, kind: target, page: s. 1, values: {digital: 40}}]
"""
SHIPPED = (
    "citizen-2012",
    "hvidovre-2011-2015",
    "koebenhavn-2022-2025",
    "kl-gevinstrealisering",
    "lyngsoe-2026",
)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode().replace("\u00a0", " ")


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_every_strategy_stands_in_the_list_and_opens(strategist: Client) -> None:
    html = page(strategist, "/styring/strategier/")
    for id in SHIPPED:
        assert f'href="/styring/strategi/{id}/"' in html
    assert "Kildens tal for 2009" in html
    assert "Den har ingen tal, vi kan måle på" in html


@pytest.mark.parametrize("id", SHIPPED)
def test_a_document_shows_every_item_with_its_page(strategist: Client, id: str) -> None:
    html = page(strategist, f"/styring/strategi/{id}/")
    one = selectors.strategy(id)
    items = [item for _place, item in one.content.items()]
    assert len(items) > 15
    for item in items:
        assert f'<li id="{item.id}">' in html, item.id
    marks = re.findall(r'<p class="page-mark">', html)
    assert len(marks) == len(items)
    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids))  # an item's id is never that of something else on the page
    for anchor in re.findall(r'href="(?:/styring/strategi/[^"]*)?#([^"]+)"', html):
        assert f'id="{anchor}"' in html, anchor
    assert " style=" not in html


def test_a_note_stands_beside_what_it_is_about(strategist: Client) -> None:
    html = page(strategist, "/styring/strategi/citizen-2012/")
    one = selectors.strategy("citizen-2012")
    for note in one.notes:
        known = [about for about in note.about if f'<li id="{about}">' in html]
        for about in known:
            after = html.split(f'<li id="{about}">')[1]
            assert words(str(note.text)) in words(after.replace("&quot;", '"').replace("&#x27;", "'")), (
                note.id
            )
    assert html.count('class="note-beside"') >= 10


def test_a_budget_stands_as_printed_with_its_empty_field(strategist: Client) -> None:
    text = words(page(strategist, "/styring/strategi/citizen-2012/"))
    assert "2.525 1.065 1.385 815" in text
    assert "tomt felt 1.525 1.800 2.050" in text
    assert "I alt 1.683 1.727 2.123 1.910" in text


def test_what_is_inherited_says_from_where(strategist: Client) -> None:
    text = words(page(strategist, "/styring/strategi/lyngsoe-2026/"))
    assert "Bygger på" in text
    assert "Fra København 2022-2025" in text
    assert "Oversat af" in text


def test_a_strategy_is_loaded_from_a_file(strategist: Client) -> None:
    file = SimpleUploadedFile("plan.yaml", OURS.encode())
    answer = strategist.post("/styring/strategier/indlaes/", {"file": file, "text": ""})
    assert (answer.status_code, answer["Location"]) == (302, "/styring/strategi/proeve/")
    generation.set_current(generation.current() + 1)  # as it is after the transaction
    html = page(strategist, "/styring/strategi/proeve/")
    assert "Strategien er indlæst." in html
    assert "En prøve" in html
    assert "Indlæst her på siden." in page(strategist, "/styring/strategier/")
    assert Event.objects.filter(action="strategy_loaded", object="strategy:proeve").count() == 1


def test_errors_stand_by_line_and_the_text_stays_to_be_mended(strategist: Client) -> None:
    wrong = OURS.replace("channel_share", "channel_shore").replace("period: 2026-2027", "perod: 2026")
    file = SimpleUploadedFile("plan.yaml", wrong.encode())
    answer = strategist.post("/styring/strategier/indlaes/", {"file": file})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Linje 3:" in html
    assert "perod" in html
    assert "channel_shore" in html  # in the field
    assert 'href="#f-text"' in html
    assert not Strategy.objects.filter(pk="proeve").exists()
    mended = strategist.post("/styring/strategier/indlaes/", {"text": OURS})
    assert mended.status_code == 302


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({}, "Vælg en fil, eller skriv teksten i feltet."),
        ({"file": "Blåbærgrød".encode("latin-1")}, "Filen er ikke gemt som UTF-8."),
        ({"file": b"x" * 1_000_001}, "Filen er for stor."),
        (
            {"text": OURS.replace("id: proeve", "id: citizen-2012")},
            "Der er allerede en strategi med det navn.",
        ),
        ({"text": "- [a: b"}, "Linje"),
        ({"text": "\x00"}, "Det her er ikke YAML"),
    ],
)
def test_what_cannot_be_loaded(strategist: Client, sent: dict[str, str | bytes], says: str) -> None:
    files = {
        name: SimpleUploadedFile("plan.yaml", value) if isinstance(value, bytes) else value
        for name, value in sent.items()
    }
    before = Strategy.objects.count()
    answer = strategist.post("/styring/strategier/indlaes/", files)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert Strategy.objects.count() == before


def test_a_department_head_loads_the_own_department_s(client: Client, content: None) -> None:
    account = identity.account_for_staff(
        subject="head", name="Hanne Chef", roles=[Role.DEPARTMENT_HEAD], unit="byggeri"
    )
    client.force_login(account, backend=STAFF)
    assert client.post("/styring/strategier/indlaes/", {"text": OURS}).status_code == 422
    own = OURS.replace("measured_on", "department: tmf\nmeasured_on")
    assert client.post("/styring/strategier/indlaes/", {"text": own}).status_code == 302


def test_who_may_not_steer_sees_no_form(log_in: LogIn) -> None:
    board = log_in(Role.BOARD)
    assert "Indlæs en strategi" not in page(board, "/styring/strategier/")
    assert board.post("/styring/strategier/indlaes/", {"text": OURS}).status_code == 403


def test_who_comes_back_to_the_form_s_address_gets_the_list(strategist: Client) -> None:
    assert strategist.get("/styring/strategier/indlaes/")["Location"] == "/styring/strategier/"


def test_unknown_strategies_are_not_found(strategist: Client) -> None:
    assert strategist.get("/styring/strategi/findes-ikke/").status_code == 404


def test_its_queries(strategist: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    page(strategist, "/styring/strategi/citizen-2012/")
    with django_assert_num_queries(3):
        page(strategist, "/styring/strategi/citizen-2012/")
    with django_assert_num_queries(3):
        page(strategist, "/styring/strategier/")
