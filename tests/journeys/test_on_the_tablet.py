"""Gerda sits at Nora's counter with a tablet before her: she follows what Nora writes in, and says that it is right."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys import verbs
from tests.journeys.visitor import Visitor

WITHIN = 20_000  # milliseconds: what one does, the other sees
DAY = verbs.in_days(12)
NEW_HOME = "Lodsgangen 10, 9999 Lyngsø"
NEWS = re.compile("/skaerm/nyt/")
ON = re.compile("Gem, og gå videre")


def test_gerda_follows_on_the_tablet_and_says_yes(visit: Callable[..., Visitor]) -> None:
    nora, tablet = visit(), visit()
    tablet.page.set_viewport_size({"width": 1024, "height": 768})
    nora_meets_gerda(nora)
    the_tablet_is_connected(nora, tablet)
    what_nora_writes_gerda_sees(nora, tablet)
    the_network_goes_and_comes_back(tablet)
    gerda_says_that_it_is_right(nora, tablet)
    the_screen_ends_with_the_visit(nora, tablet)


def nora_meets_gerda(nora: Visitor) -> None:
    verbs.staff_logs_in_as(nora, "Nora Bækgaard", at="/medarbejder/login/")
    nora.opens("/medarbejder/henvendelser/")
    nora.presses(re.compile("Borgerservice Midtby"))
    nora.types("Navn", "Gerda Højlund")
    nora.presses("Find")
    nora.presses(re.compile("Det er den, jeg taler med"))
    nora.presses("Billed-id")


def the_tablet_is_connected(nora: Visitor, tablet: Visitor) -> None:
    nora.follows("Vis på skærmen")
    nora.presses("Få en kode")
    code = nora.page.locator(".screen-code").inner_text()
    tablet.opens("/skaerm/")
    tablet.page.get_by_label("Tast koden fra medarbejderen").fill("12")
    with tablet.complaints.expecting(404):
        tablet.presses("Vis")
    tablet.sees("Vi kan ikke finde koden.")
    tablet.page.get_by_label("Tast koden fra medarbejderen").fill(code)
    tablet.presses("Vis")
    tablet.sees("Nora Bækgaard", "Her kan du snart følge med")
    nora.opens(nora.path)
    nora.sees("Skærmen er forbundet")
    nora.follows("Gå til henvendelsen")


def what_nora_writes_gerda_sees(nora: Visitor, tablet: Visitor) -> None:
    nora.follows("Skriv ind for borgeren")
    nora.chooses("Hvorfor gør borgeren det ikke på nettet?", "Fritaget for Digital Post")
    nora.chooses("Hvad skal du skrive ind?", "Anmeld flytning")
    nora.presses("Begynd at skrive ind")
    nora.types_date("Den dag du flytter ind", DAY)
    nora.presses(ON)
    expect(tablet.page.get_by_text(verbs.in_danish(DAY)).first).to_be_visible(timeout=WITHIN)
    tablet.looks()
    tablet.does_not_see("Ja, det er rigtigt")
    nora.presses(ON)
    nora.types("Ny adresse", "lodsgangen 10")
    nora.presses("Find")
    nora.chooses("Vælg adressen", re.compile(re.escape(NEW_HOME)))
    nora.presses(ON)
    nora.chooses("Hvordan bor du der?", verbs.RENTS)
    nora.chooses("Bor der nogen nu, som bliver boende?", "Nej")
    nora.presses(ON)
    nora.chooses("Hvad sker der med den?", "Jeg giver den op")
    nora.presses(ON)
    nora.chooses("Vil du skifte læge?", verbs.KEEPS_DOCTOR)
    nora.presses(ON)
    nora.chooses("Vil du have din adresse skjult?", "Nej")
    nora.presses(ON)
    nora.ticks(re.compile("Mine svar er rigtige"))
    nora.presses(ON)
    assert nora.heading == "Læs op og send"


def the_network_goes_and_comes_back(tablet: Visitor) -> None:
    lost = tablet.page.get_by_text("Forbindelsen er væk.")
    tablet.page.route(NEWS, lambda route: route.abort("aborted"))
    expect(lost).to_be_visible(timeout=WITHIN)
    tablet.sees(verbs.in_danish(DAY))
    tablet.page.unroute(NEWS)
    expect(lost).to_be_hidden(timeout=WITHIN)


def gerda_says_that_it_is_right(nora: Visitor, tablet: Visitor) -> None:
    expect(tablet.page.get_by_role("button", name="Ja, det er rigtigt")).to_be_visible(timeout=WITHIN)
    assert not re.search(r"\d{6}-?\d{4}", tablet.page.locator("main").inner_text())
    tablet.presses("Ja, det er rigtigt")
    tablet.sees("Tak. Du har sagt, at det er rigtigt.")
    nora.opens(nora.path)
    nora.sees("at det er rigtigt")


def the_screen_ends_with_the_visit(nora: Visitor, tablet: Visitor) -> None:
    nora.opens(nora.path.split("skriv-ind/")[0])
    nora.follows("Vis på skærmen")
    with tablet.complaints.expecting(410):
        nora.presses("Stop skærmen")
        expect(tablet.page.get_by_role("heading", name="Tak", exact=True)).to_be_visible(timeout=WITHIN)
    tablet.does_not_see("Nora Bækgaard", verbs.in_danish(DAY))
    tablet.opens("/skaerm/")
    tablet.sees("Tast koden fra medarbejderen")
