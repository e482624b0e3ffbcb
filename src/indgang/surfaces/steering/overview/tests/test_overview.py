"""The overview: the verdict with its number, contacts beside cost, targets, and our own figures apart."""

import re
from datetime import UTC, datetime
from html import unescape

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indgang.kernel import clock, generation
from indgang.modules.contacts import services as contacts
from indgang.modules.identity import selectors as identity
from indgang.modules.identity.models import Employee
from indgang.modules.identity.vocabulary import SYSTEM, Role
from indgang.modules.strategy import selectors, services
from indgang.modules.strategy.models import Strategy
from indgang.surfaces.steering.conftest import NOW

NBSP = "\u00a0"


def page(client: Client, query: str = "", prefix: str = "", strategy: str = "citizen-2012") -> str:
    answer = client.get(f"{prefix}/styring/?strategi={strategy}{query}")
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
    text = words(page(strategist, "&filter=all"))
    assert "13.070.000" in text
    assert "5.382.000" in text
    assert "13,77 %" in text
    assert "545,56 mio. kr." in text
    assert "Målene er sat uden besøg på biblioteker." in text
    assert "Mål 2012: 40 %" not in text


def test_an_unknown_filter_is_the_usual_one(strategist: Client) -> None:
    assert "9.270.000" in words(page(strategist, "&filter=%27%22x"))


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
    assert (
        "1 henvendelse har ingen pris og er ikke med i udgiften. De kommer herfra: Digitalt: 1 af 4." in text
    )
    assert "De lægges aldrig sammen" in text
    assert "KL 2010" in text
    assert "9.270.000" in text


def test_no_verdict_on_the_cost_when_most_contacts_of_a_channel_have_no_price(strategist: Client) -> None:
    for _ in range(3):
        contacts.record(channel="self_service", handling="staff")
    contacts.record(channel="telephone")
    contacts.record(channel="self_service", handling="automatic")
    text = words(page(strategist, strategy="lyngsoe-2026"))
    assert "Digitalt: 3 af 4" in text
    assert "af henvendelserne, men" not in text


def test_the_split_of_the_cost_has_no_distance(strategist: Client) -> None:
    text = words(page(strategist))
    assert "Ventet 2012: 37 %" in text
    assert "+12,48 point" not in text


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
    one = selectors.strategy("citizen-2012")
    assert len(one.notes) >= 16  # every note about what does not fit together stands on the page
    assert [note.id for note in one.notes if words(str(note.text)) not in unescape(text)] == []


def test_a_line_of_pages_breaks_between_two_places_only(strategist: Client) -> None:
    html = strategist.get("/styring/?strategi=citizen-2012").content.decode()
    assert ">s.\u00a08,\u00a017\u00a0og\u00a018; s.\u00a014,\u00a017\u00a0og\u00a018<" in html


def test_in_english(strategist: Client) -> None:
    text = words(page(strategist, prefix="/en"))
    assert "545.56 million DKK" in text
    assert "9,270,000" in text
    assert "19.42%" in text


