"""One figure: its definition, source and prices, and the rows behind it."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indgang.modules.contacts import services as contacts
from indgang.modules.identity.vocabulary import Role
from indgang.surfaces.steering.conftest import LogIn

COPENHAGEN = "/styring/tal/copenhagen-2009/2009"
OWN = "/styring/tal/live-lyngsoe/2026"


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    html = answer.content.decode().replace("\u00a0", " ")
    assert " style=" not in html
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def test_a_figure_says_what_it_counts_and_where_it_stands(strategist: Client) -> None:
    text = words(strategist, f"{COPENHAGEN}/contacts/all/?filter=without_library_visits")
    assert "9.270.000" in text
    assert "Så mange gange har nogen henvendt sig til kommunen." in text
    assert "Uden besøg på biblioteker" in text
    assert "Deloitte 2009, s. 6" in text
    assert "Citizen.2012, s. 6" in text
    assert "Se 4 rækker" in text


def test_a_cost_shows_its_price_sheet(strategist: Client) -> None:
    text = words(strategist, f"{COPENHAGEN}/cost/all/")
    assert "545,56 mio. kr." in text
    assert "Helt præcist: 545.560.000 kr." in text
    assert "København 2009." in text
    assert "s. 8" in text
    for price in ("3 kr.", "40 kr.", "80 kr.", "110 kr.", "Ingen pris"):
        assert price in text


def test_our_own_cost_shows_for_what_five_kroner_hold(strategist: Client) -> None:
    contacts.record(channel="self_service", handling="automatic")
    text = words(strategist, f"{OWN}/cost/digital/")
    assert "KL 2010" in text
    assert "Selvbetjening Automatisk 5 kr." in text
    assert "som ingen medarbejder har i hånden" in text


def test_without_data_it_says_why_and_never_nought(strategist: Client) -> None:
    text = words(strategist, f"{COPENHAGEN}/completion_citizen2012/all/")
    assert "Kilden har ikke talt det." in text
    assert "Vi viser aldrig 0, når der ikke er talt." in text


@pytest.mark.parametrize(
    "address",
    [
        "/styring/tal/nowhere/2009/contacts/all/",
        f"{COPENHAGEN}/happiness/all/",
        f"{COPENHAGEN}/contacts/north/",
        f"{COPENHAGEN}/happiness/all/raekker/",
        f"{COPENHAGEN}/contacts/north/raekker/",
        "/styring/tal/nowhere/2009/contacts/all/raekker/",
    ],
)
def test_what_is_not_there_is_not_found(strategist: Client, address: str) -> None:
    assert strategist.get(address).status_code == 404


def test_a_year_that_was_not_counted_is_refused(strategist: Client) -> None:
    answer = strategist.get("/styring/tal/copenhagen-2009/2026/contacts/all/")
    assert 400 <= answer.status_code < 500


def test_rows_of_an_archive_show_their_page(strategist: Client) -> None:
    text = words(strategist, f"{COPENHAGEN}/contacts/all/raekker/")
    assert "5 rækker bag tallet" in text
    assert "3.800.000" in text
    assert "Kilden skiller ikke breve fra mails." in text


def test_rows_of_our_own_name_nobody(strategist: Client) -> None:
    contacts.record(
        channel="telephone", service_id="flytning-indland", outcome="resolved", handling="staff", minutes=4
    )
    text = words(strategist, f"{OWN}/contacts/telephone/raekker/")
    assert "1 række bag tallet" in text
    assert "Telefon" in text
    assert "Løst" in text
    assert "Medarbejder" in text
    assert "Lyngsø Kommune, løbende" in text
    assert "4. maj 2026 kl. 12.00" in text


def test_measurements_are_rows_too(strategist: Client) -> None:
    contacts.measure(kind="decision_time", subject="staff", value=12)
    text = words(strategist, f"{OWN}/decision_time/median/raekker/")
    assert "Svartid" in text
    assert "12" in text


def test_rows_come_in_pages(strategist: Client) -> None:
    for _ in range(51):
        contacts.record(channel="telephone")
    first = strategist.get(f"{OWN}/contacts/all/raekker/").content.decode()
    assert first.count('<th scope="row">') == 50
    for wrong in ("2", "99", "-1", "x", "²", "9" * 40):
        last = strategist.get(f"{OWN}/contacts/all/raekker/?side={wrong}")
        assert last.status_code == 200
    second = strategist.get(f"{OWN}/contacts/all/raekker/?side=2").content.decode()
    assert second.count('<th scope="row">') == 1


def test_an_empty_list_says_so(strategist: Client) -> None:
    assert "Ingen rækker" in words(strategist, f"{OWN}/contacts/all/raekker/")


ADDRESSES = ("/styring/", f"{COPENHAGEN}/cost/all/", f"{COPENHAGEN}/cost/all/raekker/")


@pytest.mark.parametrize("role", [Role.CLERK, Role.CASEWORKER, Role.EDITOR])
def test_only_those_who_steer_may_look(log_in: LogIn, role: Role) -> None:
    client = log_in(role)
    assert [client.get(address).status_code for address in ADDRESSES] == [403, 403, 403]


def test_a_citizen_finds_nothing_here(citizen: Client) -> None:
    assert [citizen.get(address).status_code for address in ADDRESSES] == [404, 404, 404]


def test_without_a_login_one_is_asked_to_log_in(client: Client, content: None) -> None:
    answer = client.get("/styring/")
    assert answer.status_code == 302
    assert "/medarbejder/" in answer["Location"]


def test_the_administrator_sees_figures_but_no_rows(log_in: LogIn) -> None:
    administrator = log_in(Role.ADMINISTRATOR)
    text = words(administrator, f"{COPENHAGEN}/contacts/all/")
    assert "13.070.000" in text
    assert "Se 5 rækker" not in text
    assert administrator.get(f"{COPENHAGEN}/contacts/all/raekker/").status_code == 403


def test_its_queries(strategist: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    contacts.record(channel="telephone")
    for address, count in ((f"{OWN}/cost/all/", 9), (f"{OWN}/contacts/all/raekker/", 9)):
        strategist.get(address)
        with django_assert_num_queries(count):
            strategist.get(address)
