"""Something does not work: Hanne says so, a citizen finds another way, a clerk tells of a mistake in a text.

All journeys share one demo, so what goes down here is a service that no other story needs.
"""

import re
from collections.abc import Callable

from tests.journeys import verbs
from tests.journeys.visitor import Visitor

SERVICE = "Boligstøtte"


def test_a_service_is_down_and_works_again(visit: Callable[..., Visitor]) -> None:
    hanne, somebody, colleague = visit(), visit(javascript=False), visit()
    verbs.staff_logs_in_as(hanne, "Hanne Skovlund", at="/medarbejder/login/")
    hanne.opens("/medarbejder/drift/")
    hanne.chooses("Hvad er nede?", "Selvbetjening for én ydelse")
    with hanne.complaints.expecting(422):
        hanne.presses("Meld det")
    hanne.sees("Vælg den ydelse, der er nede.")
    hanne.page.get_by_label("Hvilken ydelse?").select_option("boligstoette")
    hanne.types_in("Hvad skal borgerne vide?", "Udbetaling Danmark retter en fejl.")
    hanne.presses("Meld det")
    hanne.sees("Nede nu", "Hanne Skovlund")

    somebody.opens("/ydelse/boligstoette/")
    somebody.sees(
        "virker ikke på nettet lige nu",
        "Udbetaling Danmark retter en fejl.",
        "Har du begyndt på noget, er det gemt.",
    )
    assert somebody.page.locator(".outage-ways a[href^='tel:']").count() == 1
    first = somebody.page.locator(".first-way")
    assert not re.search(r"borger\.dk|Start", first.inner_text())

    verbs.staff_logs_in_as(colleague, "Freddy Vestbirk", at="/medarbejder/login/")
    colleague.opens("/medarbejder/henvendelser/")
    colleague.sees("virker ikke på nettet lige nu")
    colleague.follows("Sådan gør du på papir")
    colleague.sees("Gør det nu", "Vores system er nede.")
    colleague.follows("Tælleark til at skrive ud")
    colleague.sees("Skriv aldrig CPR-nummer her.")

    hanne.presses(re.compile("Det virker igen"))
    hanne.sees("Alt virker, så vidt vi ved.")
    somebody.opens("/ydelse/boligstoette/")
    somebody.does_not_see("virker ikke på nettet lige nu")


def test_a_mistake_in_a_text_is_mended(visit: Callable[..., Visitor]) -> None:
    karim, ester = visit(), visit()
    verbs.staff_logs_in_as(karim, "Karim Aslan", at="/medarbejder/login/")
    karim.opens("/medarbejder/henvendelser/")
    karim.presses(re.compile("Borgerservice Midtby"))
    karim.page.get_by_label("Find vejledning").fill("bibliotek")
    karim.presses("Søg")
    karim.presses(re.compile("Vis vejledning"))
    contact = karim.path
    karim.unfolds("Er der fejl i teksten?")
    karim.types("Hvad er forkert eller mangler?", "Lukketiden om lørdagen mangler.")
    karim.presses("Send til redaktøren")
    assert karim.path == contact
    karim.sees("Tak. Redaktøren får det.")

    verbs.staff_logs_in_as(ester, "Ester Nygaard", at="/medarbejder/tilbagemeldinger/")
    ester.sees("Lukketiden om lørdagen mangler.", "Karim Aslan")
    ester.unfolds(re.compile("Svar: Lukketiden"))
    with ester.complaints.expecting(422):
        ester.presses("Send svaret")
    ester.sees("Vælg, hvad du har gjort.")
    ester.chooses("Hvad har du gjort?", "Rettet")
    ester.types("Svar til den, der skrev", "Tak. Nu står den der.")
    ester.presses("Send svaret")
    ester.sees("Besvaret")

    karim.opens("/medarbejder/mine-meldinger/")
    karim.sees("Du har 1 nyt svar.", "Tak. Nu står den der.")
    karim.presses("Jeg har læst det")
    karim.does_not_see("nyt svar")
    karim.opens(contact)
    karim.unfolds("Åbnet ved en fejl")
    karim.presses("Fortryd henvendelsen")
