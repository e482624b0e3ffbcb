"""Camilla moves with Oliver, whose father shares custody and stays, and keeps her old home as well. The rules stop
there, and Ole takes over: where a person must look anyway, nobody else is written to first.
"""

import re
from collections.abc import Callable

from tests.journeys import verbs
from tests.journeys.visitor import Visitor

QUESTION = "Hvor skal Oliver sove de fleste nætter?"
ANSWER = "Hos mig. Han er hos Thomas hver anden weekend. 🙂"
REASON = (
    "Du flytter selv til den nye adresse, så dig skriver vi der efter CPR-loven § 6. Oliver bliver stående efter "
    "§ 8, til vi har hørt hans far. Vi har lagt vægt på, at I har del i forældremyndigheden begge to."
)


def test_camilla_ole_and_the_rule_that_could_not_decide(visit: Callable[..., Visitor]) -> None:
    camilla, ole = visit(), visit()

    number = camilla_sends(camilla)
    ole_asks(ole, number)
    camilla_answers(camilla)
    ole_decides(ole, number)
    camilla_reads_the_decision(camilla)


def camilla_sends(camilla: Visitor) -> str:
    """Gives the number of her case."""
    verbs.begins_moving(camilla, "Camilla Rosendal")
    verbs.says_when(camilla, verbs.in_days(20))
    camilla.ticks("Camilla Rosendal")
    camilla.ticks("Oliver Rosendal")
    camilla.sees("Ikke alle med del i forældremyndigheden flytter med.")  # said at once, not after she sent
    camilla.looks()
    camilla.presses("Næste")
    verbs.says_where(camilla, "Birkevænget 3", "Birkevænget 3")
    verbs.answers_the_rest(camilla, verbs.Move("", "", old_home="Jeg beholder den også"))
    camilla.presses("Send")
    camilla.sees("En medarbejder ser på det.", "Det skal vi se på", "Vi skal høre den anden forælder.")
    camilla.does_not_see("Vi venter på svar")
    camilla.does_not_see("Sådan klager du")
    return camilla.page.get_by_role("link", name=re.compile(r"\d\d-\d{6}")).inner_text()


def ole_asks(ole: Visitor, number: str) -> None:
    verbs.staff_logs_in_as(ole, "Ole Damgård")
    assert ole.heading == "Arbejdsliste"
    ole.follows(re.compile(number))
    ole.sees("Fra Camilla Rosendal", "Det kunne reglerne ikke afgøre")
    ole.sees("En med del i forældremyndigheden flytter ikke med. Vi skal høre den anden forælder.")
    ole.presses("Tag sagen")
    ole.follows("Send sagen videre")
    ole.follows("Fortryd")
    ole.follows("Se sagens dokumenter")
    ole.follows("Tilbage til sag")
    ole.follows("Spørg borgeren")
    ole.types_in("Hvad vil du spørge om", QUESTION)
    ole.presses("Send spørgsmålet")
    ole.sees("Venter på borgeren")


def camilla_answers(camilla: Visitor) -> None:
    camilla.opens("/min-side/")
    todo = camilla.page.get_by_role("region", name="Det skal du gøre nu")
    assert "Senest" in todo.inner_text()
    camilla.follows("Svar", within=todo)
    camilla.sees(QUESTION)
    camilla.types_in("Dit svar", ANSWER)
    camilla.presses("Send dit svar")
    camilla.sees("Vi har fået dit svar.", ANSWER)


def ole_decides(ole: Visitor, number: str) -> None:
    ole.opens("/medarbejder/")
    ole.follows(re.compile(number))
    ole.sees(ANSWER)
    ole.follows("Ja til en del")
    ole.types_in("Begrundelse", REASON)
    ole.presses("Se brevet")
    ole.sees("Vi har godkendt en del af flytningen, men ikke det hele.", REASON)
    ole.presses("Afgør sagen, og send brevet")
    ole.sees("Afgørelsen")


def camilla_reads_the_decision(camilla: Visitor) -> None:
    camilla.opens("/min-side/")
    camilla.follows("Anmeld flytning", within=camilla.page.get_by_role("region", name="Dine sager"))
    camilla.sees("Vi har godkendt en del af flytningen, men ikke det hele.", REASON)
    camilla.sees("Er du uenig?", "Du kan klage.", "Ole Damgård")
    camilla.follows("Læs brevet")
    camilla.sees(REASON, "Sådan klager du")
    camilla.opens("/min-side/")
    camilla.follows("Se, hvem der har set dine oplysninger")
    camilla.sees("En medarbejder i Folkeregisteret", "Så din sag.")
