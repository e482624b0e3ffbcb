"""A solution that is content alone, from all sides: Simon has his stalls at once, Peter's pancakes are for Vera to
answer, and steering has counted both.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from tests.journeys import verbs
from tests.journeys.visitor import Visitor

FIRST_MARKET, DAYS_BETWEEN = date(2026, 1, 3), 14
"""As parameters.yaml has them."""


def next_market() -> date:
    """The first market that is at least four days away."""
    day = verbs.in_days(4)
    return day + timedelta(days=-(day - FIRST_MARKET).days % DAYS_BETWEEN)


def test_simon_has_two_stalls_at_once_and_vera_sees_what_peter_asked(visit: Callable[..., Visitor]) -> None:
    simon, peter, vera, jakob = visit(), visit(javascript=False), visit(), visit()
    applies(simon, "Simon Ravnholt", goods=re.compile("^Brugte ting$"), what="Legetøj", stalls="To")
    simon.presses("Send")
    simon.sees("Ja, du har en plads på loppemarkedet", "Hvorfor?", "Der er marked på torvet")

    pancakes = "Pandekager fra en gammel brandbil"
    applies(
        peter,
        "Peter Nordkær",
        goods=re.compile("^Mad eller drikke$"),
        what=pancakes,
        stalls="Et",
    )
    peter.presses("Send")
    peter.sees("En medarbejder ser på det")
    number = peter.page.get_by_role("link", name=re.compile(r"\d\d-\d{6}")).inner_text()

    verbs.staff_logs_in_as(vera, "Vera Holmgaard")
    vera.follows(re.compile(number))
    vera.sees("Peter Nordkær", pancakes, "Der må ikke sælges mad og drikke på loppemarkedet")

    verbs.staff_logs_in_as(jakob, "Jakob Elmegård", at="/styring/loesninger/loppemarked/")
    jakob.looks_again_until("Hvilken dag vil du med?")
    jakob.sees("Trin for trin", "Gennemført, og hvordan det gik")


def applies(citizen: Visitor, name: str, *, goods: re.Pattern[str], what: str, stalls: str) -> None:
    """From the service's page to the summary."""
    citizen.opens("/ydelse/loppemarked/")
    citizen.follows("Start, 4 min")
    citizen.presses("Log ind og begynd")
    verbs.logs_in_as(citizen, name)
    citizen.presses("Begynd")
    citizen.types_date("Markedsdag", next_market())
    citizen.presses("Næste")
    citizen.chooses("Hvad er det mest?", goods)
    citizen.types("Hvad sælger du?", what)
    many = citizen.page.get_by_role("group", name="Hvor mange stader vil du have?")
    many.get_by_role("radio", name=stalls, exact=True).check()
    citizen.chooses("Har du brug for strøm?", "Nej")
    citizen.presses("Næste")
    if citizen.path.endswith("/bod/"):  # there was something to read first
        citizen.sees("Læs det her, før du går videre")
        citizen.presses("Næste")
    citizen.types("Mobil", "20 12 34 56")
    citizen.presses("Næste")
    citizen.ticks(re.compile("Jeg rydder op efter mig"))
    citizen.presses("Næste")
    assert citizen.heading == "Kontrollér og send"
