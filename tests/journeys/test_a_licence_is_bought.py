"""Somebody gives up in the middle of paying, and comes back: nothing is lost, and the card is charged once."""

import re
from collections.abc import Callable

from tests.journeys import verbs
from tests.journeys.visitor import Visitor

PAY = re.compile(r"Betal .* kr\. og send")
PLATE = "QX10101"


def test_mads_gives_up_paying_and_pays_after_all(visit: Callable[..., Visitor]) -> None:
    mads = visit(javascript=False)
    mads.opens("/selvbetjening/beboerlicens/")
    mads.sees("En licens til en elbil koster")
    mads.presses("Log ind og begynd")
    verbs.logs_in_as(mads, "Mads Brinklund")
    mads.presses("Begynd")
    mads.chooses("Hvis bil er det?", "Min egen")
    mads.presses("Næste")
    mads.chooses("Hvilken bil?", re.compile(PLATE))
    mads.types_date("Fra hvilken dag?", verbs.in_days(1))
    mads.presses("Næste")
    mads.ticks(re.compile("Det er rigtigt"))
    mads.presses("Næste")
    assert mads.heading == "Kontrollér og send"
    mads.sees("Vi trækker først pengene, når du har fået ja")

    mads.presses(PAY)
    assert mads.heading == "Betal"
    mads.presses("Afbryd")
    assert mads.heading == "Kontrollér og send"
    mads.sees("Du har ikke betalt, og vi har ikke sendt det. Dine svar er gemt.", PLATE)

    mads.presses(PAY)
    mads.presses(re.compile("^Betal$"))
    mads.sees("Din betaling", "Betalt", "Hvorfor?", PLATE)
    mads.goes_back()
    mads.sees("Det er betalt")
    mads.follows("Tilbage til kommunen")
    mads.sees("Din betaling", "Betalt")
