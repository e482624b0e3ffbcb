"""A designer changes an answer or a fact of a worked case."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from indgang.modules.cases.models import Case
from indgang.modules.cases.tests.conftest import employee
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.selfservice.models import Draft
from indgang.modules.selfservice.schema.examples import read_examples
from indgang.surfaces.desk.designing.tests.test_designing_pages import FLYTNING
from indgang.surfaces.desk.designing.tests.test_designing_pages import designer as designer

pytestmark = pytest.mark.django_db
HERE = "/medarbejder/loesninger/flytning/hvad-nu-hvis/"


def _page(client: Client, address: str = HERE, **posted: str) -> str:
    answer = client.post(address, posted) if posted else client.get(address)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def test_an_example_is_changed_and_its_rules_flip(designer: Client) -> None:
    first = read_examples(FLYTNING)[0].examples[0].id
    page = _page(designer)
    assert f"Du begynder med eksemplet {first}." in page
    assert "Det ville reglerne sige" not in page
    flipped = _page(designer, **{"fact-residents-others": "7"})
    assert "Ingen andre på adressen" in flipped
    assert "Nu: Passer ikke." in flipped
    assert (Case.objects.count(), Draft.objects.count()) == (0, 0)


def test_another_example_is_chosen_by_name_and_stays_chosen(designer: Client) -> None:
    last = read_examples(FLYTNING)[0].examples[-1].id
    page = _page(designer, f"{HERE}?eksempel={last}", _shown="relation", relation="lodger")
    assert f"Du begynder med eksemplet {last}." in page
    assert f'action="{HERE}?eksempel={last}"' in page


@pytest.mark.parametrize("address", [f"{HERE}?eksempel=findes-ikke", HERE.replace("flytning", "findes-ikke")])
def test_what_is_not_there_is_no_page(designer: Client, address: str) -> None:
    assert designer.get(address).status_code == 404


def test_who_designs_nothing_gets_nothing(
    as_staff: Callable[[EmployeeInfo], Client], lyngsoe: object
) -> None:
    assert as_staff(employee("Ole Damgård", "folkeregister")).get(HERE).status_code == 403


def test_the_designers_pages_lead_there(designer: Client) -> None:
    assert HERE in designer.get("/medarbejder/loesninger/flytning/").content.decode()
    assert f"{HERE}?eksempel=" in designer.get("/medarbejder/loesninger/flytning/eksempler/").content.decode()
