"""The steering page of one service: its figures in words, what is missing, and who may see it."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indgang.kernel.text import lix
from indgang.modules.audit.models import Event
from indgang.modules.catalogue import selectors as catalogue_selectors
from indgang.modules.catalogue import services as catalogue
from indgang.modules.contacts import selectors as contacts_selectors
from indgang.modules.contacts import services as contacts
from indgang.modules.contacts.models import Journey
from indgang.modules.identity import services as identity
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Party, Right, Role
from indgang.modules.strategy import selectors as strategy
from indgang.modules.strategy.vocabulary import Cut
from indgang.surfaces.steering.conftest import NOW, STAFF, LogIn
from indgang.surfaces.steering.service import views
from indgang.surfaces.steering.service.words import DEFINITIONS, NAMES, NO_DATA

MOVE = "flytning-indland"
PAGE = f"/styring/ydelse/{MOVE}/"


@pytest.fixture(autouse=True)
def services(content: None) -> None:
    catalogue.load_catalogue(settings.CONTENT_DIR / "municipalities" / "lyngsoe")


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    html = answer.content.decode().replace("\u00a0", " ")
    assert " style=" not in html
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def a_year_of_work() -> None:
    for channel, outcome, minutes in (
        ("telephone", "resolved", 4.0),
        ("telephone", "resolved", 6.0),
        ("telephone", "transferred", None),
        ("in_person", "resolved", 10.0),
    ):
        contacts.record(channel=channel, service_id=MOVE, outcome=outcome, minutes=minutes, handling="staff")
    for answer in ("yes", "no", "no"):
        contacts.measure(kind="website_first", service_id=MOVE, subject=answer, value=1)
    person = identity.know_person(cpr="6104850001", name="Maja Holm")
    party = Party("person", str(person.pk), person.name)
    for days, how in ((-2, "co_served"), (-1, "alone")):
        at = NOW + timedelta(days=days)
        journey = Journey.objects.create(
            person_id=UUID(party.id), service=MOVE, begun_at=at, touched_at=at, closed_at=at
        )
        contacts.record(channel="self_service", service_id=MOVE, party=party, journey_id=journey.pk, at=at)
        contacts.measure(
            kind="completed_how", journey_id=journey.pk, service_id=MOVE, subject=how, value=1, at=at
        )


def test_it_tells_who_came_how_it_went_and_who_manages_alone(strategist: Client) -> None:
    a_year_of_work()
    text = words(strategist, PAGE)
    assert "Anmeld flytning i Danmark: tal for 2026" in text
    assert "Telefon 3 2 1 0 0 0 0 5 (1 uden tid) 67 %" in text
    assert "Personligt 1 1 0 0 0 0 0 10 100 %" in text
    assert "I alt 4 3 1 0 0 0 0 6 (1 uden tid) 75 %" in text
    assert "Havde prøvet hjemmesiden først 33 % 1 af 3" in text
    assert "Kunne selv næste gang 100 % 1 af 1" in text
    assert "Alene 1 50 %" in text
    assert "Med hjælp i kladden 1 50 %" in text
    assert "Skrevet ind af en medarbejder 0 0 %" in text


def test_its_shares_are_those_of_the_indicators_for_the_service(strategist: Client) -> None:
    """Two ways to count, for two pages: by id for the rows here, by the engine for everything else."""
    a_year_of_work()
    contacts.record(channel="telephone", service_id="pas", handling="staff", outcome="transferred")
    contacts.measure(kind="website_first", service_id="pas", subject="no", value=1)
    asked = strategy.question("live-lyngsoe", 2026, cut=Cut(service=MOVE))
    found = {(one.indicator, one.group): one.value for one in strategy.answers(asked)[0]}
    here = contacts_selectors.service_figures(MOVE, *views._period(2026))
    assert found["website_first", "asked"] == here.website_first.percent
    assert found["graduation", "all"] == here.graduation.percent == 100
    assert found["resolved_at_once", "all"] == here.desk.resolved.percent == 75
    for how, share in here.completed.items():
        assert found["take_up", how] == share.percent


def test_what_nobody_counted_is_no_nought(strategist: Client) -> None:
    text = words(strategist, PAGE)
    for figure in NAMES:
        assert f"{NAMES[figure]} {NO_DATA[figure]}" in text
        assert str(DEFINITIONS[figure]) in text
    assert "Vi viser aldrig 0, når der ikke er talt." in text
    assert " 0 %" not in text


@pytest.mark.parametrize(
    ("figure", "rows"),
    [("desk", 4), ("resolved", 4), ("website_first", 3), ("graduation", 2), ("completed", 2)],
)
def test_every_figure_leads_to_its_rows(strategist: Client, figure: str, rows: int) -> None:
    a_year_of_work()
    assert f'href="{PAGE}raekker/{figure}/?aar=2026"' in strategist.get(PAGE).content.decode()
    text = words(strategist, f"{PAGE}raekker/{figure}/?aar=2026")
    assert f"{rows} rækker bag tallet" in text
    assert "Maja Holm" not in text


def test_rows_say_in_words_what_was_answered(strategist: Client) -> None:
    a_year_of_work()
    assert "Med hjælp i kladden" in words(strategist, f"{PAGE}raekker/completed/")
    text = words(strategist, f"{PAGE}raekker/website_first/")
    assert "Ja" in text
    assert "Nej" in text
    assert "Ingen rækker" in words(strategist, f"{PAGE}raekker/help_asked/")


def test_many_rows_come_a_page_at_a_time(strategist: Client) -> None:
    for _ in range(60):
        contacts.record(channel="telephone", service_id=MOVE, handling="staff")
    assert words(strategist, f"{PAGE}raekker/desk/?side=2").count("Telefon") == 10
    assert words(strategist, f"{PAGE}raekker/desk/?side=99").count("Telefon") == 10
    assert words(strategist, f"{PAGE}raekker/desk/?side=nonsense").count("Telefon") == 50


def test_another_year_has_its_own_rows(strategist: Client) -> None:
    contacts.record(channel="telephone", service_id=MOVE, handling="staff", at=NOW - timedelta(days=300))
    assert "Ingen henvendelser er talt." in words(strategist, PAGE)
    assert "Telefon 1" in words(strategist, f"{PAGE}?aar=2025")
    for odd in ("1999", "2099", "20260", "x", "٢٠٢٦"):
        assert "tal for 2026" in words(strategist, f"{PAGE}?aar={odd}")


def test_the_list_has_every_service_the_most_asked_about_first(strategist: Client) -> None:
    contacts.record(channel="telephone", service_id="pas", handling="staff")
    html = strategist.get("/styring/ydelser/").content.decode()
    assert html.index("/styring/ydelse/pas/") < html.index(PAGE)
    assert html.count("Ingen tal") > 50
    assert "/styring/ydelser/" in strategist.get("/styring/").content.decode()


@pytest.mark.parametrize("address", ["/styring/ydelse/findes-ikke/", f"{PAGE}raekker/findes-ikke/"])
def test_what_is_not_there_is_not_found(strategist: Client, address: str) -> None:
    assert strategist.get(address).status_code == 404


def log_in_from(client: Client, role: Role, unit: str) -> Client:
    account = identity.account_for_staff(subject="chef", name="Bo Chef", roles=[role], unit=unit)
    client.force_login(account, backend=STAFF)
    return client


@pytest.mark.parametrize("role", [Role.DEPARTMENT_HEAD, Role.SUPERVISOR])
def test_a_department_sees_its_own_services_only(client: Client, role: Role) -> None:
    head = log_in_from(client, role, "pladsanvisning")
    assert head.get("/styring/ydelse/boernehave/").status_code == 200
    assert head.get(PAGE).status_code == 404
    assert Event.objects.filter(action="refused_not_yours", object=f"page:{PAGE}").exists()
    html = head.get("/styring/ydelser/").content.decode()
    assert "/styring/ydelse/boernehave/" in html
    assert PAGE not in html


def test_a_head_begins_at_the_own_department_and_may_see_the_totals(client: Client) -> None:
    contacts.record(channel="telephone", service_id="boernehave", handling="staff")
    contacts.record(channel="telephone", service_id=MOVE, handling="staff")
    head = log_in_from(client, Role.DEPARTMENT_HEAD, "pladsanvisning")
    assert head.get("/styring/").headers["Location"] == "/styring/ydelser/"
    text = words(head, "/styring/ydelser/")
    assert "Børne- og Ungdomsforvaltningen." in text
    assert "I alt 1 henvendelse hos medarbejdere om forvaltningens ydelser i 2026." in text
    assert 'href="/styring/kommunen/"' in head.get("/styring/ydelser/").content.decode()
    assert head.get("/styring/kommunen/").status_code == 200


def test_a_supervisor_sees_the_own_department_and_no_totals(client: Client) -> None:
    supervisor = log_in_from(client, Role.SUPERVISOR, "pladsanvisning")
    assert supervisor.get("/styring/").headers["Location"] == "/styring/ydelser/"
    assert 'href="/styring/kommunen/"' not in supervisor.get("/styring/ydelser/").content.decode()
    for page in ("/styring/kommunen/", "/styring/tal/copenhagen-2009/2009/contacts/digital/"):
        assert supervisor.get(page).status_code == 403


def test_rows_need_the_figures_reach_too() -> None:
    """Somebody with rows everywhere but figures for a department alone sees no rows of another department."""
    clerk = EmployeeInfo("1", "A", "pladsanvisning", (Role.SUPERVISOR,), frozenset(Right))
    service = catalogue_selectors.services()[MOVE]
    assert not views._reaches(clerk, service)
    assert not views._reaches(clerk, service, Right.SEE_LEDGER_ROWS)
    assert views._reaches(clerk, catalogue_selectors.services()["boernehave"])


def test_who_has_no_unit_sees_no_service(client: Client) -> None:
    head = log_in_from(client, Role.DEPARTMENT_HEAD, "")
    assert head.get(PAGE).status_code == 404


@pytest.mark.parametrize(
    ("role", "page", "rows"),
    [
        (Role.BOARD, 200, 403),
        (Role.ADMINISTRATOR, 200, 403),
        (Role.STRATEGIST, 200, 200),
        (Role.CLERK, 403, 403),
        (Role.EDITOR, 403, 403),
    ],
)
def test_rows_are_for_the_strategist(log_in: LogIn, role: Role, page: int, rows: int) -> None:
    client = log_in(role)
    assert client.get(PAGE).status_code == page
    assert client.get(f"{PAGE}raekker/desk/").status_code == rows
    if page == 200 and rows == 403:
        contacts.record(channel="telephone", service_id=MOVE, handling="staff")
        assert "raekker" not in client.get(PAGE).content.decode()


def test_the_page_takes_few_queries_however_much_there_is(
    strategist: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    a_year_of_work()
    strategist.get(PAGE)
    with django_assert_max_num_queries(7):
        strategist.get(PAGE)


def test_every_text_is_easy_danish_and_has_english() -> None:
    for text in (*NAMES.values(), *DEFINITIONS.values(), *NO_DATA.values()):
        assert text.en
    assert lix(" ".join(text.da for text in DEFINITIONS.values())) < 35
