"""Svend is exempt from Digital Post and has no login. He comes to Hanne's counter, and goes home with the letter."""

import io
import re
from collections.abc import Callable

from pypdf import PdfReader

from tests.journeys import verbs
from tests.journeys.visitor import Visitor

DAY = verbs.in_days(9)
NEW_HOME = "Lodsgangen 33, 9999 Lyngsø"
MINE = re.compile("Gem, og gå videre")


def test_somebody_who_is_exempt_goes_home_with_the_letter(visit: Callable[..., Visitor]) -> None:
    hanne = visit()
    hanne_finds_out_who_it_is(hanne)
    hanne_writes_down_what_he_asks_for(hanne)
    hanne_writes_in_what_he_says(hanne)
    hanne_reads_it_aloud_and_sends_it(hanne)
    hanne_prints_the_letter(hanne)
    hanne_closes_the_contact(hanne)
    svend_is_not_asked_for_his_wish_again(hanne)


def hanne_finds_out_who_it_is(hanne: Visitor) -> None:
    verbs.staff_logs_in_as(hanne, "Hanne Skovlund", at="/medarbejder/henvendelser/")
    hanne.presses_key("F2")
    hanne.types("Navn", "Kjærbo")
    hanne.presses("Find")
    hanne.presses(re.compile("Det er den, jeg taler med"))
    with hanne.complaints.expecting(409):
        hanne.follows("Skriv ind for borgeren")
        hanne.sees("Kontrollér id først")
    hanne.follows("Gå til henvendelsen")
    hanne.presses("Billed-id")
    hanne.sees("Hanne Skovlund kontrollerede id.")


def hanne_writes_down_what_he_asks_for(hanne: Visitor) -> None:
    hanne.follows("Skriv ind for borgeren")
    hanne.sees("Svend Kjærbo beder om at søge uden at bruge nettet.", "Spørg ikke om det igen.")
    hanne.chooses("Hvad skal du skrive ind?", "Anmeld flytning")
    hanne.chooses("Hvorfor gør borgeren det ikke på nettet?", "Særlige forhold")
    with hanne.complaints.expecting(422):
        hanne.presses("Begynd at skrive ind")
    hanne.sees("Vælg, hvad der gør forholdene særlige.")
    hanne.chooses("Hvorfor gør borgeren det ikke på nettet?", "Fritaget for Digital Post")
    hanne.page.get_by_label("Skal vi huske et ønske til næste gang?").select_option("large_print")
    hanne.presses("Begynd at skrive ind")
    assert hanne.heading == "Hvornår flytter du?"
    hanne.sees("Du skriver ind for Svend Kjærbo.")


def hanne_writes_in_what_he_says(hanne: Visitor) -> None:
    hanne.types_date("Den dag du flytter ind", verbs.in_days(500))
    with hanne.complaints.expecting(422):
        hanne.presses(MINE)
    hanne.sees("Det her mangler")
    hanne.types_date("Den dag du flytter ind", DAY)
    hanne.presses(MINE)
    assert hanne.heading == "Hvem flytter?"
    hanne.presses(MINE)
    hanne.types("Ny adresse", "lodsgangen 33")
    hanne.presses("Find")
    hanne.chooses("Vælg adressen", re.compile(re.escape(NEW_HOME)))
    hanne.presses(MINE)
    hanne.chooses("Hvordan bor du der?", verbs.RENTS)
    hanne.chooses("Bor der nogen nu, som bliver boende?", "Nej")
    hanne.presses(MINE)
    hanne.chooses("Hvad sker der med den?", "Jeg giver den op")
    hanne.presses(MINE)
    hanne.chooses("Vil du skifte læge?", verbs.KEEPS_DOCTOR)
    hanne.presses(MINE)
    hanne.chooses("Vil du have din adresse skjult?", "Nej")
    hanne.presses(MINE)
    hanne.ticks(re.compile("Mine svar er rigtige"))
    hanne.presses(MINE)


def hanne_reads_it_aloud_and_sends_it(hanne: Visitor) -> None:
    assert hanne.heading == "Læs op og send"
    hanne.sees("Læs det højt for borgeren.", NEW_HOME, verbs.in_danish(DAY), "Der er ingen bilag.")
    with hanne.complaints.expecting(422):
        hanne.presses("Send for borgeren")
    hanne.sees("Sæt kryds, når borgeren har sagt ja.")
    hanne.ticks(re.compile("Jeg har læst det hele op"))
    hanne.presses("Send for borgeren")
    assert hanne.heading == "Det er sendt"
    hanne.sees("Vi har godkendt flytningen.", "Sig det til borgeren", "Hanne Skovlund, Borgerservice")


def hanne_prints_the_letter(hanne: Visitor) -> None:
    link = hanne.page.get_by_role("link", name=re.compile("Print: Din flytning er godkendt"))
    reader = PdfReader(io.BytesIO(hanne.downloads(link.inner_text().strip())))
    letter = " ".join("".join(page.extract_text() for page in reader.pages).split())
    assert "Svend Kjærbo" in letter
    assert "Din flytning er godkendt" in letter
    assert NEW_HOME in letter
    assert verbs.in_danish(DAY) in letter
    assert "Meldt af Svend Kjærbo. Skrevet ind af Hanne Skovlund, Borgerservice" in letter
    hanne.follows("Gå til printlisten")
    hanne.sees("Svend Kjærbo", "Din flytning er godkendt")
    hanne.goes_back()


def hanne_closes_the_contact(hanne: Visitor) -> None:
    hanne.follows("Gå til henvendelsen, og luk den")
    hanne.sees("Hjælp i en sag eller kladde · Løst", "Du fik ja")
    hanne.page.keyboard.press("F4")
    hanne.presses_key("Enter")
    hanne.sees("Henvendelsen er lukket.")


def svend_is_not_asked_for_his_wish_again(hanne: Visitor) -> None:
    """He calls another day."""
    hanne.presses_key("F2")
    hanne.types("Navn", "Kjærbo")
    hanne.presses("Find")
    hanne.presses(re.compile("Det er den, jeg taler med"))
    hanne.presses("Billed-id")
    hanne.follows("Skriv ind for borgeren")
    hanne.sees("Stor skrift i breve", "Fritaget for Digital Post", "Spørg ikke om det igen.")
    wishes = hanne.page.get_by_label("Skal vi huske et ønske til næste gang?").locator("option")
    assert "large_print" not in wishes.evaluate_all("all => all.map(one => one.value)")
    hanne.follows("Tilbage til henvendelsen")
    hanne.unfolds("Åbnet ved en fejl")
    hanne.presses("Fortryd henvendelsen")
