"""Hanne tells many that Borgerservice is closed. She pauses it when the telephone begins to ring, and goes on."""

import re
import time
from collections.abc import Callable

from tests.journeys import verbs
from tests.journeys.visitor import Visitor

IN_DIGITAL_POST = ("Signe Bakholm", "Mikkel Overby", "Freja Sandkær", "Lars Kildevang")
ON_PAPER = ("Kirsten Mølgård", "Dorthe Nordmann", "Torben Klitholm")
"""Two never signed up, and his mailbox is closed."""
KNOWN = (*IN_DIGITAL_POST, *ON_PAPER)
STRANGERS = 18
WRITTEN_WITHIN = 60  # seconds
LETTER = "Borgerservice holder lukket en uge"


def test_a_letter_to_many_is_paused_and_goes_on(visit: Callable[..., Visitor]) -> None:
    hanne, outside = visit(), visit(javascript=False)
    hanne_makes_it_ready(hanne)
    hanne_pauses_it(hanne)
    hanne_goes_on(hanne)
    hanne_sees_who_did_not_get_it(hanne)
    each_has_it_once(outside)


def the_list() -> bytes:
    """Some whom we know, more whom no register knows, one of them twice, and a line that is no number."""
    known = verbs.numbers_of(*KNOWN)
    strangers = [f"61048{number:05d};Ukendt {number}" for number in range(90001, 90001 + STRANGERS)]
    lines = ["cpr;navn", *(f"{number};" for number in known), *strangers, strangers[-1], "123;Forkert"]
    return "\n".join(lines).encode()


def hanne_makes_it_ready(hanne: Visitor) -> None:
    verbs.staff_logs_in_as(hanne, "Hanne Skovlund", at="/medarbejder/mange/")
    hanne.follows("Lav en udsendelse")
    hanne.page.get_by_label("Hvilket brev?").select_option(label=LETTER)
    hanne.types_in("Hvad skal udsendelsen hedde?", "Lukket i uge 7")
    hanne.page.get_by_label("Hvor hurtigt?").select_option("60")
    with hanne.complaints.expecting(422):
        hanne.presses("Se brevet og listen")
    hanne.page.get_by_label("Hvem skal have det?").set_input_files(
        {"name": "liste.csv", "mimeType": "text/csv", "buffer": the_list()}
    )
    hanne.presses("Se brevet og listen")
    hanne.sees(
        f"{len(KNOWN) + STRANGERS} modtagere. Intet er sendt endnu.", "2 linjer får intet brev", LETTER
    )


def hanne_pauses_it(hanne: Visitor) -> None:
    hanne.presses(re.compile(r"^Send \d+ breve"))
    hanne.presses("Sæt på pause")
    hanne.sees("Sat på pause")
    before = how_far(hanne)
    assert 0 <= before < len(KNOWN) + STRANGERS
    time.sleep(12)  # longer than its pace would wait
    hanne.opens(hanne.path)
    assert how_far(hanne) == before


def how_far(hanne: Visitor) -> int:
    """How many have had their turn; -1 when all have, for then there is nothing to be far with."""
    bar = hanne.page.locator("progress")
    return int(bar.get_attribute("value") or "0") if bar.count() else -1


def hanne_goes_on(hanne: Visitor) -> None:
    hanne.presses("Fortsæt")
    enough = time.monotonic() + WRITTEN_WITHIN
    while how_far(hanne) >= 0 and time.monotonic() < enough:
        time.sleep(1)
        hanne.follows("Se, hvor langt vi er nu")
    hanne.sees(f"{len(KNOWN) + STRANGERS} af {len(KNOWN) + STRANGERS} breve er skrevet.")
    hanne.looks_again_until("Se, hvorfor breve ikke er nået frem")


def hanne_sees_who_did_not_get_it(hanne: Visitor) -> None:
    hanne.follows("Se, hvorfor breve ikke er nået frem")
    hanne.looks_again_until("Ukendt 90001")
    hanne.sees("Vi kender ingen adresse.")
    hanne.follows(re.compile(f"{LETTER}.*Ukendt 90001"))
    hanne.sees("Hvad kan du gøre?")
    hanne.unfolds("Jeg har fortalt det på en anden måde")
    hanne.types_in("Hvordan fik de besked?", "Ringede, og vi talte om det.")
    hanne.presses("De har fået besked")
    hanne.sees("Det er skrevet ned, at de har fået besked.", "Fortalt på en anden måde")


def each_has_it_once(outside: Visitor) -> None:
    verbs.goes_to_the_post(outside)
    for name in IN_DIGITAL_POST:
        outside.follows("Postkasser")
        outside.follows(name)
        outside.looks_again_until(LETTER)
        assert outside.page.get_by_role("link", name=LETTER).count() == 1
    outside.follows("Breve på papir")
    for name in ON_PAPER:
        outside.looks_again_until(outside.row(name, LETTER))
        assert outside.row(name, LETTER).count() == 1
