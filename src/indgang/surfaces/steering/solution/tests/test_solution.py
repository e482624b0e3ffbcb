"""The funnel of a self-service: its numbers, where each leads, what is hidden, and who may see it."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indgang.kernel.ids import new_id
from indgang.kernel.text import lix
from indgang.modules.catalogue import services as catalogue
from indgang.modules.contacts import services as contacts
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import Role
from indgang.modules.selfservice import services as selfservice
from indgang.surfaces.steering.conftest import NOW, STAFF, LogIn
from indgang.surfaces.steering.solution import words

MOVE = "flytning-indland"
PAGE = "/styring/loesninger/flytning/"
LONG_AGO = NOW - timedelta(days=60)


@pytest.fixture(autouse=True)
def solutions(content: None, tmp_path: Path) -> None:
    """Of the solutions one, which is quick."""
    catalogue.load_catalogue(settings.CONTENT_DIR / "municipalities" / "lyngsoe")
    (tmp_path / "flytning").symlink_to(settings.CONTENT_DIR / "solutions" / "flytning")
    selfservice.load_solutions(tmp_path)


def text(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    html = answer.content.decode().replace("\u00a0", " ")
    assert " style=" not in html
    return " ".join(re.sub(r"<[^>]+>", " ", html.partition("<main")[2]).split())


def one(*, steps: tuple[str, ...], ends: str, at: datetime = LONG_AGO) -> None:
    """Somebody begins, comes to steps, and sends it after twelve minutes or leaves it at the last."""
    journey = new_id()

    def note(kind: str, subject: str, minutes: int) -> None:
        contacts.measure(
            kind=kind,
            journey_id=journey,
            service_id=MOVE,
            subject=subject,
            at=at + timedelta(minutes=minutes),
        )

    note("begun", "flytning", 0)
    for step in steps:
        note("step_reached", step, 1)
    if ends == "sent":
        note("completed", "flytning", 12)
        contacts.record(channel="self_service", service_id=MOVE, journey_id=journey, at=at)
    else:
        note("left", steps[-1], 60)
        if ends != "gave_up":
            contacts.record(channel=ends, service_id=MOVE, journey_id=journey, at=at + timedelta(hours=3))


def a_year() -> None:
    for _ in range(6):
        one(steps=("hvem", "dato"), ends="sent")
    one(steps=("hvem", "dato"), ends="telephone")
    one(steps=("hvem",), ends="in_person")
    one(steps=("hvem",), ends="gave_up")
    contacts.measure(kind="field_error", service_id=MOVE, subject="moving_date")


def test_it_tells_how_far_they_come_where_they_leave_and_what_they_do_then(strategist: Client) -> None:
    a_year()
    told = text(strategist)
    assert "Begyndt 9" in told
    assert "Sendt 6" in told
    assert "Ringede 1" in told
    assert "Kom 1" in told
    assert "Gav op 1" in told
    assert "12 minutter" in told
    assert re.search(r"9 100 % 2 0", told), "all reached the first step, and two left there"
    assert re.search(r"7 78 % 1 0", told)
    assert told.count("66,67 %") >= 2  # both ways to count completion
    assert "GOV.UK" in told
    assert "Fejl i et felt" not in told


def test_each_number_leads_to_as_many_rows(strategist: Client) -> None:
    a_year()
    html = strategist.get(PAGE).content.decode()
    links = re.findall(r'href="(/styring/loesninger/flytning/raekker/[^"]+)" aria-label="[^"]*: (\d+)"', html)
    assert len(links) == 10
    for address, count in links:
        assert f"{count} række" in text(strategist, address.replace("&amp;", "&")), address


def test_rows_say_in_words_what_they_are_about(strategist: Client) -> None:
    a_year()
    told = text(strategist, f"{PAGE}raekker/error/?om=moving_date")
    assert "moving_date" not in told
    assert "Ringede" in text(strategist, f"{PAGE}raekker/then/?om=phoned")


def test_before_anybody_begins_it_says_so_and_shows_no_nought(strategist: Client) -> None:
    contacts.record(channel="telephone", service_id="pas")
    for address in (PAGE, f"{PAGE}?aar=2025"):
        told = text(strategist, address)
        assert "Ingen har begyndt på den i det år" in told
        assert " 0 " not in told.partition("Ingen har begyndt")[2]


def test_who_may_not_see_rows_sees_no_one_to_four(log_in: LogIn) -> None:
    a_year()
    told = text(log_in(Role.DEPARTMENT_HEAD))
    assert "Begyndt 10" in told
    assert "Ringede under 5" in told
    assert "raekker" not in told
    assert "12 minutter" in told


def test_a_supervisor_sees_the_own_department_and_is_led_to_no_totals(log_in: LogIn) -> None:
    a_year()
    supervisor = log_in(Role.SUPERVISOR)
    assert "Begyndt 10" in text(supervisor)
    assert "/styring/tal/" not in supervisor.get(PAGE).content.decode()
    assert supervisor.get(f"{PAGE}raekker/begun/").status_code == 403


def test_another_departments_solution_is_as_one_that_is_not_there(client: Client) -> None:
    account = identity.account_for_staff(
        subject="chef", name="Bo Chef", roles=[Role.DEPARTMENT_HEAD], unit="pladsanvisning"
    )
    client.force_login(account, backend=STAFF)
    for address in (PAGE, "/styring/loesninger/findes-ikke/"):
        assert client.get(address).status_code == 404


@pytest.mark.parametrize("figure", ["step", "begun", "nonsense"])
def test_nonsense_in_an_address_has_no_rows(strategist: Client, figure: str) -> None:
    answer = strategist.get(f"{PAGE}raekker/{figure}/", {"om": "' OR 1=1", "side": "9" * 30, "aar": "x"})
    assert answer.status_code == (404 if figure == "nonsense" else 200)


def test_the_file_has_the_steps(strategist: Client) -> None:
    a_year()
    lines = strategist.get(f"{PAGE}?format=csv").content.decode().splitlines()
    assert lines[1] == "Begyndt;9;;"
    assert lines[-1] == "Sendt;6;;"


def test_who_came_to_an_exit_has_an_end_of_their_own_and_counts_as_gov_uk_counts(strategist: Client) -> None:
    a_year()
    for kind in ("not_entitled", "not_entitled", "already_done"):
        contacts.measure(kind=kind, service_id=MOVE, subject="flytning", at=LONG_AGO)
    told = text(strategist)
    assert "Fik at vide, at det ikke er for dem 2" in told
    assert "Fik at vide, at det er gjort 1" in told
    assert re.search(r"Gennemførte selvbetjeninger 66,67 %", told)
    assert re.search(r"Gennemført, som GOV.UK tæller 100(,00)? %", told), "six and three of nine"
    assert "2 rækker" in text(strategist, f"{PAGE}raekker/not_entitled/")
    lines = strategist.get(f"{PAGE}?format=csv").content.decode().splitlines()
    assert lines[-3:] == [
        "Fik at vide, at det ikke er for dem;2;;",
        "Fik at vide, at det er gjort;1;;",
        "Sendt;6;;",
    ]


def test_another_solution_of_the_service_is_not_mixed_in(strategist: Client) -> None:
    a_year()
    contacts.measure(kind="begun", service_id=MOVE, subject="flyt-ud", journey_id=new_id(), at=LONG_AGO)
    told = text(strategist)
    assert "Begyndt 9" in told
    assert "flere løsninger på nettet" not in told  # it is no solution of ours now


def test_in_english(strategist: Client) -> None:
    a_year()
    told = text(strategist, f"/en{PAGE}")
    assert "What did those who left do?" in told
    assert "Phoned 1" in told


def test_the_page_asks_the_database_a_known_number_of_times(
    strategist: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    a_year()
    strategist.get(PAGE)
    with django_assert_num_queries(16):
        strategist.get(PAGE)


def test_the_words_are_plain() -> None:
    for said in (words.HOW_STEPS, words.HOW_THEN, words.HOW_TIME, words.HOW_ERRORS, words.HOW_SERVICE):
        assert lix(said.da) < 35, said.da
