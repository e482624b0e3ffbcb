"""Before the first question."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from indgang.kernel.text import Text
from indgang.modules.audit.models import Event
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Person
from indgang.modules.identity.vocabulary import Ground, Role
from indgang.modules.selfservice.models import Draft
from indgang.surfaces.portal.forms.tests.conftest import Visitor

pytestmark = pytest.mark.django_db
Visit = Callable[[str], Visitor]
Known = Callable[[str], Person]
ADDRESS = "/selvbetjening/flytning/"


@pytest.fixture
def bente_for_inger(known: Known) -> str:
    """Bente may report Inger's move online, and nothing else."""
    mandate = identity.give_mandate(
        holder=known("bente"), giver_person=known("inger"), ground=Ground.MANDATE, scope=["flytning-indland"],
        channels=["self_service"], valid_from=date(2026, 10, 1), basis=Text("Digital fuldmagt fra Inger"),
    )  # fmt: skip
    return str(mandate.pk)


@pytest.mark.usefixtures("guidance")
def test_everybody_reads_what_is_needed_before_logging_in(client: Client) -> None:
    answer = client.get(ADDRESS)
    html = answer.content.decode()
    assert answer.status_code == 200
    for words in (
        "Anmeld flytning",
        "Den nye adresse, også etage og dør.",
        "Tager ca. 5 minutter",
        "Log ind og begynd",
    ):
        assert words in html
    assert "senest 5 dage efter" in html  # the parameter of today


@pytest.mark.usefixtures("lyngsoe")
def test_beginning_needs_a_login_and_comes_back(client: Client) -> None:
    answer = client.post(ADDRESS)
    assert answer.status_code == 302
    assert answer["Location"] == f"{reverse('portal:login')}?next=%2Fselvbetjening%2Fflytning%2F"
    assert not Draft.objects.exists()


def test_mads_begins_at_the_first_step(visit: Visit) -> None:
    page = visit("mads").get(ADDRESS)
    assert "Du gør det for dig selv, Mads Brinklund." in page.text
    draft = visit("mads").begin()
    assert Draft.objects.get().pk.hex == draft.replace("-", "")


def test_a_draft_that_is_open_is_gone_on_with_and_the_page_says_so(visit: Visit) -> None:
    mads = visit("mads")
    draft = mads.begin()
    mads.fill(draft, "dato", moving_date="2026-12-01")
    page = mads.get(ADDRESS)
    assert "Du er i gang" in page.text
    assert "Du er nået til “Hvor flytter I hen?”." in page.text
    assert f"/kladde/{draft}/slet/" in page.links
    again = mads.send(page.form())
    assert again.address == f"/kladde/{draft}/adresse/"
    assert "Du var i gang i forvejen." in again.text
    assert Draft.objects.count() == 1


def test_a_new_draft_does_not_say_that_it_is_old(visit: Visit) -> None:
    mads = visit("mads")
    page = mads.send(mads.get(ADDRESS).form())
    assert page.address.endswith("/dato/")
    assert "i forvejen" not in page.text


def test_one_chooses_whom_it_is_for_and_sees_the_ground(visit: Visit, bente_for_inger: str) -> None:
    bente = visit("bente")
    form = bente.get(ADDRESS).form()
    assert form.choices("option") == ["self", bente_for_inger]
    assert "Digital fuldmagt fra Inger" in bente.get(ADDRESS).text
    form.set("option", bente_for_inger)
    page = bente.send(form)
    assert "Du handler for <strong>Inger Falkenborg</strong>" in page.html
    draft = Draft.objects.get()
    names = [who.name for who in (draft.person, draft.actor) if who is not None]
    assert names == ["Inger Falkenborg", "Bente Falkenborg"]


def chosen(mandate: str) -> int:
    """How often the trail says that somebody chose to act by this mandate."""
    return Event.objects.filter(action="act_for_chosen", object=f"mandate:{mandate}").count()


def test_choosing_somebody_else_to_begin_for_is_in_the_trail_once(visit: Visit, bente_for_inger: str) -> None:
    bente = visit("bente")
    bente.begin(option=bente_for_inger)
    assert chosen(bente_for_inger) == 1
    bente.begin(option=bente_for_inger)  # goes on with it: no switch
    assert chosen(bente_for_inger) == 1


def test_opening_a_draft_of_somebody_else_is_a_switch_in_the_trail(
    visit: Visit, bente_for_inger: str
) -> None:
    bente = visit("bente")
    draft = bente.begin(option=bente_for_inger)
    bente.client.post("/min-side/handl-for/", {"option": "self"})
    assert chosen(bente_for_inger) == 1
    assert "Du handler for <strong>Inger Falkenborg</strong>" in bente.step(draft, "dato").html
    assert chosen(bente_for_inger) == 2


def test_a_mandate_for_something_else_is_not_offered_and_the_page_says_so(visit: Visit, known: Known) -> None:
    identity.give_mandate(
        holder=known("bente"), giver_person=known("inger"), ground=Ground.MANDATE, scope=["laegeskift"],
        channels=["self_service"], valid_from=date(2026, 10, 1), basis=Text("Fuldmagt"),
    )  # fmt: skip
    page = visit("bente").get(ADDRESS)
    assert page.form().choices("option") == []
    assert "Du kan ikke gøre det for Inger Falkenborg her." in page.text


def test_nobody_acts_for_one_who_is_not_among_their_options(visit: Visit) -> None:
    answer = visit("mads").client.post(ADDRESS, {"option": "999999"})
    assert answer.status_code == 403
    assert not Draft.objects.exists()


def test_a_child_is_told_who_can_do_it(visit: Visit) -> None:
    emil = visit("emil")
    page = emil.send(emil.get(ADDRESS).form())
    assert page.status == 409
    assert "Du skal være fyldt 15 år for selv at melde flytning." in page.text
    assert page.title.startswith("Fejl:")
    assert not Draft.objects.exists()


@pytest.mark.usefixtures("lyngsoe")
def test_staff_read_but_do_not_begin(client: Client) -> None:
    account = identity.account_for_staff(
        subject="per", name="Per Dam", roles=[Role.CLERK], unit="folkeregister"
    )
    client.force_login(account, backend="indgang.surfaces.desk.login.backend.StaffBackend")
    assert client.get(ADDRESS).status_code == 200
    assert client.post(ADDRESS).status_code == 403
    assert not Draft.objects.exists()


@pytest.mark.usefixtures("lyngsoe")
def test_an_unknown_solution_is_not_found(client: Client) -> None:
    assert client.get("/selvbetjening/findes-ikke/").status_code == 404
