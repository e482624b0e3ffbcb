"""The overview: the verdict with its number, contacts beside cost, targets, and our own figures apart."""

import re

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indgang.modules.contacts import services as contacts

NBSP = "\u00a0"


def page(client: Client, query: str = "", prefix: str = "") -> str:
    answer = client.get(f"{prefix}/styring/{query}")
    assert answer.status_code == 200
    return answer.content.decode().replace(NBSP, " ")


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_the_verdict_comes_first_with_the_number_in_it(strategist: Client) -> None:
    html = page(strategist)
    assert "<h1>19,42 % digitale henvendelser</h1>" in html
    text = words(html)
    assert "Københavns Kommune talte 9.270.000 henvendelser i 2009." in text
    assert "Målet for 2012 er 40 %. Der mangler 20,58 procentpoint." in text
    assert "Skriftligt: 27,44 % af henvendelserne, men 51,29 % af udgiften." in text


NUMBERS = (
    "9.270.000", "1.800.000", "3.344.000", "1.582.000", "2.544.000",
    "545,56 mio. kr.", "5,40 mio. kr.", "133,76 mio. kr.", "126,56 mio. kr.", "279,84 mio. kr.",
    "19,42 %", "36,07 %", "17,07 %", "27,44 %", "0,99 %", "24,52 %", "23,20 %", "51,29 %",
    "3.800.000", "Mål 2012: 40 %", "Mål 2012: 35 %", "Mål 2012: 15 %", "Mål 2012: 10 %", "+20,58 point",
)  # fmt: skip


def test_every_number_of_the_source_is_there(strategist: Client) -> None:
    text = words(page(strategist))
    assert [number for number in NUMBERS if number not in text] == []


def test_with_library_visits_the_goals_stand_aside(strategist: Client) -> None:
    text = words(page(strategist, "?filter=all"))
    assert "13.070.000" in text
    assert "5.382.000" in text
    assert "13,77 %" in text
    assert "545,56 mio. kr." in text
    assert "Målene er sat uden besøg på biblioteker." in text
    assert "Mål 2012: 40 %" not in text


def test_an_unknown_filter_is_the_usual_one(strategist: Client) -> None:
    assert "9.270.000" in words(page(strategist, "?filter=%27%22x"))


def test_a_number_opens_its_definition(strategist: Client) -> None:
    html = page(strategist)
    link = '/styring/tal/copenhagen-2009/2009/channel_share/digital/?filter=without_library_visits"'
    assert f'href="{link}' in html
    assert 'aria-label="Andel af henvendelser, Digitalt: 19,42 %"' in html
    for address in set(re.findall(r'href="(/styring/tal/[^"]+)"', html)):
        assert strategist.get(address.replace("&amp;", "&")).status_code == 200


def test_each_picture_has_a_name_and_a_description_and_no_style(strategist: Client) -> None:
    contacts.record(channel="telephone")
    html = page(strategist)
    pictures = re.findall(r'<svg class="chart".*?</svg>', html, re.S)
    assert len(pictures) == 4
    for picture in pictures:
        name, description = re.search(r'aria-labelledby="(\S+) (\S+)"', picture).groups()  # type: ignore[union-attr]
        assert f'<title id="{name}">' in picture
        assert f'<desc id="{description}">' in picture
        assert 'role="img"' in picture
    assert " style=" not in html
    assert "<style" not in html
    assert "Digitalt: 19,42 %. Mål 2012: 40 %." in html


def test_our_own_figures_stand_apart_by_our_own_prices(strategist: Client) -> None:
    for _ in range(3):
        contacts.record(channel="self_service", handling="automatic")
    contacts.record(channel="telephone")
    contacts.record(channel="self_service", handling="staff")
    text = words(page(strategist))
    assert "Lyngsø Kommune 2026: 80,00 % digitale henvendelser" in text
    assert "65 kr." in text
    assert "1 henvendelse har ingen pris og er ikke med i udgiften." in text
    assert "De lægges aldrig sammen" in text
    assert "KL 2010" in text
    assert "9.270.000" in text


def test_before_the_first_contact_it_says_so_and_shows_no_nought(strategist: Client) -> None:
    text = words(page(strategist)).split("Lyngsø Kommune 2026")[1]
    assert "Ingen henvendelser endnu" in text
    assert text.count("Ingen tal") == 3
    assert "0 kr." not in text
    assert "0 %" not in text


def test_the_source_and_the_counting_rule_stand_in_small_print(strategist: Client) -> None:
    text = words(page(strategist))
    assert "Citizen.2012, Service- og kanalstrategi for Københavns Kommune 2010-2012" in text
    assert "Deloitte 2009, s. 6" in text
    assert "Det kan ikke regnes ud af tallene her. (s. 16 og 18)" in text


def test_a_line_of_pages_breaks_between_two_places_only(strategist: Client) -> None:
    html = strategist.get("/styring/").content.decode()
    assert ">s.\u00a08,\u00a017\u00a0og\u00a018; s.\u00a014,\u00a017\u00a0og\u00a018<" in html


def test_in_english(strategist: Client) -> None:
    text = words(page(strategist, prefix="/en"))
    assert "545.56 million DKK" in text
    assert "9,270,000" in text
    assert "19.42%" in text


def test_its_queries(strategist: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    page(strategist)
    with django_assert_num_queries(8):
        page(strategist)
    contacts.record(channel="telephone")
    with django_assert_num_queries(9):  # the new row is read
        page(strategist)
