"""Vagn keeps his old home as well, so Ole must ask him. The question comes by Digital Post, and Vagn answers there.
The decision comes the same way, and both of them can see that it did.
"""

import re
from collections.abc import Callable

from tests.journeys import verbs
from tests.journeys.visitor import Visitor

QUESTION = "Hvor mange nætter om ugen sover du på Lodsgangen 37?"
ANSWER = "Fem. De to andre er jeg hos min bror."


def test_a_question_is_answered_in_digital_post_and_the_decision_comes_there(
    visit: Callable[..., Visitor],
) -> None:
    vagn, ole, outside = visit(), visit(), visit()
    number = vagn_sends(vagn)
    ole_asks(ole, number)
    vagn_answers_in_digital_post(outside)
    ole_sees_the_answer_and_decides(ole, number)
    ole_can_tell_that_it_arrived(ole)
    vagn_has_the_decision_in_both_places(vagn, outside)


def vagn_sends(vagn: Visitor) -> str:
    """Gives the number of his case."""
    verbs.begins_moving(vagn, "Vagn Ellegård")
    move = verbs.Move("lodsgangen 37", "Lodsgangen 37", old_home="Jeg beholder den også")
    verbs.answers_everything(vagn, move)
    vagn.presses("Send")
    vagn.sees("En medarbejder ser på det.")
    return vagn.page.get_by_role("link", name=re.compile(r"\d\d-\d{6}")).inner_text()


def ole_asks(ole: Visitor, number: str) -> None:
    verbs.staff_logs_in_as(ole, "Ole Damgård")
    ole.follows(re.compile(number))
    ole.presses("Tag sagen")
    ole.follows("Spørg borgeren")
    ole.types_in("Hvad vil du spørge om", QUESTION)
    ole.presses("Send spørgsmålet")
    ole.sees("Venter på borgeren")


def vagn_answers_in_digital_post(outside: Visitor) -> None:
    verbs.goes_to_the_post(outside)
    outside.follows("Åbn en postkasse")
    outside.follows("Vagn Ellegård")
    asked = outside.row("Vi mangler et svar", "Leveret")
    outside.looks_again_until(asked)
    outside.follows(re.compile("Vi mangler et svar"), within=asked)
    outside.sees("Fra", "Svar senest")
    letter = verbs.words_of(outside, re.compile(r"^Åbn .*\.pdf$"))
    assert QUESTION in letter
    outside.follows(re.compile("^Svar$"))
    outside.types("Din besked", ANSWER)
    outside.presses(re.compile("^Send$"))
    outside.looks_again_until("Kommunen har den")


def ole_sees_the_answer_and_decides(ole: Visitor, number: str) -> None:
    ole.opens("/medarbejder/")
    ole.follows(re.compile(number))
    ole.looks_again_until(ANSWER)
    ole.follows("Ja til det hele")
    ole.presses("Afgør sagen, og send brevet")
    ole.sees("Afgørelsen")


def ole_can_tell_that_it_arrived(ole: Visitor) -> None:
    ole.follows("Din flytning er godkendt")
    ole.looks_again_until("Leveret i Digital Post samme dag.")


def vagn_has_the_decision_in_both_places(vagn: Visitor, outside: Visitor) -> None:
    outside.follows("Postkasser")
    outside.follows("Vagn Ellegård")
    outside.looks_again_until("Din flytning er godkendt")
    outside.follows("Din flytning er godkendt")
    letter = verbs.words_of(outside, re.compile(r"^Åbn .*\.pdf$"))
    assert "Lodsgangen 37" in letter
    vagn.opens("/min-side/beskeder/")
    vagn.follows("Din flytning er godkendt")
    vagn.unfolds("Sådan har du fået brevet")
    vagn.sees("Leveret i Digital Post samme dag.")
