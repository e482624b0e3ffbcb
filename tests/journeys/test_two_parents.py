"""Maja enrols Nora in school on her phone. Nora's father Adam says yes on his, and the school is theirs at once."""

import re
from collections.abc import Callable

from tests.journeys import verbs
from tests.journeys.inspection import HEIGHT, PHONE
from tests.journeys.visitor import Visitor

WAITS = "Vi venter på svar fra den anden forælder."


def test_two_parents_on_two_phones_enrol_their_child_in_the_district_school(
    visit: Callable[..., Visitor],
) -> None:
    maja, adam = on_a_phone(visit()), on_a_phone(visit())

    maja_sends(maja)
    adam_says_yes(adam)
    maja_has_the_answer(maja)


def on_a_phone(parent: Visitor) -> Visitor:
    parent.page.set_viewport_size({"width": PHONE, "height": HEIGHT[PHONE]})
    return parent


def maja_sends(maja: Visitor) -> None:
    maja.opens("/ydelse/skoleindskrivning/")
    maja.follows(re.compile("^Start, "))
    maja.presses("Log ind og begynd")
    verbs.logs_in_as(maja, "Maja Holmgaard")
    maja.presses("Begynd")
    maja.chooses("Hvilket barn?", "Nora Holmgaard")
    maja.presses("Næste")
    maja.sees("18. april 2021")
    maja.chooses("Skal barnet begynde nu?", "Ja, barnet begynder til tiden")
    maja.presses("Næste")
    maja.sees("Fyrmestervej 40, 9999 Lyngsø")
    she_looks_at_other_schools(maja)
    maja.presses("Næste")
    maja.sees("Søskende i vores skoler")
    maja.presses("Næste")
    maja.chooses("Skal barnet gå i SFO?", "Ja")
    maja.chooses("Må børnehaven fortælle skolen om barnet?", "Ja")
    maja.presses("Næste")
    maja.chooses("Har barnet brug for noget særligt?", "Det vil jeg ikke svare på her")
    maja.presses("Næste")
    maja.ticks(re.compile("Mine svar er rigtige"))
    maja.presses("Næste")
    assert maja.heading == "Kontrollér og send"
    maja.presses("Send")
    maja.sees(WAITS, "Du skal ikke gøre noget.")


def she_looks_at_other_schools(maja: Visitor) -> None:
    """What she could wish for comes by itself; then she takes the district school after all."""
    maja.chooses("Hvor skal barnet gå?", "På en anden af kommunens skoler")
    maja.page.get_by_text("Hvilke skoler ønsker I?").filter(visible=True).first.wait_for()
    maja.looks()
    maja.chooses("Hvor skal barnet gå?", "På skolen i vores distrikt")


def adam_says_yes(adam: Visitor) -> None:
    adam.opens("/min-side/")
    verbs.logs_in_as(adam, "Adam Seligdal")
    adam.follows("Svar nu", within=adam.page.get_by_role("region", name="Det skal du gøre nu"))
    assert adam.heading == "Er du enig i valget af skole?"
    adam.sees("Nora Holmgaard", "På skolen i vores distrikt", "Fyrskolen", "1. august 2027")
    adam.does_not_see("Ankerpladsen 1,", "Det vil jeg ikke svare på her")  # that is not his to know
    adam.chooses("Dit svar", "Ja, jeg er enig")
    adam.presses("Send dit svar")
    adam.sees("Tak. Vi har fået dit svar.")
    adam.opens("/min-side/")
    adam.sees("Du skal ikke gøre noget lige nu")
    adam.follows("Svar om skole til Nora Holmgaard")
    adam.sees("Svaret er: Ja til det hele.")


def maja_has_the_answer(maja: Visitor) -> None:
    maja.opens("/min-side/")
    maja.follows("Indskriv dit barn i skole", within=maja.page.get_by_role("region", name="Dine sager"))
    maja.sees("Nora Holmgaard har plads på Fyrskolen fra den 1. august 2027.", "Vores system gav svaret")
    maja.sees("Hvorfor?", "I, der deler forældremyndigheden, har alle sagt ja.")
    maja.does_not_see(WAITS, "Adam", "Træk sagen tilbage")
    letter = verbs.words_of(maja, re.compile("PDF"))
    assert "Nora Holmgaard har plads på Fyrskolen" in letter
