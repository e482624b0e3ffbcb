"""Jytte has a mandate from her father, Kaj. It holds online, so she does it there; on the telephone Ole must say no."""

import re
from collections.abc import Callable

from tests.journeys import verbs
from tests.journeys.verbs import Move
from tests.journeys.visitor import Visitor


def test_a_helper_acts_by_an_online_mandate_and_is_refused_by_telephone(
    visit: Callable[..., Visitor],
) -> None:
    jytte, ole = visit(), visit()
    jytte_begins_for_kaj(jytte)
    ole_answers_her_call(ole)
    ole_may_not_speak_of_kaj(ole)
    jytte_does_it_online(jytte)


def jytte_begins_for_kaj(jytte: Visitor) -> None:
    jytte.opens("/selvbetjening/flytning/")
    jytte.presses("Log ind og begynd")
    verbs.logs_in_as(jytte, "Jytte Bækgaard")
    jytte.chooses("Hvem gør du det for?", "Kaj Bækgaard")
    jytte.presses("Begynd")
    jytte.sees("Du handler for Kaj Bækgaard")


def ole_answers_her_call(ole: Visitor) -> None:
    verbs.staff_logs_in_as(ole, "Ole Damgård", at="/medarbejder/henvendelser/")
    ole.presses_key("F2")
    ole.sees("Kommunens hovednummer")
    ole.types("Navn", "Jytte Bækgaard")
    ole.presses("Find")
    ole.presses(re.compile("Det er den, jeg taler med"))
    assert ole.heading == "Jytte Bækgaard"


def ole_may_not_speak_of_kaj(ole: Visitor) -> None:
    ole.unfolds("Find en anden, eller en, de taler for")
    ole.types("Navn", "Kaj")
    ole.presses("Find en, de taler for")
    ole.page.get_by_label("Hvad ringer de om?").select_option("flytning-indland")
    ole.presses(re.compile("Må de tale for denne borger"))
    ole.sees(
        "Din fuldmagt fra Kaj Bækgaard gælder ikke på telefonen.",
        "Du må stadig gøre det på nettet.",
        "Jeg må gerne fortælle om reglerne.",
        "Ole Damgård oplyste ikke om en anden borger.",
    )
    assert ole.heading == "Jytte Bækgaard"  # it is still only about her
    ole.does_not_see("Lodsgangen", "Der er ikke sendt noget endnu")


def jytte_does_it_online(jytte: Visitor) -> None:
    verbs.answers_everything(jytte, Move("lodsgangen 17", "Lodsgangen 17"))
    jytte.sees("Du handler for Kaj Bækgaard")
    jytte.presses("Send")
    jytte.sees("Vi har godkendt flytningen.", "Du handler for Kaj Bækgaard")
