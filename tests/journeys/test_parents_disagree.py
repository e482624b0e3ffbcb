"""Line moves with Alma, whose father Simon shares custody. He says no, Ole sees both sides, and Line thinks again."""

import re
from collections.abc import Callable

from tests.journeys import verbs
from tests.journeys.visitor import Visitor

WORDS = "Hun skal gå på den samme skole. Det er vi ikke færdige med at tale om."
WHY = "Vi taler om det først."


def test_parents_who_disagree_meet_a_person_and_the_notice_is_taken_back(
    visit: Callable[..., Visitor],
) -> None:
    line, simon, ole = visit(), visit(), visit()

    number = line_sends(line)
    simon_says_no(simon)
    ole_sees_both_sides(ole, number)
    line_takes_it_back(line)
    ole_has_nothing_more_to_do(ole, number)


def line_sends(line: Visitor) -> str:
    """Gives the number of her case."""
    verbs.begins_moving(line, "Line Sommerdal")
    verbs.says_when(line, verbs.in_days(20))
    line.ticks("Line Sommerdal")
    line.ticks("Alma Sommerdal")
    line.sees("Så spørger vi den anden forælder")
    line.looks()
    line.presses("Næste")
    verbs.says_where(line, "lodsgangen 11", "Lodsgangen 11")
    verbs.answers_the_rest(line)
    line.presses("Send")
    line.sees("Vi venter på svar fra den anden forælder.", "Du skal ikke gøre noget.")
    return line.page.get_by_role("link", name=re.compile(r"\d\d-\d{6}")).inner_text()


def simon_says_no(simon: Visitor) -> None:
    simon.opens("/min-side/")
    verbs.logs_in_as(simon, "Simon Ravnholt")
    simon.follows("Svar nu", within=simon.page.get_by_role("region", name="Det skal du gøre nu"))
    assert simon.heading == "Er du enig i flytningen?"
    simon.sees("Alma Sommerdal", "Lodsgangen 11")
    simon.chooses("Dit svar", "Nej, jeg er ikke enig")
    simon.types_in("Vil du sige mere", WORDS)
    simon.presses("Send dit svar")
    simon.sees("Tak. Vi har fået dit svar.", "Vil du ændre dit svar?")


def ole_sees_both_sides(ole: Visitor, number: str) -> None:
    verbs.staff_logs_in_as(ole, "Ole Damgård")
    ole.follows(re.compile(number))
    ole.sees("Fra Line Sommerdal", "Den anden forælder har ikke sagt ja.")
    ole.sees("Andre, som sagen også handler om", "Simon Ravnholt", "Nej, jeg er ikke enig", WORDS)
    ole.presses("Tag sagen")


def line_takes_it_back(line: Visitor) -> None:
    line.opens("/min-side/")
    line.follows("Anmeld flytning", within=line.page.get_by_role("region", name="Dine sager"))
    line.sees("Nej eller i tvivl")
    line.does_not_see(WORDS)
    line.follows("Træk sagen tilbage")
    line.types_in("Hvorfor trækker du den tilbage", WHY)
    line.presses("Træk sagen tilbage")
    line.sees("Sagen er trukket tilbage.", "Du har trukket sagen tilbage", "Du skal ikke gøre mere.")


def ole_has_nothing_more_to_do(ole: Visitor, number: str) -> None:
    ole.opens(ole.path)
    ole.sees("Trukket tilbage", WHY, WORDS)
    ole.does_not_see("Hvad vil du gøre?")
    ole.opens("/medarbejder/")
    ole.does_not_see(number)