def test_its_queries(strategist: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    page(strategist)
    with django_assert_num_queries(9):
        page(strategist)
    contacts.record(channel="telephone")
    with django_assert_num_queries(10):  # the new row is read
        page(strategist)
    page(strategist, strategy="lyngsoe-2026")
    with django_assert_num_queries(
        18
    ):  # the ledger a second time, the first day of the year (twice), the reasons
        page(strategist, strategy="lyngsoe-2026")


def two_quarters() -> None:
    """Ten contacts in March with two digital ones, ten in April with five."""
    for month, digital in ((3, 2), (4, 5)):
        clock.freeze(datetime(2026, month, 10, 10, tzinfo=UTC))
        for number in range(10):
            contacts.record(
                channel="self_service" if number < digital else "telephone",
                handling="automatic" if number < digital else "staff",
            )
    clock.freeze(NOW)


def test_our_own_strategy_comes_first(strategist: Client) -> None:
    two_quarters()
    answer = strategist.get("/styring/")
    html = answer.content.decode().replace(NBSP, " ")
    text = words(html)
    assert "<h1>35,00 % digitale henvendelser</h1>" in html
    assert "Målet for 2026 er mindst 30 %. Ved årets slutning venter vi" in text
    assert re.search(r"\d+ mål .*kan ikke bedømmes\. Se alle mål og milepæle", text)
    assert "Mål 2026: 30 %" in text
    assert "De lægges aldrig sammen" not in text
    for address in set(re.findall(r'href="(/styring/[^"#]+)', html)):
        assert strategist.get(address.replace("&amp;", "&")).status_code == 200, address
    assert 'href="/styring/strategi/lyngsoe-2026/maal/"' in html


def test_what_changed_since_last_quarter_and_why(strategist: Client) -> None:
    two_quarters()
    row = Employee.objects.create(subject="s", name="Sara Strateg", roles=[Role.STRATEGIST])
    services.write_reason(
        key="lyngsoe-2026:channel_share:digital:all::2026", text="Kampagnen virker.", once="a",
        by=identity.employee(row.pk),
    )  # fmt: skip
    text = words(page(strategist, strategy="lyngsoe-2026"))
    assert "1. kvartal 2026 og 2. kvartal 2026 til nu" in text
    assert "Digitalt 20,00 % 50,00 % +30,00 point" in text
    assert "Telefon 80,00 % 50,00 % −30,00 point" in text
    assert "Kampagnen virker. Sara Strateg · 4. maj 2026" in text


def test_one_quarter_is_not_compared(strategist: Client) -> None:
    contacts.record(channel="telephone")
    text = words(page(strategist, strategy="lyngsoe-2026"))
    assert "Der er ikke tal for to kvartaler i træk endnu." in text
    assert "Ingen har skrevet en begrundelse i dette kvartal." in text


def test_new_year_compares_with_the_autumn(strategist: Client) -> None:
    for day, channel in ((datetime(2025, 11, 3, 10, tzinfo=UTC), "telephone"), (NOW, "self_service")):
        clock.freeze(day.replace(month=11 if day.year == 2025 else 2))
        contacts.record(channel=channel)
    clock.freeze(datetime(2026, 2, 20, 10, tzinfo=UTC))
    text = words(page(strategist, strategy="lyngsoe-2026"))
    assert "4. kvartal 2025 og 1. kvartal 2026 til nu" in text
    assert "Telefon 100,00 % 0,00 %" in text


def test_initiatives_that_are_off_track_stand_with_their_targets(strategist: Client) -> None:
    for month in (1, 2, 3, 4):
        clock.freeze(datetime(2026, month, 9, 10, tzinfo=UTC))
        for number in range(10):
            contacts.record(channel="telephone", outcome="resolved" if number < 5 else "misdirected")
    clock.freeze(NOW)
    text = words(page(strategist, strategy="lyngsoe-2026")).split("Indsatser, der ikke er på vej")[1]
    assert "Svar det første sted du spørger Nås ikke" in text
    assert "Løst med det samme : Nås ikke" in text
    assert "Kom det forkerte sted hen : Nås ikke" in text
    assert "Alle flytninger kan klares på nettet" not in text
    assert "3 af 3 indsatser har et mål i tal" in text


def test_a_frame_has_no_verdict(strategist: Client) -> None:
    html = page(strategist, strategy="koebenhavn-2022-2025")
    assert "Den har ikke egne tal, som vi kan måle på." in html
    assert 'href="/styring/strategi/koebenhavn-2022-2025/"' in html
    assert "De lægges aldrig sammen" in html


def test_an_unknown_strategy_is_our_own(strategist: Client) -> None:
    assert 'href="?strategi=lyngsoe-2026" aria-current="true"' in page(strategist, strategy="findes-ikke")


def test_one_that_somebody_tries_out_does_not_take_the_first_place(strategist: Client) -> None:
    text = """
id: a-trial
title: {da: Forsøg, en: Trial}
document: {title: Et forsøg, period: 2026-2027}
municipality: {id: lyngsoe, name: Lyngsø Kommune}
measured_on: live
targets: [{indicator: contacts, filter: all, unit: contacts, years: [
  {year: 2026, kind: target, page: s. 1, values: {digital: 40}}]}]
"""
    services.load_strategy_text(text=text, name="a.yaml", by=SYSTEM)
    generation.set_current(generation.current() + 1)
    html = page(strategist, strategy="")
    assert 'href="?strategi=lyngsoe-2026" aria-current="true"' in html
    assert 'href="?strategi=a-trial">' in html


def test_without_any_strategy_our_own_figures_stand_alone(strategist: Client) -> None:
    Strategy.objects.all().delete()
    generation.set_current(generation.current() + 1)
    html = page(strategist, strategy="")
    assert "Der er ingen strategi endnu." in html
    assert "Lyngsø Kommune 2026" in html
