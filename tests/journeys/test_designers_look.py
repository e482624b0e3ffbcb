"""Ester looks through a solution that is content alone: what decides, what comes out, what is different."""

from collections.abc import Callable

from tests.journeys import verbs
from tests.journeys.visitor import Visitor

PLACE = "/medarbejder/loesninger/"


def test_ester_looks_through_the_solution_and_tries_it(visit: Callable[..., Visitor]) -> None:
    ester = visit()
    verbs.staff_logs_in_as(ester, "Ester Nygaard", at=PLACE)
    ester.follows("Søg en stadeplads på loppemarkedet")
    ester.sees("Det samme i ord", "Ikke mad og drikke", "goods == 'food'", "Valgt til demoen")
    ester.follows("Kør eksemplerne")
    ester.sees("De holdt alle.")
    ester.follows("three-stalls")
    ester.sees("En del er gjort klar til underskrift.", "Du søgte om: 3 stader", "2 stader på 3 meter hver.")
    ester.opens(f"{PLACE}loppemarked/forskel/")
    ester.sees("Udgaver")
    ester.opens("/medarbejder/loesninger-zip/")
    ester.page.set_input_files(
        "input[type=file]", {"name": "x.zip", "mimeType": "application/zip", "buffer": b"no zip"}
    )
    ester.presses("Kontrollér")
    ester.sees("Løsningen kan ikke bruges endnu")


def test_the_pages_work_in_english_and_without_javascript(visit: Callable[..., Visitor]) -> None:
    jakob = visit(javascript=False)
    verbs.staff_logs_in_as(jakob, "Jakob Elmegård", at=PLACE)
    jakob.opens(f"/en{PLACE}loppemarked/")
    jakob.sees("The way through the solution", "Parameters", "Chosen for the demo")
    left = verbs.danish_words(" ".join(jakob.page.locator("h2").all_inner_texts()))
    assert left == []
