"""Trine is paid less than when she got a reduced fee, and has a new answer without asking. Pia is paid more: Tina sees
both tables, and hears her before anything changes.
"""

import re
from collections.abc import Callable

from tests.journeys import verbs
from tests.journeys.visitor import Visitor

AGAIN = "Friplads regnet igen"


def test_trine_pays_less_by_itself_and_pia_is_heard_before_she_pays_more(
    visit: Callable[..., Visitor],
) -> None:
    trine, tina, pia = visit(), visit(), visit(javascript=False)
    trine_has_a_new_answer(trine)
    tina_sees_both_tables_and_hears_pia(tina)
    pia_reads_what_we_build_on(pia)


def trine_has_a_new_answer(trine: Visitor) -> None:
    trine.opens("/min-side/")
    verbs.logs_in_as(trine, "Trine Elmholt")
    trine.looks_again_until(AGAIN)
    trine.follows(re.compile(AGAIN))
    trine.sees("Jeres løn er blevet lavere.", "Vores system gav svaret")
    trine.sees("Løn i måneden", "33.500 kr.", "22.300 kr.", "Nu står I på trin 0.")
    trine.does_not_see("Træk sagen tilbage")
    trine.follows("Læs brevet")
    trine.sees("I skal betale mindre for pladsen", "Før og nu", "(før 33.500 kr.)")
    trine.opens("/min-side/")
    trine.follows(re.compile("Søg økonomisk friplads"))
    trine.sees("Sådan har vi regnet igen", "Det blev bedre for dig.")
    trine.unfolds(re.compile("Det blev bedre for dig"))
    trine.sees("I står på trin: før 24, nu 0.")
    trine.unfolds(re.compile("måned for måned"))
    trine.sees("I alt")
    trine.looks()
    trine.follows(re.compile("Se svaret for"))
    trine.follows("Se det første svar og alle de måneder, vi har regnet igen")


def tina_sees_both_tables_and_hears_pia(tina: Visitor) -> None:
    verbs.staff_logs_in_as(tina, "Tina Vangede")
    tina.looks_again_until(tina.row("Pia Kornerup"))
    tina.follows(re.compile(AGAIN), within=tina.row("Pia Kornerup"))
    tina.sees("Jeres indkomst er nu 417.600 kr. om året.", "I stod på trin 0. Nu står I på trin 27.")
    tina.presses("Tag sagen")
    tina.follows("Hør borgeren før et nej")
    tina.sees("Løn i måneden: 34.800 kr.")
    tina.chooses("Hvad er du på vej til at afgøre?", "Ja til en del")
    tina.presses("Send brevet")


def pia_reads_what_we_build_on(pia: Visitor) -> None:
    pia.opens("/min-side/")
    verbs.logs_in_as(pia, "Pia Kornerup")
    pia.looks_again_until("Før vi svarer dig: Friplads regnet igen")
    pia.follows(re.compile("Før vi svarer dig"))
    pia.sees("Vi er på vej til at sige ja til kun en del.", "Løn i måneden: 34.800 kr.")
