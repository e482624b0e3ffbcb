"""Lone looks after the places of the round that is open, and begins the next one. Without JavaScript."""

import re
from collections.abc import Callable

from tests.journeys import verbs
from tests.journeys.visitor import Visitor

SCHOOL = "Pynteskolen"
WRONG = f"{SCHOOL}: Skriv et helt tal fra 0 til 100.000."


def test_places_are_looked_after_while_people_apply(visit: Callable[..., Visitor]) -> None:
    lone = visit(javascript=False)
    verbs.staff_logs_in_as(lone, "Lone Kirkeby")
    lone.opens("/medarbejder/fordelinger/")
    lone.follows("Skolestart 2027")
    lone.sees("Lodtrækningens segl", "Skonnertskolen")
    lone.does_not_see(SCHOOL)
    she_adds_a_place(lone)
    she_begins_the_next_one(lone)


def she_adds_a_place(lone: Visitor) -> None:
    lone.follows("Ret pladserne")
    was = lone.page.get_by_label("Pladser: Skonnertskolen").input_value()
    lone.types("Kode: nyt sted 6", "pynteskolen")
    lone.types("Navn: nyt sted 6", SCHOOL)
    lone.types("Pladser: nyt sted 6", "mange")
    with lone.complaints.expecting(422):
        lone.presses_key("Enter")
        lone.sees(WRONG)
    assert lone.page.get_by_label("Navn: nyt sted 6").input_value() == SCHOOL
    lone.types("Pladser: nyt sted 6", "3")
    lone.presses("Tilføj et sted mere")
    lone.page.keyboard.type("x")  # the new line has the focus
    assert lone.page.get_by_label("Kode: nyt sted 7").input_value() == "x"
    lone.types("Kode: nyt sted 7", "")
    lone.presses("Gem pladserne")
    lone.sees("Pladserne er gemt.", SCHOOL)
    lone.follows("Ret pladserne")
    assert lone.page.get_by_label("Pladser: Skonnertskolen").input_value() == was
    lone.ticks(re.compile(f"Tag ud.*{SCHOOL}"))
    lone.presses("Gem pladserne")
    lone.does_not_see(SCHOOL)


def she_begins_the_next_one(lone: Visitor) -> None:
    lone.opens("/medarbejder/fordelinger/")
    lone.follows("Åbn en fordeling")
    lone.types("Hvad hedder fordelingen?", "Skolestart 2028")
    lone.types_date("Sidste dag", verbs.in_days(30))
    with lone.complaints.expecting(422):
        lone.presses("Åbn fordelingen")
        lone.sees("Der er allerede en åben fordeling af det.")
    assert lone.page.get_by_label("Hvad hedder fordelingen?").input_value() == "Skolestart 2028"
    assert lone.page.get_by_label("Pladser: Skonnertskolen").input_value() != ""
