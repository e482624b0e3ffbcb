"""Otto rents a room from Grethe. Both sit at their own browser; her yes is all that the rules were waiting for."""

from collections.abc import Callable

from tests.journeys import verbs
from tests.journeys.visitor import Visitor

DAY = verbs.in_days(9)
ROOM = verbs.Move("lodsgangen 3", "Lodsgangen 3", DAY, home=verbs.LODGES, somebody_stays=True)


def test_otto_asks_for_a_room_and_grethe_says_that_he_moves_in(visit: Callable[..., Visitor]) -> None:
    otto, grethe = visit(), visit()

    otto_sends(otto)
    grethe_answers(grethe)
    otto_has_the_answer(otto)


def otto_sends(otto: Visitor) -> None:
    verbs.begins_moving(otto, "Otto Brandhøj")
    verbs.answers_everything(otto, ROOM)
    otto.presses("Send")
    assert otto.heading == "Vi har fået det, du sendte. Vi venter på svar fra andre."
    otto.sees(
        "Du skal ikke gøre noget.",
        "Den, du flytter ind hos",
        "Vi venter på svar fra den, du flytter ind hos.",
    )
    otto.does_not_see("Grethe")  # who lives there is not his to know
    otto.opens("/min-side/")
    otto.sees("Du skal ikke gøre noget lige nu", "De skal svare senest")


def grethe_answers(grethe: Visitor) -> None:
    grethe.opens("/min-side/")
    verbs.logs_in_as(grethe, "Grethe Lindskov")
    grethe.sees("Vi spørger dig, fordi en andens sag også handler om dig.")
    grethe.follows("Svar nu", within=grethe.page.get_by_role("region", name="Det skal du gøre nu"))
    assert grethe.heading == "Flytter nogen ind hos dig?"
    grethe.sees("Otto Brandhøj", "Lodsgangen 3", verbs.in_danish(DAY), "Du har pligt til at svare")
    grethe.does_not_see("Lodsgangen 5")  # where he lives now is not hers to know
    grethe.chooses("Dit svar", "Ja, de flytter ind")
    grethe.presses("Send dit svar")
    grethe.sees("Tak. Vi har fået dit svar.", "Du har svaret")
    grethe.opens("/min-side/")
    grethe.sees("Du skal ikke gøre noget lige nu")


def otto_has_the_answer(otto: Visitor) -> None:
    otto.opens("/min-side/")
    otto.follows("Anmeld flytning", within=otto.page.get_by_role("region", name="Dine sager"))
    otto.sees("Vi har godkendt flytningen.", "Vores system gav svaret")
    otto.sees("Den, du flytter ind hos, har sagt ja til, at I bor der.")
    otto.does_not_see("Grethe", "Træk sagen tilbage")
