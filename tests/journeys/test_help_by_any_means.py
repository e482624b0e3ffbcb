"""Bodil and Nora use no mouse, Ejnar and Sofus no scripts: help in a draft works for them, too."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys import verbs
from tests.journeys.test_by_keyboard import tabs_to
from tests.journeys.visitor import Visitor

DAY = verbs.in_days(15)
WITHIN = 20_000  # milliseconds: what one does, the other sees


def test_bodil_and_nora_do_it_all_by_keyboard(visit: Callable[..., Visitor]) -> None:
    bodil, nora = visit(), visit()
    bodil.opens("/selvbetjening/flytning/")
    for name in ("Log ind og begynd", "Log ind med MitID (demo)", "Log ind som Bodil Ternholt", "Begynd"):
        enters(bodil, name)
    enters(bodil, "Hjælp mig her")
    code = bodil.page.locator(".help-code").inner_text()
    nora_types_the_code(nora, code)
    bodil.sees("vil hjælpe dig")
    bodil.looks()
    enters(bodil, "Ja, hjælp mig")
    nora_proposes(nora)
    expect(bodil.page.get_by_text("Nora Bækgaard foreslår:").first).to_be_visible(timeout=WITHIN)
    bodil.looks()
    enters(bodil, "Brug forslaget")
    bodil.sees("Nora Bækgaard foreslog det, og du sagde ja")
    assert bodil.page.get_by_label("Dag").input_value() == str(DAY.day)
    with nora.complaints.expecting(404):  # what her page is told from this moment
        enters(bodil, "Stop hjælpen")
        nora.sees("Borgeren har stoppet hjælpen")
    bodil.sees("Nu er det kun dig, der kan se kladden.")
    nora.looks()


def enters(visitor: Visitor, name: str) -> None:
    tabs_to(visitor, name)
    visitor.presses_key("Enter")


def nora_types_the_code(nora: Visitor, code: str) -> None:
    nora.opens("/medarbejder/login/")
    enters(nora, "Log ind som medarbejder (demo)")
    enters(nora, "Log ind som Nora Bækgaard")
    assert nora.heading == "Henvendelser"
    nora.presses_key("F2")
    tabs_to(nora, "Borgeren har en hjælpekode")
    nora.page.keyboard.press("Enter")
    tabs_to(nora, "Hjælpekode")
    nora.page.keyboard.type(code)
    nora.presses_key("Enter")
    assert nora.heading == "Vent på borgerens ja"


def nora_proposes(nora: Visitor) -> None:
    nora.page.wait_for_url("**/dato/")
    nora.looks()
    enters(nora, "Foreslå")
    for box, value in (("Dag", DAY.day), ("Måned", DAY.month), ("År", DAY.year)):
        tabs_to(nora, box)
        nora.page.keyboard.type(str(value))
    enters(nora, "Send forslaget")
    nora.sees(verbs.in_danish(DAY))


def test_ejnar_and_sofus_reload_to_see_what_is_new(visit: Callable[..., Visitor]) -> None:
    ejnar, sofus = visit(javascript=False), visit(javascript=False)
    verbs.begins_moving(ejnar, "Ejnar Hvidsten")
    ejnar.presses("Hjælp mig her")
    code = ejnar.page.locator(".help-code").inner_text()
    sofus_types_the_code(sofus, code)
    ejnar.follows("Tilbage til kladden")
    ejnar.sees("Sofus Thorup fra Borgerservice vil hjælpe dig")
    ejnar.presses("Ja, hjælp mig")
    ejnar.sees("kan se og foreslå.")
    sofus.opens(sofus.path)
    assert sofus.path.endswith("/dato/")
    sofus.sees("Ejnar Hvidsten", "Ikke svaret endnu")
    sofus.follows(re.compile("^Foreslå"))
    sofus.types_date("Den dag du flytter ind", DAY)
    sofus.presses("Send forslaget")
    ejnar.opens(ejnar.path)
    ejnar.sees("Sofus Thorup foreslår:", verbs.in_danish(DAY))
    ejnar.presses("Brug forslaget")
    ejnar.sees("Sofus Thorup foreslog det, og du sagde ja")
    sofus.opens(sofus.path)
    sofus.does_not_see("Ikke svaret endnu")
    sofus.presses("Forlad kladden")
    sofus.sees("Du er ude af kladden. Borgerens svar er gemt.")
    ejnar.opens(ejnar.path)
    ejnar.does_not_see("kan se og foreslå.")


def sofus_types_the_code(sofus: Visitor, code: str) -> None:
    verbs.staff_logs_in_as(sofus, "Sofus Thorup", at="/medarbejder/login/")
    sofus.opens("/medarbejder/henvendelser/")
    sofus.presses(re.compile("Borgerservice Midtby"))
    sofus.unfolds("Borgeren har en hjælpekode")
    sofus.types("Hjælpekode", code)
    sofus.presses("Bed om at se med")
    assert sofus.heading == "Vent på borgerens ja"
