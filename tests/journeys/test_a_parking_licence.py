"""A car, a zone and a card: the licence is bought in one sitting, and the attendant's machine knows it at once."""

import re
from collections.abc import Callable

from tests.journeys import verbs
from tests.journeys.verbs import in_danish
from tests.journeys.visitor import Visitor

TODAY = verbs.in_days(0)


def test_jonas_buys_a_licence_for_his_electric_car(visit: Callable[..., Visitor]) -> None:
    jonas = visit()
    jonas.opens("/")
    jonas.page.keyboard.type("p-licens")
    jonas.follows("Køb beboerlicens")
    jonas.follows("Start, 4 min")
    jonas.sees("710 kr.", "5.840 kr.")  # what it costs is said before anything is asked
    jonas.presses("Log ind og begynd")
    verbs.logs_in_as(jonas, "Jonas Havgaard")
    jonas.presses("Begynd")

    jonas.sees("Fyrmestervej 12, 2. th", "Hentet fra")
    jonas.chooses("Hvis bil er det?", "Min egen")
    jonas.presses("Næste")
    jonas.chooses("Hvilken bil?", re.compile("Renault Zoe"))
    jonas.types_date("Fra hvilken dag?", TODAY)
    jonas.presses("Næste")
    jonas.ticks(re.compile("Det er rigtigt"))
    jonas.presses("Næste")

    jonas.sees("Sådan er prisen", "710 kr.")
    jonas.presses(re.compile("[Bb]etal"))
    jonas.sees("710 kr.")
    jonas.presses("Betal")
    assert jonas.heading.startswith("Ja, du har en beboerlicens til QX10201 i zone B.")
    jonas.sees(f"Den gælder fra den {in_danish(TODAY)}", "Hvorfor?")
    jonas.unfolds("Ejer eller bruger")
    jonas.sees("Motorregistret (DMR)")
    jonas.looks()

    jonas.opens("/min-side/")
    jonas.sees("Beboerlicens")
    jonas.opens(
        "/selvbetjening/beboerlicens/"
    )  # the same car again is for a person to look at, and is not paid for
    jonas.presses(re.compile("^Begynd"))
    jonas.chooses("Hvis bil er det?", "Min egen")
    jonas.presses("Næste")
    jonas.chooses("Hvilken bil?", re.compile("Renault Zoe"))
    jonas.sees("Bilen har en licens i forvejen")

    jonas.opens("/min-side/")  # and he has no use for it after all
    jonas.follows(re.compile("Beboerlicens"), within=jonas.page.locator("main"))
    jonas.follows("Slut den før tid")
    jonas.sees("Slutter du den i dag, får du 710 kr. tilbage.")
    jonas.chooses("Hvorfor slutter du den?", "Jeg skal ikke bruge den mere")
    jonas.presses("Slut den nu")
    jonas.sees("Trukket tilbage", "Den er slut fra nu af")
