"""Nadia is stuck online and calls. Vibeke joins her in her own draft and proposes; Nadia decides and finishes alone."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, expect

from tests.journeys import verbs
from tests.journeys.visitor import Visitor

WITHIN = 20_000  # milliseconds: what one does, the other sees
WITHOUT_A_LINE = 30  # seconds
ADDRESS = "Lodsgangen 8"


def test_nadia_is_stuck_calls_is_helped_and_finishes_alone(visit: Callable[..., Visitor]) -> None:
    nadia, vibeke = visit(), visit()
    vibeke_answers_the_telephone(vibeke)
    code = nadia_asks_for_help(nadia)
    vibeke_types_the_code(vibeke, code)
    nadia_says_yes(nadia)
    vibeke_sees_where_she_is_and_proposes(vibeke, nadia)
    nadia_takes_it(nadia)
    what_nadia_writes_without_a_line_arrives(nadia, vibeke)
    vibeke_closes(vibeke, nadia)
    nadia_finishes_alone(nadia)


def soon(page: Page, text: str | re.Pattern[str]) -> None:
    """It comes by itself, in time."""
    expect(page.get_by_text(text).filter(visible=True).first).to_be_visible(timeout=WITHIN)


def vibeke_answers_the_telephone(vibeke: Visitor) -> None:
    verbs.staff_logs_in_as(vibeke, "Vibeke Dahlmose", at="/medarbejder/login/")
    vibeke.opens("/medarbejder/henvendelser/")
    vibeke.presses_key("F2")
    vibeke.sees("Kommunens hovednummer")
    vibeke.unfolds("Borgeren har en hjælpekode")


def nadia_asks_for_help(nadia: Visitor) -> str:
    verbs.begins_moving(nadia, "Nadia Rahbek")
    verbs.says_when(nadia, verbs.in_days(12))
    verbs.says_who(nadia)
    nadia.types("Ny adresse", "Lods")
    nadia.presses("Hjælp mig her")
    assert nadia.heading in ("Ring, og læs koden op", "Din hjælpekode")  # by the telephone's hours
    nadia.sees("99 99 00 00", "Sig ja på din skærm.")
    code = nadia.page.locator(".help-code").inner_text()
    assert re.fullmatch(r"\d{3} \d{3}", code)
    return code


def vibeke_types_the_code(vibeke: Visitor, code: str) -> None:
    vibeke.page.get_by_label("Hjælpekode").fill(code)
    vibeke.presses("Bed om at se med")
    assert vibeke.heading == "Vent på borgerens ja"
    vibeke.does_not_see("Nadia")


def nadia_says_yes(nadia: Visitor) -> None:
    soon(nadia.page, re.compile("^Vibeke Dahlmose fra .* vil hjælpe dig$"))
    nadia.looks()
    nadia.presses("Ja, hjælp mig")
    assert nadia.path.endswith("/adresse/")
    nadia.sees("kan se og foreslå.", "Stop hjælpen")


def vibeke_sees_where_she_is_and_proposes(vibeke: Visitor, nadia: Visitor) -> None:
    vibeke.page.wait_for_url("**/adresse/")
    vibeke.looks()
    vibeke.sees("Nadia Rahbek")
    nadia.page.get_by_label("c/o").focus()
    soon(vibeke.page, "Nadia Rahbek er ved “c/o")
    vibeke.follows(re.compile("^Foreslå.*Ny adresse"))
    soon(nadia.page, "Vibeke Dahlmose er ved det her spørgsmål")
    vibeke.types("Ny adresse", "lodsgangen 8")
    vibeke.presses("Find")
    vibeke.chooses("Vælg adressen", re.compile(re.escape(ADDRESS)))
    nadia.page.get_by_label("c/o").type("Hos Åse")
    vibeke.presses("Send forslaget")
    soon(nadia.page, "Vibeke Dahlmose foreslår:")
    assert nadia.page.get_by_label("c/o").input_value() == "Hos Åse"  # nothing that comes touches a field
    nadia.sees(ADDRESS)
    nadia.looks()


def nadia_takes_it(nadia: Visitor) -> None:
    nadia.presses("Brug forslaget")
    assert nadia.page.get_by_label("Ny adresse").input_value().startswith(ADDRESS)
    assert nadia.page.get_by_label("c/o").input_value() == "Hos Åse"
    nadia.sees("Vibeke Dahlmose foreslog det, og du sagde ja")


@contextmanager
def no_line(visitor: Visitor) -> Iterator[None]:
    """The network is away. What the browser says about that is what the story is about."""
    heard = len(visitor.complaints.heard)
    visitor.context.set_offline(True)
    yield
    visitor.context.set_offline(False)
    visitor.page.wait_for_timeout(500)
    for said in visitor.complaints.heard[heard:]:
        assert re.search("ERR_INTERNET_DISCONNECTED|Failed to fetch", said), said
    del visitor.complaints.heard[heard:]


def what_nadia_writes_without_a_line_arrives(nadia: Visitor, vibeke: Visitor) -> None:
    with no_line(nadia):
        nadia.page.get_by_label("c/o").fill("Hos Åse Ødegård 🙂")
        nadia.page.keyboard.press("Tab")
        nadia.sees("Vi har mistet forbindelsen")
        time.sleep(WITHOUT_A_LINE)
        nadia.page.wait_for_timeout(100)
    expect(vibeke.page.get_by_text("Hos Åse Ødegård 🙂").first).to_be_visible(timeout=WITHIN)
    expect(nadia.page.get_by_text("Vi har mistet forbindelsen")).to_be_hidden(timeout=WITHIN)


def vibeke_closes(vibeke: Visitor, nadia: Visitor) -> None:
    shared = vibeke.path
    vibeke.follows("Tilbage til henvendelsen")
    assert vibeke.heading == "Nadia Rahbek"  # her yes introduced her
    vibeke.sees("Bekræftet på borgerens egen skærm")
    vibeke.chooses("Havde du prøvet hjemmesiden først?", "Ja")
    vibeke.page.keyboard.press("F4")
    vibeke.presses_key("Enter")
    vibeke.sees("Henvendelsen er lukket.")
    expect(nadia.page.get_by_text("kan se og foreslå.")).to_be_hidden(timeout=WITHIN)
    assert vibeke.context.request.get(f"{vibeke.home}{shared}").status in (404, 409)


def nadia_finishes_alone(nadia: Visitor) -> None:
    nadia.presses("Næste")
    verbs.answers_the_rest(nadia)
    nadia.sees(ADDRESS, "Hos Åse Ødegård 🙂")
    nadia.does_not_see("kan se og foreslå.")
    nadia.presses("Send")
    assert nadia.path.startswith("/kvittering/")
