"""Departments: as it is, as it is meant to be, and who sees which."""

import re

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from indgang.modules.contacts import services as contacts
from indgang.modules.identity.vocabulary import Role
from indgang.surfaces.steering.conftest import LogIn

PAGE = "/styring/forvaltninger/"


def text(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    html = answer.content.decode().replace("\u00a0", " ")
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def count() -> None:
    contacts.record(channel="telephone", department="tmf", outcome="resolved", handling="staff")
    contacts.record(channel="self_service", department="tmf", handling="automatic")
    contacts.record(channel="telephone", department="oekf", handling="staff")
    contacts.record(channel="telephone", handling="staff")


def test_how_people_turn_to_each_department(strategist: Client) -> None:
    count()
    page = text(strategist)
    assert "Teknik- og Miljøforvaltningen 2 50,0 % 50,0 % 0,0 % 0,0 % 55 kr. 100,0 %" in page
    assert "Økonomiforvaltningen 1 0,0 % 100,0 % 0,0 % 0,0 % 50 kr. Ukendt" in page
    assert "Ingen forvaltning skrevet på 1" in page
    assert "Socialforvaltningen Ingen tal" in page


def test_a_number_opens_its_definition_of_the_same_department(strategist: Client) -> None:
    count()
    found = re.search(r'href="([^"]+forvaltning=tmf)"', strategist.get(PAGE).content.decode())
    assert found is not None
    assert "Teknik- og Miljøforvaltningen" in text(strategist, found[1].replace("&amp;", "&"))


def test_what_its_strategy_wants(strategist: Client) -> None:
    html = strategist.get(PAGE).content.decode()
    part = html[html.index('id="to-be"') :]
    assert 'href="/styring/strategi/lyngsoe-tmf-2026/"' in part
    assert "/styring/strategi/lyngsoe-tmf-2026/maal/" in part
    for address in set(re.findall(r'href="(/styring/strategi/[^"#]+)', part)):
        assert strategist.get(address.replace("&amp;", "&")).status_code == 200
    assert "citizen-2012" not in part


def test_a_head_sees_the_own_department_alone(log_in: LogIn) -> None:
    count()
    page = text(log_in(Role.DEPARTMENT_HEAD))
    assert "Din forvaltning" in page
    assert "Økonomiforvaltningen 1" in page
    assert "Teknik- og Miljøforvaltningen" not in page
    assert "Ingen forvaltning skrevet på" not in page
    csv = log_in(Role.DEPARTMENT_HEAD).get(f"{PAGE}?format=csv").content.decode()
    assert "Teknik" not in csv


def test_before_anything_is_counted(strategist: Client) -> None:
    page = text(strategist)
    assert "Ingen henvendelser er talt i det år." in page
    assert "0 kr." not in page


def test_as_many_questions_whatever_there_is(
    strategist: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    count()
    strategist.get(PAGE)
    with django_assert_num_queries(10):
        strategist.get(PAGE)
