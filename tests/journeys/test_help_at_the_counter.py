"""Rikke stands at Karim's counter with her phone. She shows her ID and says yes aloud; he helps; she sends herself."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys import verbs
from tests.journeys.visitor import Visitor

WITHIN = 20_000  # milliseconds: what one does, the other sees
SENTENCE = "Må jeg se det, du er ved at udfylde, og foreslå svar?"
ADDRESS = "Lodsgangen 29"


def test_rikke_is_helped_at_the_counter_and_sends_herself(visit: Callable[..., Visitor]) -> None:
    rikke, karim = visit(), visit()
    code = rikke_asks_on_her_phone(rikke)
    karim_meets_her(karim)
    karim_may_not_open_it_before_he_has_seen_her_id(karim, code)
    karim_sees_her_id_and_reads_the_sentence_aloud(karim)
    karim_helps_and_rikke_answers(karim, rikke)
    the_yes_ends_with_the_visit(karim, rikke)
    rikke_sends(rikke)


def rikke_asks_on_her_phone(rikke: Visitor) -> str:
    verbs.begins_moving(rikke, "Rikke Lodberg")
    rikke.presses("Hjælp mig her")
    rikke.sees("Står du i borgerservice? Vis koden ved skranken.")
    return rikke.page.locator(".help-code").inner_text()


def karim_meets_her(karim: Visitor) -> None:
    verbs.staff_logs_in_as(karim, "Karim Aslan", at="/medarbejder/login/")
    karim.opens("/medarbejder/henvendelser/")
    karim.presses(re.compile("Borgerservice Midtby"))
    karim.types("Navn", "Rikke Lodberg")
    karim.presses("Find")
    karim.presses(re.compile("Det er den, jeg taler med"))
    assert karim.heading == "Rikke Lodberg"


def karim_may_not_open_it_before_he_has_seen_her_id(karim: Visitor, code: str) -> None:
    karim.unfolds("Borgeren har en hjælpekode")
    karim.page.get_by_label("Hjælpekode").fill(code)
    karim.presses("Bed om at se med")
    assert karim.heading == "Vent på borgerens ja"
    karim.sees("Find først borgeren på henvendelsen, se billed-id")
    karim.does_not_see(SENTENCE)
    karim.follows("Gå til henvendelsen")
    karim.presses("Billed-id")
    karim.sees("Karim Aslan kontrollerede id.")
    karim.follows(re.compile("Du har bedt om at se med i kladden"))


def karim_sees_her_id_and_reads_the_sentence_aloud(karim: Visitor) -> None:
    karim.sees(SENTENCE)
    with karim.complaints.expecting(422):
        karim.presses("Åbn kladden")
    karim.sees("Sæt kun flueben, når du har læst sætningen op, og borgeren har sagt ja.")
    karim.ticks("Jeg har læst sætningen op, og borgeren sagde ja")
    karim.presses("Åbn kladden")
    assert karim.path.endswith("/dato/")
    karim.sees("Rikke Lodberg", "Du kan se og foreslå. Borgeren svarer og sender selv.")


def karim_helps_and_rikke_answers(karim: Visitor, rikke: Visitor) -> None:
    rikke.follows("Tilbage til kladden")
    rikke.sees("Karim Aslan", "kan se og foreslå.")
    karim.follows(re.compile("^Foreslå"))
    day = verbs.in_days(20)
    karim.types_date("Den dag du flytter ind", day)
    karim.presses("Send forslaget")
    expect(rikke.page.get_by_text("Karim Aslan foreslår:").first).to_be_visible(timeout=WITHIN)
    rikke.looks()
    rikke.sees(verbs.in_danish(day))
    rikke.presses("Brug forslaget")
    rikke.sees("Karim Aslan foreslog det, og du sagde ja")
    rikke.presses("Næste")
    verbs.says_who(rikke)
    verbs.says_where(rikke, "lodsgangen 29", ADDRESS)
    expect(karim.page.get_by_text("Rikke Lodberg er på trinet").first).to_be_visible(timeout=WITHIN)


def the_yes_ends_with_the_visit(karim: Visitor, rikke: Visitor) -> None:
    shared = karim.path
    karim.follows("Tilbage til henvendelsen")
    karim.chooses("Havde du prøvet hjemmesiden først?", "Ja")
    karim.page.keyboard.press("F4")
    karim.presses_key("Enter")
    karim.sees("Henvendelsen er lukket.")
    expect(rikke.page.get_by_text("kan se og foreslå.")).to_be_hidden(timeout=WITHIN)
    assert karim.context.request.get(f"{karim.home}{shared}").status in (404, 409)


def rikke_sends(rikke: Visitor) -> None:
    verbs.answers_the_rest(rikke)
    rikke.sees(ADDRESS)
    rikke.presses("Send")
    rikke.sees("Vi har godkendt flytningen.")
