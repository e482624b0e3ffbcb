"""Tove is exempt from Digital Post. Her letter is printed and posted; it comes back, and somebody must find her."""

import re
from collections.abc import Callable
from pathlib import Path

from tests.journeys import verbs
from tests.journeys.inspection import PICTURES
from tests.journeys.visitor import Visitor

DAY = verbs.in_days(9)
DECISION = "Din flytning er godkendt"


def test_a_letter_on_paper_comes_back_and_is_a_task(visit: Callable[..., Visitor]) -> None:
    tove, outside, ole = visit(), visit(), visit()
    tove_moves(tove)
    the_printer_has_her_letter(outside)
    the_post_brings_it_back(outside)
    ole_has_a_task(ole)
    ole_tells_her(ole)


def tove_moves(tove: Visitor) -> None:
    verbs.begins_moving(tove, "Tove Krarup")
    verbs.answers_everything(tove, verbs.Move("lodsgangen 41", "Lodsgangen 41", day=DAY))
    tove.presses("Send")
    tove.sees("Vi har godkendt flytningen.")


def the_printer_has_her_letter(outside: Visitor) -> None:
    verbs.goes_to_the_post(outside)
    outside.follows("Breve på papir")
    row = outside.row("Tove Krarup", DECISION)
    outside.looks_again_until(row)
    outside.follows(DECISION, within=row)
    outside.looks_again_until("Modtaget Post Danmark")
    envelope = outside.page.locator(".envelope").inner_text()
    assert envelope.splitlines()[0] == "Tove Krarup"
    assert "9999 Lyngsø" in envelope
    letter = verbs.words_of(
        outside,
        re.compile("Åbn brevet"),
        keep=Path(PICTURES) / "tove.pdf" if PICTURES else None,
    )
    assert DECISION in letter
    assert verbs.in_danish(DAY) in letter
    assert "Tove Krarup" in letter


def the_post_brings_it_back(outside: Visitor) -> None:
    outside.page.get_by_label("Hvorfor kommer det retur?").select_option(label="Ubekendt efter adressen")
    outside.presses("Send retur")
    outside.looks_again_until(outside.row("Opdatering fra Post Danmark", "Taget imod"))
    assert outside.row("Opdatering fra Post Danmark").count() == 1


def ole_has_a_task(ole: Visitor) -> None:
    verbs.staff_logs_in_as(ole, "Ole Damgård", at="/medarbejder/post/")
    ole.looks_again_until(ole.page.get_by_role("link", name=re.compile(f"{DECISION}.*Tove Krarup")))
    ole.sees("Brevet kom retur.")
    ole.follows(re.compile(f"{DECISION}.*Tove Krarup"))
    ole.sees("Hvad kan du gøre?")
    ole.follows("Læs brevet på sagen")
    ole.follows(re.compile("Tilbage til sag"))
    ole.sees("Et brev kom retur.")


def ole_tells_her(ole: Visitor) -> None:
    ole.opens("/medarbejder/post/")
    ole.follows(re.compile(f"{DECISION}.*Tove Krarup"))
    ole.unfolds("Jeg har fortalt det på en anden måde")
    ole.types_in("Hvordan fik de besked?", "Tove kom forbi og fik brevet i hånden.")
    ole.presses("De har fået besked")
    ole.sees("Det er skrevet ned, at de har fået besked.", "Fortalt på en anden måde")
