"""What anybody can read without a login, in both languages; and what staff and citizens see in English."""

from collections.abc import Callable

from tests.journeys import verbs
from tests.journeys.visitor import Visitor


def test_the_open_pages(visit: Callable[..., Visitor]) -> None:
    reader = visit()
    reader.opens("/")
    reader.follows("Tilgængelighedserklæring")
    reader.follows("Sådan passer vi på dine oplysninger")
    reader.follows("Sådan tæller vi")
    reader.opens("/om/ydelser/")
    reader.follows("Få nyt pas")
    reader.opens("/situation/bolig/")
    assert not reader.context.cookies()  # reading leaves no trace


def test_somebody_types_on_a_slow_line(visit: Callable[..., Visitor]) -> None:
    reader = visit()
    reader.opens("/")
    reader.has_a_slow_line(700)
    reader.page.keyboard.type(
        "bor et nyt sted", delay=120
    )  # a pause now and then, so that several searches go out
    reader.page.keyboard.press("Backspace")
    reader.sees("Anmeld flytning i Danmark")
    reader.does_not_see("Vi har mistet forbindelsen")


def test_everything_again_in_english(visit: Callable[..., Visitor]) -> None:
    amir, maria = visit(), visit()
    amir.opens("/en/")
    amir.page.keyboard.type("moving to another flat")
    amir.sees("Report a move")
    amir.looks()
    amir.follows("Report a move")
    amir.opens("/en/min-side/")
    amir.presses("Log in with MitID (demo)")
    amir.presses("Log in as Amir Karimi")
    amir.opens("/en/selvbetjening/flytning/")
    assert amir.page.locator("html").get_attribute("lang") == "en"
    assert verbs.danish_words(amir.page.locator("main").inner_text()) == []

    maria.opens("/en/medarbejder/")
    maria.presses("Log in as staff (demo)")
    maria.presses("Log in as Maria Kongshøj")
