"""Logins that run out, fingers that press twice, two tabs, and the back button."""

from collections.abc import Callable
from datetime import date, timedelta

from tests.journeys import verbs
from tests.journeys.verbs import Move
from tests.journeys.visitor import Visitor


def test_henrik_s_login_runs_out_in_the_middle_and_what_he_typed_is_there(
    visit: Callable[..., Visitor],
) -> None:
    henrik = visit(javascript=False)
    verbs.begins_moving(henrik, "Henrik Lindemark")
    verbs.says_when(henrik, date.today() + timedelta(days=5))
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


def test_yusuf_sends_once_however_often_he_presses(visit: Callable[..., Visitor]) -> None:
    yusuf = visit()
    verbs.begins_moving(yusuf, "Yusuf Demirel")
    move = Move("fyrmestervej 12 3", "Fyrmestervej 12, 3. tv", who=("Yusuf Demirel",), old_home="Andre bliver")
    verbs.answers_everything(yusuf, move)
    other = yusuf.new_tab()
    with yusuf.at(other):
        yusuf.opens(yusuf.path_of(yusuf.tabs[0]))

    yusuf.page.get_by_role("button", name="Send").dblclick()
    yusuf.page.wait_for_url("**/kvittering/**")
    yusuf.looks()
    receipt = yusuf.path
    yusuf.goes_back()
    if not yusuf.path.startswith("/kvittering/"):  # a page from the browser's memory: the button is still there
        yusuf.presses("Send")
    assert yusuf.path == receipt
    with yusuf.at(other):
        yusuf.presses("Send")
        assert yusuf.path == receipt

    yusuf.opens("/min-side/")
    cases = yusuf.page.get_by_role("region", name="Dine sager")
    assert cases.get_by_role("link", name="Anmeld flytning").count() == 1


def test_leyla_answers_in_two_tabs_and_chooses_which_answer_holds(visit: Callable[..., Visitor]) -> None:
    leyla = visit(javascript=False)
    verbs.begins_moving(leyla, "Leyla Aksoy")
    first, second = date.today() + timedelta(days=10), date.today() + timedelta(days=12)
    other = leyla.new_tab()
    with leyla.at(other):
        leyla.opens(leyla.path_of(leyla.tabs[0]))
        verbs.says_when(leyla, first)
    leyla.types_date("Den dag du flytter ind", second)
    with leyla.complaints.expecting(422):
        leyla.presses("Næste")
    leyla.sees("Hvilket svar gælder?", verbs.in_danish(first))
    leyla.chooses("Hvilket svar gælder?", "Brug mit svar")
    leyla.presses("Næste")
    assert leyla.heading == "Hvem flytter?"
