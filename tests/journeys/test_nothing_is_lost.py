"""Logins that run out, fingers that press twice, two tabs, and the back button."""

from collections.abc import Callable

from tests.journeys import verbs
from tests.journeys.verbs import Move
from tests.journeys.visitor import Visitor


def test_henrik_s_login_runs_out_in_the_middle_and_what_he_typed_is_there(
    visit: Callable[..., Visitor],
) -> None:
    henrik = visit(javascript=False)
    verbs.begins_moving(henrik, "Henrik Lindemark")
    verbs.says_when(henrik, verbs.in_days(5))
    verbs.says_who(henrik, "Henrik Lindemark")
    henrik.types("Ny adresse", "Fyrmestervej 12, 4. mf")
    henrik.types("c/o (valgfrit)", "Åse Ødegård 🙂")
    henrik.context.clear_cookies(name="indgang_session")  # as the browser does after an hour
    henrik.presses("Find")
    assert henrik.heading == "Log ind"
    verbs.logs_in_as(henrik, "Henrik Lindemark")
    henrik.sees("Vi gemte det, du skrev")
    assert henrik.page.get_by_label("Ny adresse").input_value() == "Fyrmestervej 12, 4. mf"
    assert henrik.page.get_by_label("c/o").input_value() == "Åse Ødegård 🙂"
    henrik.presses("Find")
    henrik.chooses("Vælg adressen", "Fyrmestervej 12, 4. mf")
    henrik.presses("Næste")
    assert henrik.heading == "Den nye bolig"


def test_anne_s_login_runs_out_while_answers_save_themselves(visit: Callable[..., Visitor]) -> None:
    anne = visit()
    verbs.begins_moving(anne, "Anne Lindemark")
    anne.opens(anne.path.replace("/dato/", "/kontakt/"))
    anne.types("Mobil (valgfrit)", "20 30 40 50")
    anne.page.keyboard.press("Tab")
    anne.sees("Gemt")
    anne.context.clear_cookies(name="indgang_session")
    anne.types("E-mail (valgfrit)", "anne@example.org")
    anne.presses_key("Tab")  # leaving the field saves it, and that leads to the login
    assert anne.heading == "Log ind"
    verbs.logs_in_as(anne, "Anne Lindemark")
    assert anne.page.get_by_label("Mobil").input_value() == "20 30 40 50"
    assert anne.page.get_by_label("E-mail").input_value() == "anne@example.org"


def test_yusuf_sends_once_however_often_he_presses(visit: Callable[..., Visitor]) -> None:
    yusuf = visit()
    verbs.begins_moving(yusuf, "Yusuf Demirel")
    move = Move(
        "fyrmestervej 12 3", "Fyrmestervej 12, 3. tv", who=("Yusuf Demirel",), old_home="Andre bliver"
    )
    verbs.answers_everything(yusuf, move)
    other = yusuf.new_tab()
    with yusuf.at(other):
        yusuf.opens(yusuf.path_of(yusuf.tabs[0]))

    yusuf.page.get_by_role("button", name="Send").dblclick()
    yusuf.page.wait_for_url("**/kvittering/**")
    yusuf.looks()
    receipt = yusuf.path
    yusuf.goes_back()
    if not yusuf.path.startswith(
        "/kvittering/"
    ):  # a page from the browser's memory: the button is still there
        yusuf.presses("Send")
    assert yusuf.path == receipt
    with yusuf.at(other):
        yusuf.presses("Send")
        assert yusuf.path == receipt

    yusuf.opens("/min-side/")
    cases = yusuf.page.get_by_role("region", name="Dine sager")
    assert cases.get_by_role("link", name="Anmeld flytning").count() == 1


def test_leyla_has_two_tabs_and_each_keeps_what_the_other_wrote(visit: Callable[..., Visitor]) -> None:
    leyla = visit(javascript=False)
    verbs.begins_moving(leyla, "Leyla Aksoy")
    page = leyla.path.replace("/dato/", "/kontakt/")
    leyla.opens(page)
    other = leyla.new_tab()
    with leyla.at(other):
        leyla.opens(page)
        leyla.types("Mobil (valgfrit)", "20 30 40 50")
        leyla.chooses("Vil du have din adresse skjult?", "Nej")
        leyla.presses("Næste")
    leyla.types("E-mail (valgfrit)", "leyla@example.org")  # this tab has not seen the number
    leyla.chooses("Vil du have din adresse skjult?", "Nej")
    leyla.presses("Næste")
    leyla.opens(page)
    assert leyla.page.get_by_label("Mobil").input_value() == "20 30 40 50"
    assert leyla.page.get_by_label("E-mail").input_value() == "leyla@example.org"


def test_jonas_ticks_faster_than_his_line_and_every_tick_counts(visit: Callable[..., Visitor]) -> None:
    jonas = visit()
    verbs.begins_moving(jonas, "Jonas Havgaard")
    verbs.says_when(jonas, verbs.in_days(8))
    jonas.has_a_slow_line(1000)
    everybody = ("Jonas Havgaard", "Sofie Havgaard", "Emil Havgaard", "Ida Havgaard")
    verbs.says_who(
        jonas, *everybody
    )  # each tick is saved by itself, and the page is sent before they are through
    jonas.opens(jonas.path.replace("/adresse/", "/hvem/"))
    for name in everybody:
        assert jonas.page.get_by_role("checkbox", name=name).is_checked(), name
