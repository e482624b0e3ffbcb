"""Segments are aggregates: no cell under five, none that can be worked out, and our own words."""

import csv
import io
import re

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indgang.modules.contacts import services as contacts
from indgang.modules.identity.vocabulary import Role
from indgang.surfaces.steering.conftest import LogIn

PAGE = "/styring/maalgrupper/"


def text(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    html = answer.content.decode().replace("\u00a0", " ")
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def count(**how: int) -> None:
    contacts.live_batch()
    for name, times in how.items():
        for _ in range(times):
            contacts.measure(kind="completed_how", subject=name, value=1, exempt=name == "by_staff")


def test_how_self_services_got_done_in_our_words(strategist: Client) -> None:
    count(alone=30, co_served=10, by_staff=10)
    page = text(strategist)
    assert "Klarer det selv 60 %" in page
    assert "Vil gerne have hjælp 20 %" in page
    assert "Har brug for en anden vej 20 %" in page
    assert "Alle 60 % 30 20 % 10 20 % 10 50" in page
    assert "Fritaget for Digital Post 0 % 0 0 % 0 100 % 10 10" in page


def test_a_cell_under_five_is_not_shown_and_cannot_be_worked_out(strategist: Client) -> None:
    count(alone=30, co_served=3, by_staff=12)
    rows = list(
        csv.reader(
            io.StringIO(strategist.get(f"{PAGE}?format=csv").content.decode("utf-8-sig")), delimiter=";"
        )
    )
    shown = [int(cell) for row in rows[1:] for cell in row[1:] if cell]
    assert rows[1] == ["Alle", "30", "", "10", "45"]
    assert all((one - other) % 5 == 0 for one in shown for other in shown)
    page = text(strategist)
    assert "under 5" in page
    assert " 3 " not in page.split("Sådan blev selvbetjeninger")[1].split("Antal er til")[0]


def test_of_a_part_under_five_nothing_is_said(strategist: Client) -> None:
    """Three exempt people: which way they went would be said of each of them."""
    count(alone=30, by_staff=3)
    rows = list(
        csv.reader(
            io.StringIO(strategist.get(f"{PAGE}?format=csv").content.decode("utf-8-sig")), delimiter=";"
        )
    )
    assert rows[2] == ["Fritaget for Digital Post", "", "", "", ""]
    assert "Fritaget for Digital Post under 5 under 5 under 5 under 5" in text(strategist)


def test_the_matrix_of_the_guide_with_what_we_cannot_know(strategist: Client) -> None:
    page = text(strategist)
    assert "Kan ikke" in page
    assert "Vi ved ikke, hvem der kan, eller hvem der vil." in page
    assert "(s. 3)" in page
    assert "De to felter, hvor nogen ikke vil, kan vi ikke skille ad." in page


def test_before_anything_is_counted(strategist: Client) -> None:
    page = text(strategist)
    assert "Ingen tal endnu" in page
    assert "0 %" not in page
    contacts.live_batch()
    assert "Ingen tal endnu" in text(strategist)


def test_who_may_see_it(log_in: LogIn) -> None:
    assert log_in(Role.BOARD).get(PAGE).status_code == 200
    assert log_in(Role.SUPERVISOR).get(PAGE).status_code == 403


def test_the_questions_are_pinned(
    strategist: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    count(alone=6)
    strategist.get(PAGE)
    with django_assert_num_queries(10):
        strategist.get(PAGE)
