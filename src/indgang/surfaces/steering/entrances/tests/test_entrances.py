"""Entrances: what came to each, and what the plan says and does not say."""

import csv
import io
import re

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indgang.modules.catalogue import services as catalogue
from indgang.modules.channels import services as channels
from indgang.modules.contacts import services as contacts
from indgang.modules.identity.vocabulary import Role
from indgang.surfaces.steering.conftest import LogIn

PAGE = "/styring/indgange/"


@pytest.fixture(autouse=True)
def places(content: None) -> None:
    folder = settings.CONTENT_DIR / "municipalities" / "lyngsoe"
    catalogue.load_catalogue(folder)
    channels.load_entrances(folder)


def text(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    html = answer.content.decode().replace("\u00a0", " ")
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def count() -> None:
    for minutes in (4.0, 6.0, 20.0):
        contacts.record(
            channel="in_person", entrance_id="borgerservice-nord", outcome="resolved", minutes=minutes
        )
    contacts.record(channel="telephone", entrance_id="borgerservice-midtby", outcome="misdirected")
    contacts.record(channel="self_service", handling="automatic")


def test_each_entrance_says_what_came_and_how_it_went(strategist: Client) -> None:
    count()
    page = text(strategist)
    assert "Borgerservice Nord Sted 18 3 3 0 0 0 100,0 % 0,0 % 6,0 17,2" in page
    assert "Borgerservice Midtby Sted 33 1 0 1 0 0 0,0 % 100,0 % Ukendt Ukendt" in page
    assert "Ingen indgang skrevet på 1 på nettet, 0 skriftligt 1 0 0 1 0" in page
    assert "Selvbetjening på nettet På nettet Altid Står i rækken uden indgang" in page
    assert page.index("Borgerservice Nord") < page.index("Borgerservice Midtby")


def test_an_entrance_without_figures_says_so_and_has_no_nought(strategist: Client) -> None:
    page = text(strategist)
    assert "Ingen henvendelser er talt i det år." in page
    assert "Borgerservice Nord Sted 18 Ingen tal" in page


def test_a_number_opens_its_definition_of_the_same_entrance(strategist: Client) -> None:
    count()
    html = strategist.get(PAGE).content.decode()
    found = re.search(r'href="([^"]+indgang=borgerservice-nord)"', html)
    assert found is not None
    page = text(strategist, found[1].replace("&amp;", "&"))
    assert "Borgerservice Nord" in page


def test_the_plan_of_the_sources_with_what_they_do_not_say(strategist: Client) -> None:
    page = text(strategist, f"{PAGE}?strategi=citizen-2012")
    assert "Fra 54 indgange i 2009 til 31 i 2012." in page
    assert "23 indgange skal væk. Strategien nævner 3, der lukker." in page
    for year, number in (("2009", "54"), ("2010", "44"), ("2011", "40"), ("2012", "31")):
        assert f"{year} {number} s. 14" in page or f"{year} {number} s. 18" in page
    assert "Center for Parkering Lukker Ukendt TMF" in page
    assert page.count("Strategien siger det ikke") >= 5


def test_the_place_leads_to_where_it_stands_in_the_document(strategist: Client) -> None:
    html = strategist.get(f"{PAGE}?strategi=citizen-2012").content.decode()
    assert 'href="/styring/strategi/citizen-2012/#indgang-parkering"' in html
    assert 'id="indgang-parkering"' in strategist.get("/styring/strategi/citizen-2012/").content.decode()


def test_the_file(strategist: Client) -> None:
    count()
    answer = strategist.get(f"{PAGE}?format=csv")
    head, first, *_ = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert head[0] == "Indgang"
    assert first[0] == "Borgerservice Nord"
    assert first[3] == "3"


def test_any_year_and_strategy_in_the_address(strategist: Client) -> None:
    for query in ("?aar=1066", "?aar=x", "?strategi=%27", "?aar=2025&strategi=findes-ikke"):
        assert strategist.get(f"{PAGE}{query}").status_code == 200


def test_who_may_see_it(log_in: LogIn) -> None:
    assert log_in(Role.BOARD).get(PAGE).status_code == 200
    assert log_in(Role.SUPERVISOR).get(PAGE).status_code == 403


def test_as_many_questions_whatever_there_is(
    strategist: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    count()
    strategist.get(PAGE)
    with django_assert_num_queries(10):
        strategist.get(PAGE)


def test_in_english(strategist: Client) -> None:
    page = text(strategist, f"/en{PAGE}?strategi=citizen-2012")
    assert "From 54 entrances in 2009 to 31 in 2012." in page
    assert "Centre for parking" in page
