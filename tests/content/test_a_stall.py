"""A solution that is content alone, from all sides: Simon has his stalls at once, Peter's pancakes wait for Vera with
the reason written, and steering has counted both.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from indgang.kernel import events
from indgang.modules.cases.models import Case
from indgang.modules.cases.tests.conftest import employee
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Role
from indgang.modules.selfservice.tests.conftest import lyngsoe, outside, person, the_21st_of_november
from indgang.modules.selfservice.tests.test_loppemarked import ANSWERS, market
from indgang.modules.strategy import services as strategy
from indgang.project.wiring import HANDLERS
from indgang.surfaces.desk.conftest import as_staff, plain_pages
from indgang.surfaces.portal.forms.tests.browser import Page
from indgang.surfaces.portal.forms.tests.conftest import Visitor, visit

__all__ = [
    "as_staff",
    "lyngsoe",
    "market",
    "outside",
    "person",
    "plain_pages",
    "the_21st_of_november",
    "visit",
]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def everybody_hears(market: None, plain_pages: None) -> None:
    events.connect(HANDLERS)
    strategy.load_strategies(Path(settings.CONTENT_DIR))


def applies(citizen: Visitor, **bod: str) -> Page:
    """From the service's first page to the receipt, without JavaScript."""
    begun = citizen.client.post(reverse("portal:begin", args=["loppemarked"]))
    draft = str(begun["Location"]).split("/")[2]
    for step, values in ANSWERS.items():
        answers: dict[str, Any] = {**values, **bod} if step == "bod" else {**values}
        page = citizen.fill(draft, step, **answers)
        while page.address.split("?")[0].endswith(f"/{step}/") and page.status == 200:
            page = citizen.send(page.form())  # something to know was told first
    return citizen.send(citizen.get(f"/kladde/{draft}/kontroller/").form())


def words(client: Client, address: str) -> str:
    answer = cast(HttpResponse, client.get(address))
    assert answer.status_code == 200, address
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode().partition("<main")[2]).split())


def test_simon_has_two_stalls_and_peter_waits_for_vera(
    visit: Callable[[str], Visitor], as_staff: Callable[[EmployeeInfo], Client]
) -> None:
    simon = applies(visit("simon"), stalls="two")
    assert "Ja, du har en plads på loppemarkedet" in simon.text
    assert "Der er marked på torvet" in simon.text

    peter = applies(visit("peter"), goods="food", what="Pandekager fra en brandbil", stalls="one")
    assert "En medarbejder ser på det" in peter.text
    vera = as_staff(employee("Vera Holm", "veje", Role.CASEWORKER))
    case = Case.objects.get(unit="veje", party_name__startswith="Peter")
    page = words(vera, f"/medarbejder/sag/{case.pk}/")
    assert "Pandekager fra en brandbil" in page
    assert "Der må ikke sælges mad og drikke på loppemarkedet" in page

    jakob = as_staff(employee("Jakob Elm", "borgerservice", Role.STRATEGIST))
    page = words(jakob, "/styring/loesninger/loppemarked/")
    counted = "Begyndt 2 Hvilken dag vil du med? 2 Hvad vil du sælge? 2 Hvordan får vi fat i dig? 2"
    assert f"{counted} Er du med på reglerne? 2 Sendt 2" in page
