"""A counting week from plan to ledger: the strategist's pages, and the telephone at the counter."""

import csv
import io
import re
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indgang.kernel import clock
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.contacts import selectors
from indgang.modules.contacts.models import Contact, CountingTick
from indgang.modules.identity.vocabulary import Role
from indgang.surfaces.steering.conftest import LogIn

CITY = "borgerservice-midtby"
PLAN = {
    "title": "Uge 19",
    "begins-day": "4", "begins-month": "5", "begins-year": "2026",
    "ends-day": "10", "ends-month": "5", "ends-year": "2026",
    "every_nth": "1",
    "entrances": [CITY, "borgerservice-nord"],
}  # fmt: skip
HERE = f"/medarbejder/taelleuge/uge-19/{CITY}/"
WEEK = "/styring/taelleuger/uge-19/"


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    html = answer.content.decode().replace("\u00a0", " ")
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def key(client: Client) -> str:
    found = re.search(r'name="noegle" value="([^"]+)"', client.get(HERE).content.decode())
    assert found is not None
    return found[1]


@pytest.fixture
def week(strategist: Client, places: None) -> None:
    assert strategist.post("/styring/taelleuger/", PLAN).status_code == 302


def tap(client: Client, **more: str) -> int:
    facts = {"kanal": "telephone", "hvad": "information", "noegle": key(client), **more}
    return client.post(HERE, facts).status_code


def test_a_week_is_planned_and_stands_on_the_list(week: None, strategist: Client) -> None:
    assert "Uge 19 4. maj – 10. maj 2026 2 Åben" in words(strategist, "/styring/taelleuger/").replace(
        "–", " – "
    )


def test_several_entrances_can_be_chosen_and_none_that_is_online(strategist: Client, places: None) -> None:
    html = strategist.get("/styring/taelleuger/").content.decode()
    assert len(re.findall(r'<input type="checkbox"[^>]*name="entrances"', html)) == 10
    assert "selvbetjening" not in re.findall(r'name="entrances" value="([^"]+)"', html)


def test_a_head_is_offered_the_entrances_of_the_own_department(log_in: LogIn, places: None) -> None:
    head = log_in(Role.DEPARTMENT_HEAD)
    offered = re.findall(
        r'name="entrances" value="([^"]+)"', head.get("/styring/taelleuger/").content.decode()
    )
    assert CITY in offered
    assert "jobcenter" not in " ".join(offered)
    other = next(one for one in ("jobcenter", "pladsanvisningen") if one not in offered)
    answer = head.post("/styring/taelleuger/", PLAN | {"entrances": [other]})
    assert answer.status_code == 422
    assert "Vælg fra listen." in answer.content.decode()


def test_a_plan_with_mistakes_keeps_what_was_typed_and_says_what_to_do(
    strategist: Client, places: None
) -> None:
    answer = strategist.post("/styring/taelleuger/", PLAN | {"ends-day": "31", "every_nth": "mange"})
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Skriv et helt tal." in html
    assert 'value="Uge 19"' in html
    assert 'value="mange"' in html
    answer = strategist.post("/styring/taelleuger/", PLAN | {"ends-day": "31"})
    assert answer.status_code == 422
    assert "En tælleuge varer højst 14 dage." in answer.content.decode()
    assert selectors.counting_weeks() == []


def test_who_only_reads_cannot_plan_or_close(week: None, log_in: LogIn) -> None:
    board = log_in(Role.BOARD)
    assert "Planlæg" not in words(board, "/styring/taelleuger/")
    board.post("/styring/taelleuger/", PLAN | {"title": "Min uge"})
    assert [one.slug for one in selectors.counting_weeks()] == ["uge-19"]
    assert board.post(f"{WEEK}luk/").status_code == 403


def test_one_press_is_one_contact_and_the_channel_stays(week: None, at_the_counter: Client) -> None:
    assert CITY in at_the_counter.get("/medarbejder/taelleuge/").content.decode()
    assert tap(at_the_counter) == 302
    html = at_the_counter.get(f"{HERE}?kanal=telephone").content.decode()
    assert re.search(r'value="telephone"[^>]*checked', html)
    assert "<strong>1</strong> kryds i dag" in html
    assert "Får noget at vide, Telefon" in html


def test_a_double_tap_is_one_contact(week: None, at_the_counter: Client) -> None:
    once = key(at_the_counter)
    for _ in range(2):
        assert tap(at_the_counter, noegle=once) == 302
    assert CountingTick.objects.count() == 1
    assert "Krydset var sat allerede" in at_the_counter.get(HERE).content.decode()


