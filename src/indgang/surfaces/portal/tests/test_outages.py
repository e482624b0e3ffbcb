"""When something is down, no page leads into a wall: it says what, until when, and where else one can turn."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from indgang.kernel import clock
from indgang.kernel.clock import COPENHAGEN
from indgang.kernel.text import Text
from indgang.modules.channels import services
from indgang.modules.channels.services import Told
from indgang.modules.channels.vocabulary import Down
from indgang.modules.identity.vocabulary import Actor
from indgang.modules.selfservice import services as selfservice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("changing", "tuesday")]
SARA = Actor("employee", "7", "Sara Storm")
HOUR = timedelta(hours=1)
OPEN_PAGES = [
    "/",
    "/soeg/?q=flytning",
    "/ydelse/pas/",
    "/situation/flytning/",
    "/om/ydelser/",
    "/om/taelling/",
]
BEGIN = "/selvbetjening/flytning/"
LINK = f'href="{BEGIN}"'
Tell = Callable[..., Any]


@pytest.fixture
def tell(django_capture_on_commit_callbacks: Any) -> Tell:
    def told(what: Down, **more: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return services.tell_outage(told=Told(what, **more), by=SARA)

    return told


def body(visitor: Client, address: str) -> str:
    return visitor.get(address, follow=True).content.decode()


@pytest.mark.parametrize("address", [*OPEN_PAGES, "/login/", "/ydelse/flytning-indland/"])
def test_nothing_is_said_while_nothing_is_down(visitor: Client, address: str) -> None:
    assert "Driftsmelding" not in body(visitor, address)


@pytest.mark.parametrize("address", OPEN_PAGES)
def test_every_page_says_it_and_offers_what_is_open(
    visitor: Client, tuesday: datetime, tell: Tell, address: str
) -> None:
    tell(Down.SELF_SERVICE, ends_at=tuesday + 3 * HOUR, text=Text("Vi skifter en server."))
    page = body(visitor, address)
    assert "Selvbetjeningen virker ikke lige nu" in page
    assert "Vi skifter en server." in page
    assert "Vi regner med, at det virker igen i dag kl.\xa014.00." in page
    assert "Har du begyndt på noget, er det gemt." in page
    assert "Ring 99 99 00 00" in page
    assert "Kom til Borgerservice Midtby, Klokkeengen 2" in page
    assert "Åbent nu til kl.\xa016.00" in page


def test_the_page_of_a_service_leads_to_the_next_channel(visitor: Client, tell: Tell) -> None:
    assert f'href="{BEGIN}"' in body(visitor, "/ydelse/flytning-indland/")
    tell(Down.SERVICE, service_id="flytning-indland")
    page = body(visitor, "/ydelse/flytning-indland/")
    assert f'href="{BEGIN}"' not in page
    first = page[page.index("first-way") : page.index("other-ways")]
    assert "button-primary" in first
    assert "tel:" in first or "#steder" in first
    assert "Det virker ikke lige nu. Brug en af de andre veje." in page
    assert "virker ikke på nettet lige nu" in page
    assert 'href="/selvbetjening/flytning/papir/">Udfyld det på papir</a>' in page


def test_it_holds_from_the_second_that_it_was_said(visitor: Client, tuesday: datetime, tell: Tell) -> None:
    clock.freeze(tuesday + timedelta(seconds=40))
    tell(Down.SELF_SERVICE)
    page = body(visitor, "/ydelse/flytning-indland/")
    assert "Driftsmelding" in page
    assert LINK not in page


def test_a_service_that_is_down_is_told_on_its_own_pages_alone(visitor: Client, tell: Tell) -> None:
    tell(Down.SERVICE, service_id="flytning-indland")
    assert "Driftsmelding" not in body(visitor, "/")
    assert "Driftsmelding" not in body(visitor, "/ydelse/pas/")
    assert "Start" not in body(visitor, "/soeg/?q=meld+flytning").split("flytning-indland")[1][:300]


def test_a_closed_place_is_told_where_it_matters_and_named_nowhere(visitor: Client, tell: Tell) -> None:
    tell(Down.ENTRANCE, entrance_id="borgerservice-midtby")
    front = body(visitor, "/")
    assert "Borgerservice Midtby er lukket lige nu" in front
    assert "Borgerservice Midtby</span>" not in front
    assert "Kom til Borgerservice Nord" in front
    assert "Driftsmelding" in body(visitor, "/ydelse/pas/")
    assert "Driftsmelding" not in body(visitor, "/om/taelling/")


def test_a_telephone_that_is_down_is_not_offered(visitor: Client, tell: Tell) -> None:
    tell(Down.TELEPHONE)
    for address in ("/", "/ydelse/pas/"):
        page = body(visitor, address)
        assert "Vores telefon virker ikke lige nu" in page
        assert "Ring 99 99" not in page
        assert "Kom til Borgerservice" in page


def test_the_login_page_says_so_and_has_other_ways(visitor: Client, tuesday: datetime, tell: Tell) -> None:
    tell(Down.LOGIN, ends_at=tuesday + HOUR)
    page = body(visitor, "/login/")
    assert "<h1>Du kan ikke logge ind lige nu</h1>" in page
    assert (
        page.count("Du kan ikke logge ind lige nu") == 2
    )  # the title and the heading, and no banner beside it
    assert "i dag kl.\xa012.00" in page
    assert "Ring 99 99 00 00" in page
    assert "Prøv alligevel" in page


def test_our_systems_down_is_told_to_whom_it_concerns(visitor: Client, tell: Tell) -> None:
    tell(Down.DESK)
    assert "Vi kan ikke se din sag lige nu" in body(visitor, "/")
    assert "Driftsmelding" not in body(visitor, "/ydelse/pas/")


def test_a_planned_one_is_announced_beforehand_and_closes_nothing(
    visitor: Client, tuesday: datetime, tell: Tell
) -> None:
    at = datetime(2026, 12, 5, 8, 0, tzinfo=COPENHAGEN)
    tell(Down.SELF_SERVICE, begins_at=at, ends_at=at + 4 * HOUR)
    page = body(visitor, "/ydelse/flytning-indland/")
    assert "Selvbetjeningen lukker for en tid" in page
    assert "Det sker lørdag fra kl.\xa08.00 til kl.\xa012.00." in page.replace("kl.\xa008", "kl.\xa08")
    assert "Det, du har skrevet inden, bliver gemt." in page
    assert "Sådan får du hjælp imens" not in page
    assert f'href="{BEGIN}"' in page


def test_in_english(visitor: Client, tell: Tell) -> None:
    tell(Down.SELF_SERVICE, text=Text("Vi skifter en server.", "We replace a server."))
    page = body(visitor, "/en/")
    assert "Online self-service does not work just now" in page
    assert "We replace a server." in page


def test_nobody_keeps_a_page_while_something_is_down(visitor: Client, tell: Tell) -> None:
    assert "public" in Client().get("/")["Cache-Control"]
    tell(Down.SELF_SERVICE)
    assert "no-cache" in Client().get("/")["Cache-Control"]


def test_it_is_gone_when_it_is_over(visitor: Client, tuesday: datetime, tell: Tell) -> None:
    tell(Down.SELF_SERVICE, ends_at=tuesday + HOUR)
    assert "Driftsmelding" in body(visitor, "/")
    clock.freeze(tuesday + HOUR)
    assert "Driftsmelding" not in body(visitor, "/")


@pytest.mark.parametrize("address", ["/", "/ydelse/pas/"])
def test_the_banner_costs_no_query(
    visitor: Client,
    tell: Tell,
    address: str,
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
) -> None:
    visitor.get(address)
    tell(Down.SELF_SERVICE)
    visitor.get(address)  # what follows new content is asked once
    with django_assert_max_num_queries(4):
        assert "Driftsmelding" in body(visitor, address)


class TestBeginning:
    """The Start button's own page."""

    @pytest.fixture(autouse=True)
    def solution(self, visitor: Client) -> None:
        selfservice.load_solutions(settings.CONTENT_DIR / "solutions")

    def test_offers_the_plan_instead_of_a_button(self, visitor: Client, tell: Tell) -> None:
        assert "Log ind og begynd" in body(visitor, BEGIN)
        tell(Down.SELF_SERVICE)
        page = body(visitor, BEGIN)
        assert "Log ind og begynd" not in page
        assert "Det virker ikke på nettet lige nu" in page
        assert 'class="button button-primary" href="tel:' in page

    @pytest.mark.parametrize("what", [Down.SELF_SERVICE, Down.LOGIN])
    def test_a_press_on_an_old_page_leads_there_too(self, visitor: Client, tell: Tell, what: Down) -> None:
        tell(what)
        answer = visitor.post(BEGIN)
        assert answer.status_code == 503
        assert "Det virker ikke på nettet lige nu" in answer.content.decode()

    def test_who_is_logged_in_needs_no_login(self, exempt: Client, tell: Tell) -> None:
        tell(Down.LOGIN)
        assert "Det virker ikke på nettet lige nu" not in body(exempt, BEGIN)
        assert ">Begynd" in body(exempt, BEGIN)
