"""A text message has no name that a centre would know again: what may have been taken is never sent again."""

from collections.abc import Iterator

import pytest

from tests.faults.house import House
from tests.faults.processes import eventually
from tests.faults.reckoning import assert_nothing_lost, is_final, texts_to

TELEPHONES = {"sofie": "+4520202001", "jonas": "+4520202002", "anne": "+4520202003"}


@pytest.fixture(scope="module", autouse=True)
def _open(house: House) -> None:
    house.sms_fault()
    house.start_centre()
    house.start_web()
    house.do("until_phones_may_ring")
    for of, number in TELEPHONES.items():
        house.do("telephone", of=of, number=number)


@pytest.fixture(autouse=True)
def _all_is_well(house: House) -> Iterator[None]:
    yield
    house.sms_fault()
    for process in (house.worker, house.routine, house.listener):
        process.ends()
    house.start_centre()


def _goes_on(house: House, minutes: int) -> None:
    house.do("forward", minutes=minutes)
    house.worker.start()
    house.routine.start()


@pytest.mark.parametrize("centre_dies", [True, False], ids=["the centre too", "the worker alone"])
def test_taken_and_the_worker_dies_before_the_answer(house: House, centre_dies: bool) -> None:
    of = "sofie" if centre_dies else "jonas"
    key, number = f"s1 {of}", TELEPHONES[of]
    house.sms_fault(no_answer=True, receipt="lost")
    house.do("send", keys=[key], to=of)
    house.worker.start()
    eventually("the centre has it", lambda: texts_to(house, number))
    house.worker.dies()
    if centre_dies:
        house.centre.dies()
    assert house.rung(key, "sms")["ends"] == [""]
    house.sms_fault()
    house.start_centre()
    _goes_on(house, minutes=11)
    eventually("nobody knows how it went", lambda: house.rung(key, "sms")["ends"] == ["unknown"])
    _goes_on(house, minutes=31)
    eventually("it is given up", lambda: house.rung(key, "sms")["state"] == "failed")
    assert house.rung(key, "sms")["cause"] == "unknown_outcome"
    assert len(texts_to(house, number)) == 1
    eventually("the letter itself arrived", lambda: is_final(house, key))
    assert house.picture(key)[key]["state"] == "arrived"
    assert_nothing_lost(house, key)
