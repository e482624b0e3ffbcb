"""Who has paid gets what they paid for, once, and nobody pays twice: whoever dies, and whatever is told when."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from simulators.pay.testing import Running

from indgang.project.frontdoor.places import python
from tests.faults.house import House
from tests.faults.processes import Process, eventually

SECRET = "s" * 24
AMOUNT = 20_000


@pytest.fixture(scope="module")
def pay(tmp_path_factory: pytest.TempPathFactory, house: House) -> Iterator[Running]:
    """The payment house; whoever of the house is started afterwards knows of it."""
    running = Running(tmp_path_factory.mktemp("pay"))
    house.env |= {
        "INDGANG_PAYMENT": running.address,
        "INDGANG_PAYMENT_KEY": running.key,
        "INDGANG_PAYMENT_SECRET": SECRET,
    }
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="module")
def payer(house: House, pay: Running) -> Iterator["Payer"]:
    found = Payer(house, pay)
    found.do("costs_money")
    yield found
    for process in (found.inside, house.web, house.worker, house.routine):
        process.ends()


class Payer:
    """A process from within that pays, and may die of it."""

    def __init__(self, house: House, pay: Running) -> None:
        self.house, self.pay = house, pay
        log: Path = house.folder / "logs" / "payer.log"
        env = {**house.env}
        self.inside = Process("payer", python("tests.faults.inside_paying"), env, log, speaks=True)

    def do(self, deed: str, **how: Any) -> Any:
        self._tell(deed, how)
        answer = json.loads(self.inside.line(within=120))
        assert "said" in answer, answer
        return answer["said"]

    def _tell(self, deed: str, how: dict[str, Any]) -> None:
        self.inside.start()
        self.inside.tell((json.dumps({"do": deed, "with": how}) + "\n").encode())

    def dies_at(self, place: str, payment: str) -> None:
        self._tell("settle", {"payment": payment, "dies": place})
        eventually("it is dead", lambda: not self.inside.is_alive)
        self.inside.ends()

    def begins(self, of: str) -> dict[str, str]:
        web = f"http://127.0.0.1:{self.house.web_port}"
        found: dict[str, str] = self.do("begin_payment", of=of, web=web)
        return found

    def paid(self, payment: str) -> dict[str, Any]:
        found: dict[str, Any] = self.do("paid", payment=payment)
        return found

    def at_the_house(self, provider: str) -> dict[str, Any]:
        return next(one for one in self.pay.payments() if one["id"] == provider)


def assert_balances(payer: Payer, mine: dict[str, str]) -> None:
    """Sent once, charged once, and both sides say the same."""
    found = payer.paid(mine["payment"])
    assert (found["state"], found["sent"]) == ("charged", 1)
    assert [found["events"].count(kind) for kind in ("reserved", "charged")] == [1, 1]
    there = payer.at_the_house(mine["provider"])
    assert [one["amount"] for one in there["charges"]] == [AMOUNT]


@pytest.mark.parametrize(("place", "of"), [("sending", "mads"), ("charging", "sofie"), ("charged", "torben")])
def test_it_dies_between_the_steps(payer: Payer, house: House, place: str, of: str) -> None:
    payer.pay.faults(notices="none")
    mine = payer.begins(of)
    payer.pay.press(mine["page"])
    payer.dies_at(place, mine["payment"])
    assert payer.paid(mine["payment"])["state"] == ("reserved" if place == "sending" else "to_charge")
    house.routine.start()
    try:
        eventually("it is charged", lambda: payer.paid(mine["payment"])["state"] == "charged")
    finally:
        house.routine.ends()
    assert_balances(payer, mine)


def test_the_browser_is_closed_and_the_notice_comes_twice(payer: Payer, house: House) -> None:
    house.start_web()
    house.worker.start()
    payer.pay.faults(notices="twice")
    mine = payer.begins("lars")
    assert payer.pay.press(mine["page"], "sen") == ""
    eventually("it is charged", lambda: payer.paid(mine["payment"])["state"] == "charged")
    assert_balances(payer, mine)


def test_the_notice_comes_before_the_answer(payer: Payer, house: House) -> None:
    house.start_web()
    house.worker.start()
    payer.pay.faults(notices="first")
    mine = payer.begins("kirsten")
    eventually("it is charged", lambda: payer.paid(mine["payment"])["state"] == "charged")
    payer.pay.faults()
    assert_balances(payer, mine)


def test_the_web_server_dies_before_the_notice_is_written(payer: Payer, house: House) -> None:
    house.start_web()
    house.worker.start()
    payer.pay.faults()
    mine = payer.begins("freja")
    with house.database.held():
        payer.pay.press(mine["page"], "sen")
        eventually("it waits for the lock", house.database.somebody_waits)
        house.web.dies()
    house.start_web()
    eventually("it is charged", lambda: payer.paid(mine["payment"])["state"] == "charged")
    assert_balances(payer, mine)