def test_a_press_without_a_channel_says_so_and_keeps_the_rest(week: None, at_the_counter: Client) -> None:
    answer = at_the_counter.post(HERE, {"hvad": "status", "ydelse": "pas", "noegle": "x"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Vælg først, hvordan de henvender sig." in html
    assert re.search(r'<option value="pas"[^>]*selected', html)
    assert tap(at_the_counter, hvad="sladder") == 422
    assert not CountingTick.objects.exists()


def test_a_press_can_be_taken_back(week: None, at_the_counter: Client) -> None:
    tap(at_the_counter)
    found = re.search(r'name="kryds" value="([^"]+)"', at_the_counter.get(HERE).content.decode())
    assert found is not None
    assert at_the_counter.post(f"{HERE}fortryd/", {"kryds": found[1]}).status_code == 302
    assert "<strong>0</strong> kryds i dag" in at_the_counter.get(HERE).content.decode()
    assert at_the_counter.post(f"{HERE}fortryd/", {"kryds": "nonsense"}).status_code == 404


def test_the_day_is_said_at_the_counter_and_corrected_in_steering(
    week: None, at_the_counter: Client, strategist: Client
) -> None:
    tap(at_the_counter)
    assert at_the_counter.post(f"{HERE}dag/", {"dag": "2026-05-04", "dagen": "counted"}).status_code == 302
    assert "I dag står som: Talt." in words(at_the_counter, HERE)
    assert at_the_counter.post(f"{HERE}dag/", {"dag": "i går", "dagen": "counted"}).status_code == 422
    assert at_the_counter.post(f"{HERE}dag/", {"dag": "2026-05-04", "dagen": ""}).status_code == 422
    change = {"indgang": CITY, "dag": "2026-05-04", "dagen": "missing"}
    assert strategist.post(f"{WEEK}dag/", change).status_code == 302
    assert "1 kryds er ikke med" in words(strategist, WEEK)
    assert strategist.post(f"{WEEK}dag/", change | {"dagen": ""}).status_code == 422


def test_the_week_becomes_a_batch_with_its_weights(
    week: None, at_the_counter: Client, strategist: Client
) -> None:
    tap(at_the_counter, ydelse="pas", hjemmeside="yes")
    tap(at_the_counter, hvad="misdirected")
    assert "Luk tælleugen" not in words(strategist, WEEK)
    clock.freeze(datetime(2026, 5, 11, 8, tzinfo=UTC))
    text = words(strategist, WEEK)
    assert "100 % af dem, vi spurgte, havde prøvet hjemmesiden først. Vi spurgte 1." in text
    assert "1 af 6 dage" in text
    assert "Det svarer til 12 henvendelser" in text
    assert "Telefon 12 0 0 %" in text
    assert strategist.post(f"{WEEK}luk/").status_code == 302
    rows = Contact.objects.filter(batch__name="taelling-uge-19")
    assert list(rows.values_list("weight", "channel")) == [(Decimal(6), "telephone")] * 2
    assert "Ugen er lukket, og tallene står fast." in words(strategist, WEEK)
    assert "Tælleugen er slut." in words(at_the_counter, HERE)
    assert tap_after_the_end(at_the_counter) == 409


def tap_after_the_end(client: Client) -> int:
    facts = {"kanal": "telephone", "hvad": "information", "noegle": "late"}
    return client.post(HERE, facts).status_code


def test_the_export_opens_in_a_danish_spreadsheet(
    week: None, at_the_counter: Client, strategist: Client
) -> None:
    tap(at_the_counter, ydelse="pas")
    answer = strategist.get(f"{WEEK}taelleuge.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="uge-19-komhen-lignende.csv"'
    head, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")), delimiter=";")
    assert head[0] == "KLE"
    assert row[1:] == ["Få nyt pas", "Telefon", "Information", "nej", "nej", "1", "1"]


def test_a_week_that_is_not_there(strategist: Client, at_the_counter: Client) -> None:
    assert strategist.get("/styring/taelleuger/uge-99/").status_code == 404
    assert at_the_counter.get("/medarbejder/taelleuge/uge-99/xyz/").status_code == 404


def test_the_pages_ask_as_many_questions_whatever_was_ticked(
    week: None,
    at_the_counter: Client,
    strategist: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _ in range(3):
        tap(at_the_counter)
    at_the_counter.get(HERE)
    strategist.get(WEEK)
    with django_assert_num_queries(6):
        at_the_counter.get(HERE)
    with django_assert_num_queries(7):
        strategist.get(WEEK)


def test_in_english(week: None, at_the_counter: Client, strategist: Client) -> None:
    assert "How did the day go?" in words(at_the_counter, f"/en{HERE}")
    assert "Are the figures complete?" in words(strategist, f"/en{WEEK}")


def test_the_export_tells_a_head_of_no_service_of_another_department(
    week: None, at_the_counter: Client, log_in: LogIn
) -> None:
    by_department = {one.department: one.id for one in catalogue.services().values()}
    ours, theirs = by_department["oekf"], by_department["tmf"]
    for service in (ours, theirs, ""):
        tap(at_the_counter, ydelse=service)
    file = log_in(Role.DEPARTMENT_HEAD).get(f"{WEEK}taelleuge.csv").content.decode("utf-8-sig")
    lines = list(csv.reader(io.StringIO(file), delimiter=";"))[1:]
    assert str(catalogue.services()[theirs].name) not in file
    assert str(catalogue.services()[ours].name) in file
    assert [line[0] for line in lines if line[1] == "Andre forvaltningers ydelser"] == [""]
    assert sum(int(line[6]) for line in lines) == 3
    whole = log_in(Role.BOARD).get(f"{WEEK}taelleuge.csv").content.decode("utf-8-sig")
    assert str(catalogue.services()[theirs].name) in whole
