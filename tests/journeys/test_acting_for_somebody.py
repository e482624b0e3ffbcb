"""Lene is Karl's guardian, and Bente has a mandate from her mother Inger. Both always see for whom they act."""

import re
from collections.abc import Callable

from tests.journeys import verbs
from tests.journeys.verbs import Move
from tests.journeys.visitor import Visitor


def test_a_guardian_reports_a_move_and_a_person_looks_at_it(visit: Callable[..., Visitor]) -> None:
    lene = visit()
    begins_for(lene, "Lene Stenbæk", "Karl Stenbæk")
    verbs.answers_everything(lene, Move("klokkeengen 22", "Klokkeengen 22, 1. th"))
    lene.sees("Du handler for Karl Stenbæk")
    lene.presses("Send")
    lene.sees("En medarbejder ser på det.", "En af jer har en værge.", "Du handler for Karl Stenbæk")

    switches_to(lene, "Lene Stenbæk")
    assert lene.heading == "Hej Lene"
    lene.sees("Du har ingen sager hos os")  # Karl's matter is not hers
    switches_to(lene, "Karl Stenbæk")
    assert lene.heading == "Min side for Karl Stenbæk"
    lene.sees("Anmeld flytning")


def test_a_daughter_with_a_mandate_has_the_answer_at_once_and_her_mother_reads_it(
    visit: Callable[..., Visitor],
) -> None:
    bente, inger = visit(), visit()
    begins_for(bente, "Bente Falkenborg", "Inger Falkenborg")
    verbs.answers_everything(bente, Move("birkevej 11", "Birkevej 11A"))
    bente.presses("Send")
    bente.sees("Vi har godkendt flytningen.", "Du handler for Inger Falkenborg")
    bente.opens("/ydelse/laegeskift/")  # her mandate for that has run out

    inger.opens("/min-side/")
    verbs.logs_in_as(inger, "Inger Falkenborg")
    inger.follows("Anmeld flytning", within=inger.page.get_by_role("region", name="Dine sager"))
    inger.sees("Hvorfor?", "CPR-loven § 12")


def begins_for(helper: Visitor, name: str, party: str) -> None:
    helper.opens("/selvbetjening/flytning/")
    helper.presses("Log ind og begynd")
    verbs.logs_in_as(helper, name)
    helper.chooses("Hvem gør du det for?", party)
    helper.presses("Begynd")
    helper.sees(f"Du handler for {party}")


def switches_to(helper: Visitor, party: str) -> None:
    helper.opens("/min-side/")
    helper.unfolds("Skift")
    helper.looks()
    helper.presses(re.compile(f"^{party}"))
