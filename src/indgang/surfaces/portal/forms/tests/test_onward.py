"""Where the municipality hands over, the page guides to the national solution, and the way out is counted."""

import pytest
from django.core.cache import cache
from django.db import OperationalError
from django.test import Client

from indgang.kernel.strict_yaml import ContentError
from indgang.modules.contacts.models import Contact
from indgang.modules.selfservice import selectors
from indgang.modules.selfservice.schema.folder import read_source, ready
from indgang.modules.selfservice.services import handing_over
from indgang.modules.selfservice.tests.conftest import FLYTNING
from indgang.modules.selfservice.tests.handed_over import ADDRESS, NATIONAL, hand_over
from indgang.surfaces.common import people
from indgang.surfaces.portal.forms.tests.test_begin import Visit

pytestmark = pytest.mark.django_db
PAGE, OUT = "/selvbetjening/flytning/", "/videre/flytning/"


@pytest.fixture(autouse=True)
def nobody_went_before(lyngsoe: object) -> None:
    cache.clear()


def test_the_page_says_what_to_have_what_to_do_and_who_helps(client: Client) -> None:
    hand_over()
    html = client.get(PAGE).content.decode()
    for words in (
        "Flytning på borger.dk", "Hav det her klar", "MitID", "Skriv den nye adresse.", "www.borger.dk",
        "Du hører fra folkeregistret.", f'href="{OUT}"',
    ):  # fmt: skip
        assert words in html
    assert "Log ind og begynd" not in html
    assert str(selectors.solution("flytning").summary) not in html  # it tells what we would do
    assert ADDRESS not in html  # the way out is counted, so the page itself does not lead past it


def test_who_goes_on_is_counted_once_as_nobody(client: Client) -> None:
    hand_over()
    answer = client.get(OUT)
    assert (answer.status_code, answer["Location"]) == (302, ADDRESS)
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]
    row = Contact.objects.get()
    assert (row.channel, row.kind, row.outcome, row.handling) == (
        "web", "information", "transferred", "automatic",
    )  # fmt: skip
    assert (row.service, row.department, row.audience) == ("flytning-indland", "oekf", "citizen")
    assert (row.party_key, row.journey) == ("", None)
    assert not client.cookies


def test_a_look_ahead_a_question_for_the_head_and_staff_are_not_counted(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_over()
    assert client.head(OUT)["Location"] == ADDRESS
    assert client.get(OUT, headers={"Sec-Purpose": "prefetch"})["Location"] == ADDRESS
    assert client.post(OUT).status_code == 405
    assert client.get("/videre/loppemarked/").status_code == 404
    monkeypatch.setattr(people, "is_staff", lambda request: True)
    assert client.get(OUT)["Location"] == ADDRESS
    assert not Contact.objects.exists()


def test_a_flood_goes_on_but_is_not_counted(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_over()
    monkeypatch.setattr(handing_over, "MOST_A_MINUTE", 2)
    assert {client.get(OUT)["Location"] for _ in range(4)} == {ADDRESS}
    assert Contact.objects.count() == 2


def test_who_cannot_be_counted_goes_on_all_the_same(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(**row: object) -> None:
        raise OperationalError("the ledger is busy")

    hand_over()
    monkeypatch.setattr("indgang.modules.contacts.services.record", busy)
    assert client.get(OUT)["Location"] == ADDRESS


def test_who_does_it_here_has_no_way_out(client: Client) -> None:
    hand_over("own")
    assert client.get(OUT).status_code == 404
    assert "Log ind og begynd" in client.get(PAGE).content.decode()


def test_who_is_logged_in_is_guided_too_and_begins_nothing(visit: Visit) -> None:
    hand_over()
    mads = visit("mads")
    answer = mads.client.post(PAGE, {})
    assert answer.status_code == 409
    assert f'href="{OUT}"' in answer.content.decode()
    mads.client.get(OUT)
    assert Contact.objects.get().party_key == ""


@pytest.mark.parametrize(
    ("written", "instead", "says"),
    [
        (ADDRESS, "http://www.borger.dk/", "address"),
        (ADDRESS, "https://somebody@evil.example/", "address"),
        (ADDRESS, '"javascript:alert(1)"', "address"),
        ("da: MitID,", 'da: "{phone}",', "Nothing is filled in here"),
    ],
)
def test_what_content_may_not_say(written: str, instead: str, says: str) -> None:
    source = read_source(FLYTNING)
    assert written in NATIONAL
    source["solution.yaml"] += NATIONAL.replace(written, instead)
    with pytest.raises(ContentError, match=says):
        ready(source)
