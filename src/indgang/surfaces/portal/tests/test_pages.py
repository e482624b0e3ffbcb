"""The pages that anybody may read."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from indgang.kernel import clock, generation
from indgang.kernel.text import Text
from indgang.modules.catalogue import selectors as catalogue
from indgang.modules.catalogue.models import Service
from indgang.modules.channels import services as channels
from indgang.modules.channels.vocabulary import AvailabilityState, Channel
from indgang.modules.identity import services as identity
from indgang.modules.identity.models import Person
from indgang.modules.identity.vocabulary import SYSTEM, Need
from indgang.surfaces.portal.about.views import danish_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tuesday")]
OPEN_PAGES = [
    "/",
    "/soeg/",
    "/soeg/?q=skal+flytte",
    "/ydelse/flytning-indland/",
    "/ydelse/rotter/",
    "/situation/flytning/",
    "/om/ydelser/",
    "/om/tilgaengelighed/",
    "/om/dine-oplysninger/",
    "/om/taelling/",
]


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return str(response.content.decode())


@pytest.mark.parametrize("address", OPEN_PAGES)
def test_nobody_gets_a_cookie_for_reading(visitor: Client, address: str) -> None:
    response = visitor.get(address)
    assert response.status_code == 200
    assert not response.cookies
    assert response["Cache-Control"] == "public, max-age=60"
    assert "Cookie" in response["Vary"]


@pytest.mark.parametrize("address", OPEN_PAGES)
def test_every_page_has_an_english_side(visitor: Client, address: str) -> None:
    response = visitor.get(f"/en{address}")
    assert response.status_code == 200
    assert b'<html lang="en">' in response.content


@pytest.mark.parametrize("address", OPEN_PAGES)
def test_a_page_asks_the_database_little(
    visitor: Client, address: str, django_assert_max_num_queries: object
) -> None:
    visitor.get(address)
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        visitor.get(address)


@pytest.mark.parametrize("address", OPEN_PAGES)
def test_a_page_has_one_heading_and_is_small(visitor: Client, address: str) -> None:
    html = page(visitor, address)
    assert html.count("<h1") == 1
    assert len(html) < 60_000


def test_somebody_logged_in_gets_a_private_page(exempt: Client) -> None:
    response = exempt.get("/ydelse/flytning-indland/")
    assert response["Cache-Control"] == "private, no-cache"
    assert b"Karl Holm" in response.content


def test_a_page_is_read_and_not_sent(visitor: Client) -> None:
    assert visitor.post("/soeg/", {"q": "pas"}).status_code == 405


def test_the_front_page_asks_one_question_with_the_cursor_in_the_field(visitor: Client) -> None:
    html = page(visitor, "/")
    assert "Hvad kan vi hjælpe med?" in html
    assert html.count(" autofocus") == 1
    assert "99 99 00 00" in html
    assert "Borgerservice Midtby" in html
    assert "Kan du ikke bruge det digitale? Sådan gør du" in html
    assert "Det bruger flest lige nu" not in html  # the ledger is empty


def test_the_front_page_shows_what_most_people_use(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "indgang.surfaces.portal.front.views.contacts.most_used",
        lambda *, limit: ["pas", "gone", "rotter"][:limit],
    )
    html = page(visitor, "/")
    assert "Det bruger flest lige nu" in html
    assert html.index("/ydelse/pas/") < html.index("/ydelse/rotter/")


def test_search_gives_the_first_step_on_the_result_itself(visitor: Client) -> None:
    html = page(visitor, "/soeg/?q=skal+flytte")
    assert "Anmeld flytning i Danmark" in html
    assert 'href="/selvbetjening/flytning/"' in html
    assert "Start, 5 min" in html


def test_search_as_you_type_gives_only_the_list(visitor: Client) -> None:
    response = visitor.get("/soeg/?q=flyt", headers={"HX-Request": "true"})
    html = response.content.decode()
    assert "<html" not in html
    assert "Anmeld flytning i Danmark" in html
    assert "HX-Request" in response["Vary"]


def test_search_says_how_it_understood_a_typing_error(visitor: Client) -> None:
    html = page(visitor, "/soeg/?q=folkepention")
    assert "Mente du" in html
    assert ">folkepension</a>" in html


def test_search_that_finds_nothing_says_so_and_names_people(visitor: Client) -> None:
    html = page(visitor, "/soeg/?q=qqqqqqqq")
    assert "Vi fandt ikke noget om “qqqqqqqq”" in html
    assert "99 99 00 00" in html
    assert "kl.\u00a015.00" in html


@pytest.mark.parametrize(
    "query", ["x" * 10_000, "🐀" * 500, "<script>alert(1)</script>", "%22%3E%3Cimg%3E", "+", "%F0%28"]
)
def test_search_takes_anything(visitor: Client, query: str) -> None:
    html = page(visitor, f"/soeg/?q={query}")
    assert "<script>alert" not in html
    assert "<img" not in html


@pytest.mark.parametrize("address", ["/soeg/?q=a%00b", "/ydelse/pas%00/"])
def test_a_nul_byte_is_refused_with_a_sentence(visitor: Client, address: str) -> None:
    response = visitor.get(address)
    assert response.status_code in (400, 404)
    assert "Internal" not in response.content.decode()


@pytest.mark.parametrize(
    "address", ["/ydelse/nix/", "/situation/nix/", "/ydelse/Pas/", f"/ydelse/{'a' * 3000}/"]
)
def test_what_is_not_there_is_a_page_of_ours(visitor: Client, address: str) -> None:
    response = visitor.get(address)
    assert response.status_code == 404
    assert "Vi kan ikke finde siden" in response.content.decode()


def test_a_service_page_begins_with_the_easiest_way(visitor: Client) -> None:
    html = page(visitor, "/ydelse/flytning-indland/")
    order = [
        "Start, 5 min",
        "Andre veje",
        "Ring til os",
        "Skriv til os i Digital Post",
        "Mød os",
        "Send et brev",
    ]
    places = [html.index(word) for word in order]
    assert places == sorted(places)
    assert "senest 5 dage efter" in html
    assert "Åbent nu til kl.\u00a015.00" in html
    assert "CPR-loven § 6" in html


def test_a_service_page_never_shows_our_cost(visitor: Client) -> None:
    html = page(visitor, "/ydelse/flytning-indland/")
    assert "Pris for dig:" in html
    assert "kanalpris" not in html.lower()


def test_at_night_the_page_says_when_we_open(visitor: Client, tuesday: datetime) -> None:
    clock.freeze(tuesday + timedelta(hours=12))
    html = page(visitor, "/ydelse/flytning-indland/")
    assert "Åbner i morgen kl.\u00a009.00" in html


def open_panel(visitor: Client, address: str = "/") -> str:
    """The panel of the front page that says where somebody is open."""
    return page(visitor, address).split('id="open-now"')[1].split("</section>")[0]


def test_the_front_page_says_open_only_when_somebody_is(visitor: Client, tuesday: datetime) -> None:
    assert open_panel(visitor).startswith(' class="h3">Åbent nu<')
    clock.freeze(tuesday + timedelta(hours=12))
    panel = open_panel(visitor)
    assert panel.startswith(' class="h3">Lukket lige nu<')
    assert "<p>Vi åbner igen i morgen kl.\u00a009.00.</p>" in panel
    assert "<p>We open again tomorrow at 09:00.</p>" in open_panel(visitor, "/en/")


def test_on_a_holiday_the_page_says_which(visitor: Client, tuesday: datetime) -> None:
    clock.freeze(tuesday.replace(day=25))
    assert "Lukket i dag (Juledag)" in page(visitor, "/ydelse/flytning-indland/")
    clock.freeze(tuesday.replace(day=24))
    assert "Lukket i dag (lukkedag)" in page(visitor, "/ydelse/flytning-indland/")


def test_the_page_follows_the_minute(visitor: Client, tuesday: datetime) -> None:
    clock.freeze(tuesday.replace(hour=14, minute=59, second=59))
    assert "Åbent nu til kl.\u00a015.00" in page(visitor, "/ydelse/rotter/")
    clock.freeze(tuesday.replace(hour=15))
    assert "Åbent nu til kl.\u00a015.00" not in page(visitor, "/ydelse/rotter/")


@pytest.mark.usefixtures("changing")
def test_an_outage_is_said_and_another_way_comes_first(visitor: Client) -> None:
    page(visitor, "/ydelse/flytning-indland/")
    channels.set_availability(
        service_id="flytning-indland", channel=Channel.SELF_SERVICE, state=AvailabilityState.DOWN, until=None,
        reason=Text("Vi retter en fejl i skemaet.", "We are mending the form."), by=SYSTEM,
    )  # fmt: skip
    html = page(visitor, "/ydelse/flytning-indland/")
    assert "Vi retter en fejl i skemaet." in html
    assert "Start, 5 min" not in html
    assert html.index("Ring 99 99 00 00") < html.index("Andre veje")


def test_somebody_exempt_is_not_sent_to_digital_post(exempt: Client) -> None:
    html = page(exempt, "/ydelse/flytning-indland/")
    assert "Du er fritaget for Digital Post, så vi skriver til dig på papir." in html


def test_another_authority_is_named_with_its_link(visitor: Client) -> None:
    html = page(visitor, "/ydelse/folkepension/")
    assert "Udbetaling Danmark afgør det" in html
    assert 'href="https://www.borger.dk"' in html


def test_a_service_without_an_article_says_so_and_still_offers_people(visitor: Client) -> None:
    html = page(visitor, "/ydelse/rotter/")
    assert "Vi har ikke skrevet mere om det endnu" in html
    assert "99 99 00 00" in html


def test_a_channel_that_the_law_closes_names_the_law(visitor: Client) -> None:
    html = page(visitor, "/ydelse/sygedagpenge-refusion/")
    assert "sygedagpengeloven, § 40, stk. 4" in html


def test_every_service_and_situation_has_a_page_in_both_languages(visitor: Client) -> None:
    for service in catalogue.services():
        for prefix in ("", "/en"):
            html = page(visitor, f"{prefix}/ydelse/{service}/")
            assert "get-help" in html, service
    for situation in catalogue.life_situations():
        assert situation.name.da in page(visitor, f"/situation/{situation.id}/")


def test_all_services_stand_from_a_to_aa(visitor: Client) -> None:
    html = page(visitor, "/om/ydelser/")
    assert html.count('href="/ydelse/') == 109


def test_danish_letters_come_last() -> None:
    assert sorted(["Åben", "Ændr", "Zebra", "Øl", "Anmeld"], key=danish_order) == [
        "Anmeld", "Zebra", "Ændr", "Øl", "Åben",
    ]  # fmt: skip


def test_the_record_of_processing_is_read_from_the_tables(visitor: Client) -> None:
    html = page(visitor, "/om/dine-oplysninger/")
    assert "At vise, hvem der har set eller ændret hvad, og hvorfor" in html
    assert "5 år" in html


def test_the_accessibility_page_says_that_it_is_a_demo(visitor: Client) -> None:
    assert "Denne demo er ikke en rigtig kommunes side" in page(visitor, "/om/tilgaengelighed/")


@pytest.mark.usefixtures("changing")
def test_long_texts_do_not_break_the_page(visitor: Client) -> None:
    Service.objects.filter(pk="rotter").update(
        name={"da": "Rotter " * 60, "en": "Rats " * 60}, summary={"da": "Ordlangt" * 200, "en": "Long" * 200}
    )
    generation.set_current(generation.current() + 1)
    assert "OrdlangtOrdlangt" in page(visitor, "/ydelse/rotter/")


def test_who_wishes_a_person_sees_the_telephone_first_and_every_other_way(exempt: Client) -> None:
    before = exempt.get("/ydelse/flytning-indland/").content.decode()
    person = Person.objects.get(name="Karl Holm")
    identity.declare_need(person_id=person.pk, need=Need.PERSON, by=SYSTEM)
    after = exempt.get("/ydelse/flytning-indland/").content.decode()
    wished = "Du har sagt, at du gerne vil have hjælp af et menneske."
    assert wished not in before
    assert after.index('id="first-way">Ring til os') < after.index(wished) < after.index("Gør det på nettet")
    identity.end_need(person_id=person.pk, need=Need.PERSON, by=SYSTEM)
    assert wished not in exempt.get("/ydelse/flytning-indland/").content.decode()
