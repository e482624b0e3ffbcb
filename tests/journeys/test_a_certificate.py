"""Mads orders a certificate of residence and gives it to a landlord, who looks up the code on a telephone."""

import io
import re
from collections.abc import Callable

from pypdf import PdfReader

from tests.journeys import verbs
from tests.journeys.visitor import Visitor

CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
HOME = "Skonnertgade 4, st. tv, 9999 Lyngsø"


def test_mads_has_it_at_once_and_a_landlord_sees_that_it_holds_until_he_withdraws_it(
    visit: Callable[..., Visitor],
) -> None:
    mads, landlord = visit(), visit(javascript=False)
    orders(mads)
    mads.sees("Bopælsattesten er klar", "Hvorfor?", "Det er dine egne oplysninger. Dem må du altid få.")
    mads.follows("Se og hent: Bopælsattest")
    mads.sees(HOME, "17. april 1998", "Tranehøjen 12, 9999 Lyngsø", "Det kan andre se")
    paper = text_of(mads.downloads("Hent som PDF"))
    found = CODE.search(paper)
    assert found is not None
    assert all(words in paper for words in ("Bopælsattest", "Mads Brinklund", HOME, "Tranehøjen 12"))

    landlord.opens("/bekraeft/")
    landlord.types("Koden på papiret", "1234")
    landlord.presses("Slå op")
    landlord.sees("En kode er 12 tegn")
    landlord.types("Koden på papiret", found[0].lower().replace("-", " "))
    landlord.presses("Slå op")
    assert landlord.heading == "Det er ægte og gælder"
    landlord.sees("Mads Brinklund", HOME, "Tranehøjen 12, 9999 Lyngsø")
    landlord.does_not_see("17. april 1998")
    here = landlord.path
    landlord.opens(f"/en{here}")
    assert landlord.heading == "It is genuine and holds"
    assert verbs.danish_words(landlord.page.locator("main").inner_text()) == []

    mads.opens("/min-side/")
    mads.follows("Bopælsattest", within=mads.page.get_by_role("region", name="Attester og licenser"))
    mads.presses("Træk tilbage")
    mads.sees("Du har trukket attesten tilbage")
    landlord.opens(here)
    assert landlord.heading == "Det er trukket tilbage"
    landlord.does_not_see("Mads Brinklund", HOME)


def orders(mads: Visitor) -> None:
    """From the service's page to the answer; what he is asked fits on three pages."""
    mads.opens("/ydelse/bopaelsattest/")
    mads.follows("Start, 2 min")
    mads.presses("Log ind og begynd")
    verbs.logs_in_as(mads, "Mads Brinklund")
    mads.presses("Begynd")
    mads.sees("Den koster 0 kr.")
    mads.chooses("Hvem skal den handle om?", "Mig")
    mads.presses("Næste")
    mads.sees(HOME)
    mads.chooses("Hvad skal der stå?", "Adressen nu og dem før")
    mads.sees("Fra hvilken dag?")  # it comes by itself
    mads.types_date("Fra hvilken dag?", verbs.in_days(-6 * 365))
    mads.presses("Næste")
    mads.chooses("Hvilket sprog?", "Dansk")
    mads.chooses("Skal den bruges i et andet land?", "Nej")
    mads.presses("Næste")
    assert mads.heading == "Kontrollér og send"
    mads.presses("Send")


def text_of(pdf: bytes) -> str:
    reader = PdfReader(io.BytesIO(pdf))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())
