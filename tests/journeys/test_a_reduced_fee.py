"""Reduced day care fees: Line has an answer at once, with its sums."""

import re
from collections.abc import Callable

from tests.journeys import verbs
from tests.journeys.visitor import Visitor


def test_line_has_her_answer_with_its_sums_at_once(visit: Callable[..., Visitor]) -> None:
    line = visit()
    begins(line, "Line Sommerdal")
    line.ticks(re.compile("Alma"))
    where_they_live(line)
    line.chooses("Er du enlig?", "Ja")
    line.presses("Næste")
    what_they_live_on(line)
    line.sees("Sådan har vi regnet", "Løn i måneden", "16.300 kr.", "195.600 kr.", "I betaler om måneden")
    line.presses("Send")
    line.sees("Pladsen er gratis for jer.", "Hvorfor?", "Indkomst på et år", "195.600 kr.")


def begins(citizen: Visitor, name: str) -> None:
    citizen.opens("/ydelse/friplads/")
    citizen.follows("Start, 5 min")
    citizen.presses("Log ind og begynd")
    verbs.logs_in_as(citizen, name)
    citizen.presses("Begynd")


def where_they_live(citizen: Visitor) -> None:
    citizen.chooses("Hvad er det for en plads?", re.compile("Kommunens egen"))
    citizen.chooses("Er pladsen ny?", "Nej")
    citizen.presses("Næste")


def what_they_live_on(citizen: Visitor) -> None:
    for question in (
        "Har en af jer eget firma?",
        "Får en af jer løn fra et andet land?",
        "Har I andre indtægter end løn og ydelser?",
        "Ved I, at jeres løn snart bliver en anden?",
    ):
        citizen.chooses(question, "Nej")
    citizen.presses("Næste")
    citizen.ticks(re.compile("Det, jeg har svaret, er rigtigt"))
    citizen.presses("Næste")
    assert citizen.heading == "Kontrollér og send"
