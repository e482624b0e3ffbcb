"""The page of what people answered."""

import re
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client

from indgang.modules.catalogue import selectors as known
from indgang.modules.catalogue import services as catalogue
from indgang.modules.contacts import services as contacts
from indgang.modules.identity.vocabulary import Role
from indgang.surfaces.steering.conftest import LogIn

pytestmark = pytest.mark.django_db


def text_of(response: Any) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode()))).replace(
        "\xa0", " "
    )


def say(answer: str, times: int, audience: str, department: str = "", service: str = "") -> None:
    for _ in range(times):
        contacts.measure(
            kind="satisfaction", subject=answer, value=1, audience=audience, department=department,
            service_id=service, journey_id=uuid4() if audience != "staff" else None,
        )  # fmt: skip


def test_each_audience_stands_for_itself_with_the_goals_of_the_strategies(strategist: Client) -> None:
    say("easy", 6, "citizen", service="pas")
    say("hard", 2, "citizen", service="pas")
    say("very_easy", 4, "company", service="pas")
    say("easy", 5, "staff", department="kbf")
    say("hard", 2, "staff", department="tmf")
    page = strategist.get("/styring/tilfredshed/")
    text = text_of(page)
    assert "Borgere 75 % Svar i alt: 8" in text
    assert "90 % i 2015 (" in text
    assert "Virksomheder For få svar" in text
    assert "Medarbejdere 71 % Svar i alt: 7" in text
    assert "Der er for få svar til at vise forvaltningerne." in text  # five of seven: the two would be found
    assert "pas 83 % 12" in text
    link = re.search(r'<a href="(/styring/tal/[^"]+)" aria-label="Borgere: ', page.content.decode())
    assert link is not None
    assert "75,00 %" in text_of(strategist.get(unescape(link[1])))


def test_departments_are_shown_when_nobody_can_be_found(strategist: Client) -> None:
    say("easy", 5, "staff", department="kbf")
    say("hard", 6, "staff", department="tmf")
    text = text_of(strategist.get("/styring/tilfredshed/"))
    assert "Tilfredse medarbejdere" in text
    assert re.search(r" 100 % 5 .* 0 % 6 | 0 % 6 .* 100 % 5 ", text)


def test_before_anybody_answered_and_for_odd_years_the_page_stands(strategist: Client) -> None:
    for year in ("", "2025", "1066", "x", "9" * 400):
        text = text_of(strategist.get("/styring/tilfredshed/", {"aar": year}))
        assert "Ingen ydelse har fået fem svar endnu." in text
        assert "For få svar" in text


def test_the_file_says_what_the_page_says(strategist: Client) -> None:
    say("easy", 6, "citizen", service="=pas")
    lines = strategist.get("/styring/tilfredshed/?format=csv").content.decode("utf-8-sig").splitlines()
    assert lines[:2] == ["Hvem;Svar i alt;Tilfredse i procent", "Borgere;6;100"]
    assert "'=pas;6;100" in lines


@pytest.mark.parametrize("role", [Role.CLERK, Role.SUPERVISOR, Role.EDITOR])
def test_only_who_sees_totals_reads_it(log_in: LogIn, role: Role) -> None:
    assert log_in(role).get("/styring/tilfredshed/").status_code == 403


def test_a_department_head_sees_the_own_departments_services_alone(log_in: LogIn) -> None:
    head = log_in(
        Role.DEPARTMENT_HEAD
    )  # of the department oekf, as passports are; building permits are of tmf
    catalogue.load_catalogue(settings.CONTENT_DIR / "municipalities" / "lyngsoe")
    say("easy", 6, "citizen", service="pas")
    say("easy", 7, "citizen", service="byggetilladelse")
    catalogue_names = {id: str(one.name).lower() for id, one in known.services().items()}
    for address in ("/styring/tilfredshed/", "/styring/tilfredshed/?format=csv"):
        shown = head.get(address).content.decode("utf-8-sig").lower()
        assert catalogue_names["pas"] in shown
        assert catalogue_names["byggetilladelse"] not in shown
