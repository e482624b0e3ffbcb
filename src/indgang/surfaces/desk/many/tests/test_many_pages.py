"""The pages of letters to many, from the list to the last letter."""

from collections.abc import Callable
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve
from pytest_django import DjangoAssertNumQueries

from indgang.kernel.ids import new_id
from indgang.kernel.text import Text
from indgang.modules.cases.tests.conftest import employee
from indgang.modules.identity.selectors import EmployeeInfo
from indgang.modules.identity.vocabulary import Role
from indgang.modules.messages import services as messages
from indgang.modules.messages.models import BulkRun, Message
from indgang.modules.messages.selectors.bulk import OWNER
from indgang.modules.messages.services import bulk, templates
from indgang.modules.messages.vocabulary import Block, BulkState, Cause, Letter, LetterTemplate
from indgang.surfaces.desk.post.tests.conftest import missed

MANY = "/medarbejder/mange/"
GOOD = "cpr;navn;dag\n6104850001;Maja Holm;tirsdag\n6204850002;Bo Lind;onsdag\n"
Post = Callable[..., UUID]


@pytest.fixture
def hanne(lyngsoe: object) -> EmployeeInfo:
    """A supervisor of the front desk."""
    letter = Letter(
        Text("Ny dag", "New day"),
        (Block("result", Text("Kære {name}. Vi kommer {dag}.", "Dear {name}: {dag}.")),),
    )
    messages.register_letters(
        owner=OWNER, letters={"ny-dag": LetterTemplate(letter, frozenset({"name", "dag"}))}
    )
    return employee("Hanne Lund", "borgerservice", Role.SUPERVISOR)


@pytest.fixture
def browser(as_staff: Callable[[EmployeeInfo], Client], hanne: EmployeeInfo) -> Client:
    return as_staff(hanne)


def _send(browser: Client, content: str, **typed: str) -> object:
    upload = SimpleUploadedFile("liste.csv", content.encode(), content_type="text/csv")
    return browser.post(f"{MANY}ny/", {"brev": "ny-dag", "liste": upload, **typed})


@pytest.fixture
def ready(browser: Client) -> UUID:
    """A letter to two that is ready."""
    _send(browser, GOOD, titel="Affald på Havnegade", tempo="0")
    return BulkRun.objects.get().pk


def test_a_list_becomes_a_letter_to_many_that_is_looked_at_first(browser: Client) -> None:
    assert "Lav en udsendelse" in browser.get(MANY).content.decode()
    form = browser.get(f"{MANY}ny/").content.decode()
    assert "brevet bruger også dag" in form
    answer = _send(browser, GOOD, titel="Affald på Havnegade")
    run = BulkRun.objects.get()
    assert answer["Location"] == f"{MANY}{run.pk}/"  # type: ignore[index]
    page = browser.get(f"{MANY}{run.pk}/").content.decode()
    assert "2 modtagere. Intet er sendt endnu." in page
    assert "Kære Maja Holm. Vi kommer tirsdag." in page
    assert "Send 2 breve" in page
    assert "610485" not in page
    assert not Message.objects.exists()


