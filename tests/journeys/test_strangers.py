"""What is Peter's is nobody else's: for Birgit his pages do not exist, and neither do they for another department."""

from collections.abc import Callable

from tests.journeys import verbs
from tests.journeys.verbs import Move
from tests.journeys.visitor import Visitor


def test_birgit_and_tina_find_nothing_of_peter_s(visit: Callable[..., Visitor]) -> None:
    peter = visit()
    addresses = what_peter_has(peter)

    birgit = visit()
    birgit.opens("/min-side/")
    verbs.logs_in_as(birgit, "Birgit Solvang")
    with birgit.complaints.expecting(404):
        for address in addresses:
            birgit.opens(address)
            assert (address, birgit.status) == (address, 404)
            birgit.does_not_see("Peter", "Nordkær", "Fyrmestervej")

    tina = visit()
    verbs.staff_logs_in_as(tina, "Tina Vangede")
    case = next(address for address in addresses if "/sag/" in address)
    with tina.complaints.expecting(404):
        tina.opens(f"/medarbejder/sag/{case.split('/')[3]}/")
        assert tina.status == 404
        tina.does_not_see("Peter", "Nordkær", "Fyrmestervej")

    nobody = visit()
    nobody.opens(case)
    assert nobody.heading == "Log ind"


def what_peter_has(peter: Visitor) -> list[str]:
    """The addresses of his draft, receipt, case, message and letter."""
    verbs.begins_moving(peter, "Peter Nordkær")
    draft = peter.path.rsplit("/", 2)[0]
    verbs.answers_everything(peter, Move("fyrmestervej 12 4", "Fyrmestervej 12, 4. mf"))
    peter.presses("Send")
    receipt = peter.path
    peter.opens("/min-side/")
    peter.follows("Anmeld flytning", within=peter.page.get_by_role("region", name="Dine sager"))
    case = peter.path
    peter.follows("Læs brevet")
    message = peter.path
    return [f"{draft}/dato/", f"{draft}/kontroller/", receipt, case, message, f"{message}brev.pdf"]