def test_what_is_wrong_is_told_by_line_and_what_was_typed_stays(browser: Client) -> None:
    answer = _send(browser, "cpr;navn;dag\n12;Maja;man\n;Bo;tir\n", titel="Min titel", tempo="60")
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "Ingen i listen kan få brevet" in page
    assert "Det er ikke et cpr-nummer" in page
    assert 'value="Min titel"' in page
    assert '<option value="60" selected' in page
    assert not BulkRun.objects.exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "Vælg en fil, der ikke er tom"),
        ("navn\nMaja\n", "cpr eller cvr"),
        ("cpr\n6104850001\n", "Brevet bruger dag"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_beside_the_field(
    browser: Client, content: str, says: str
) -> None:
    answer = _send(browser, content)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert says in answer.content.decode()  # type: ignore[attr-defined]


def test_bad_input_is_never_a_500(browser: Client) -> None:
    assert (
        browser.post(
            f"{MANY}ny/", {"brev": "x" * 5000, "enhed": "\x00", "noegle": "?", "tempo": "-1"}
        ).status_code
        == 422
    )
    assert _send(browser, "\x00\x01;;;\n\x00").status_code == 422  # type: ignore[attr-defined]
    assert browser.get(f"{MANY}liste/findes-ikke.csv").status_code == 404


def test_a_form_sent_twice_is_one_letter_to_many(browser: Client) -> None:
    key = "0198c0de-0000-7000-8000-000000000001"
    _send(browser, GOOD, noegle=key)
    again = _send(browser, GOOD, noegle=key)
    assert again["Location"] == f"{MANY}{key}/"  # type: ignore[index]
    assert BulkRun.objects.count() == 1


def test_the_empty_list_has_the_columns_that_the_letter_needs(browser: Client) -> None:
    answer = browser.get(f"{MANY}liste/ny-dag.csv")
    assert answer.content.decode("utf-8-sig") == "cpr;cvr;navn;dag\r\n"


def test_started_paused_resumed_and_done(browser: Client, ready: UUID) -> None:
    here = f"{MANY}{ready}/"
    assert "bliver skrevet og sendt nu" in browser.post(f"{here}start/", follow=True).content.decode()
    bulk.step(ready, at_most=1)
    assert "1 af 2 breve er skrevet" in browser.get(here).content.decode()
    assert "før du siger til" in browser.post(f"{here}pause/", follow=True).content.decode()
    bulk.step(ready)
    paused = browser.get(here).content.decode()
    assert "Sat på pause" in paused
    assert 'value="1" max="2"' in paused
    browser.post(f"{here}fortsaet/")
    bulk.step(ready)
    done = browser.get(here).content.decode()
    assert "2 af 2 breve er skrevet" in done
    assert "Færdig" in done
    assert "Stop for altid" not in done
    assert "kan ikke lade sig gøre nu" in browser.post(f"{here}pause/", follow=True).content.decode()


def test_stopping_takes_a_reason(browser: Client, ready: UUID) -> None:
    here = f"{MANY}{ready}/"
    asked = browser.post(f"{here}stop/", {"hvorfor": " "})
    assert asked.status_code == 422
    assert "Skriv, hvorfor du stopper" in asked.content.decode()
    stopped = browser.post(f"{here}stop/", {"hvorfor": "Forkert dag"}, follow=True).content.decode()
    assert "Forkert dag" in stopped
    assert BulkRun.objects.get().state == BulkState.STOPPED


def test_deeds_are_posted_and_others_find_no_page(
    browser: Client, as_staff: Callable[[EmployeeInfo], Client], ready: UUID
) -> None:
    assert browser.get(f"{MANY}{ready}/start/").status_code == 405
    other = as_staff(employee("Tina Vangede", "pladsanvisning", Role.SUPERVISOR))
    assert other.get(f"{MANY}{ready}/").status_code == 404
    assert other.post(f"{MANY}{ready}/start/").status_code == 404
    assert "Affald" not in other.get(MANY).content.decode()
    caseworker = as_staff(employee("Per Krog", "borgerservice", Role.CASEWORKER))
    assert caseworker.get(MANY).status_code == 403


def test_the_list_and_the_page_ask_few_questions(
    browser: Client, ready: UUID, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    browser.post(f"{MANY}{ready}/start/")
    bulk.step(ready, at_most=1)
    browser.get(MANY)
    with django_assert_max_num_queries(4):
        browser.get(MANY)
    with django_assert_max_num_queries(6):
        browser.get(f"{MANY}{ready}/")


def test_what_did_not_arrive_is_listed_for_one_letter_to_many(browser: Client, ready: UUID) -> None:
    _send(browser, GOOD.replace("onsdag", "torsdag"), titel="Nye åbningstider", tempo="0")
    other = BulkRun.objects.exclude(pk=ready).get().pk
    for run in (ready, other):
        browser.post(f"{MANY}{run}/start/")
        bulk.step(run)
        missed(
            Message.objects.get(key__startswith=f"bulk:{run}:", recipient="Maja Holm").pk, Cause.NO_ADDRESS
        )
    page = browser.get(f"{MANY}{ready}/").content.decode()
    listed = f"/medarbejder/post/?udsendelse={ready}"
    assert f'href="{listed}"' in page
    everything = browser.get("/medarbejder/post/").content.decode()
    assert "2 breve er ikke nået frem." in everything
    only = browser.get(listed).content.decode()
    assert "1 brev er ikke nået frem." in only
    assert f'<option value="{ready}" selected>Affald på Havnegade</option>' in only
    for strange in ("nonsense", "9" * 40, str(new_id())):
        assert "2 breve er" in browser.get(f"/medarbejder/post/?udsendelse={strange}").content.decode()


def test_where_buttons_lead_are_pages_that_there_are() -> None:
    assert resolve(templates.PAGE_OF_MINE).view_name == "portal:my_page"
    assert resolve(templates.PAGE_OF_SOLUTION.format("flytning")).view_name == "portal:begin"
