"""A worker, and the post itself, die at each step of sending. Every letter comes once.

The steps, in the words of `messages.services`: written (K1), claimed (K2), taken and not answered (K3), answered and
not written down (K4).
"""

import time
from collections.abc import Callable, Iterator

import pytest

from tests.faults.house import House
from tests.faults.processes import eventually
from tests.faults.reckoning import assert_nothing_lost, is_final, taken_of, tried_of

LEASE = 11  # minutes after which a sender that says nothing is taken for dead
LATE = 120  # minutes that receipts take here: the second try itself must find out, and no receipt tells us before
SLOW_RECEIPTS = {"delay_seconds": LATE * 60}


@pytest.fixture(scope="module", autouse=True)
def _open(house: House) -> None:
    house.start_web()


@pytest.fixture(autouse=True)
def _nobody_works(house: House) -> Iterator[None]:
    """Each test begins and ends with no fault and nobody who sends."""
    yield
    house.fault()
    for process in (house.worker, house.other_worker, house.routine):
        process.ends()
    house.start_post()


def _begins(house: House, key: str) -> None:
    """A letter is written, and the only worker takes it."""
    house.do("send", keys=[key])
    house.worker.start()


def _goes_on(house: House, key: str) -> None:
    """Time passes, and those who came back look after what lies: the dead sender is noticed, then it is tried again."""
    house.do("forward", minutes=LEASE)
    house.worker.start()
    house.routine.start()
    eventually("the dead sender is noticed", lambda: house.rung(key)["state"] != "sending")
    house.do("forward", minutes=2)


def _receipts_come(house: House, key: str) -> None:
    house.do("forward", minutes=LATE)
    eventually(f"{key} arrived", lambda: is_final(house, key))
    assert_nothing_lost(house, key)


def test_written_and_nobody_there_to_take_it(house: House) -> None:
    keys = ["k1 a", "k1 b", "k1 c"]
    house.do("send", keys=keys)
    assert not any(taken_of(house, key) for key in keys)
    house.worker.start()
    eventually("they arrived", lambda: is_final(house, *keys))
    assert_nothing_lost(house, *keys)
    assert all([one.times for one in taken_of(house, key)] == [1] for key in keys)


@pytest.mark.parametrize("post_dies", [True, False], ids=["the post too", "the worker alone"])
def test_claimed_and_the_worker_dies_before_the_post_took_it(house: House, post_dies: bool) -> None:
    key = f"k2 {post_dies}"
    house.fault(hold="before_accept")
    _begins(house, key)
    eventually("the post has it in its hand", lambda: tried_of(house, house.rung(key).get("uuid", "")) == 1)
    house.worker.dies()
    before = house.rung(key)
    assert (before["state"], before["ends"]) == ("sending", [""])
    assert not taken_of(house, key)
    if post_dies:
        house.post.dies()
    house.fault()
    house.start_post()
    _goes_on(house, key)
    eventually("it arrived", lambda: is_final(house, key))
    after = house.rung(key)
    assert after["uuid"] == before["uuid"]
    assert after["ends"] == (["unknown", "accepted"] if post_dies else [""])  # else its receipt told us
    assert_nothing_lost(house, key)
    assert len(taken_of(house, key)) == 1


@pytest.mark.parametrize("post_dies", [True, False], ids=["the post too", "the worker alone"])
def test_taken_and_the_worker_dies_before_the_answer(house: House, post_dies: bool) -> None:
    key = f"k3 {post_dies}"
    house.fault(hold="after_accept", receipt=SLOW_RECEIPTS)
    _begins(house, key)
    eventually("the post has it", lambda: taken_of(house, key))
    house.worker.dies()
    if post_dies:
        house.post.dies()
    assert house.rung(key)["ends"] == [""]
    house.fault()
    house.start_post()
    _goes_on(house, key)
    eventually("the second try has its answer", lambda: house.rung(key)["ends"] == ["unknown", "repeated"])
    assert [one.times for one in taken_of(house, key)] == [2]
    _receipts_come(house, key)


def test_only_the_post_dies_and_the_worker_hears_nothing(house: House) -> None:
    key = "k3 post alone"
    house.fault(hold="after_accept", receipt=SLOW_RECEIPTS)
    _begins(house, key)
    eventually("the post has it", lambda: taken_of(house, key))
    house.post.dies()
    eventually("the worker knows that it does not know", lambda: house.rung(key)["ends"] == ["unknown"])
    house.fault()
    house.start_post()
    house.routine.start()
    house.do("forward", minutes=2)
    eventually("the second try has its answer", lambda: house.rung(key)["ends"] == ["unknown", "repeated"])
    _receipts_come(house, key)


@pytest.mark.postgres
def test_answered_and_the_worker_dies_before_it_wrote_that_down(house: House) -> None:
    key = "k4"
    house.fault(hold="after_accept", receipt=SLOW_RECEIPTS)
    _begins(house, key)
    eventually("the post has it", lambda: taken_of(house, key))
    with house.database.held():
        house.fault()
        eventually("the worker has its answer, and waits for the lock", house.database.somebody_waits)
        assert house.rung(key)["ends"] == [""]
        house.worker.dies()
    before = house.rung(key)
    _goes_on(house, key)
    eventually("the second try has its answer", lambda: house.rung(key)["ends"] == ["unknown", "repeated"])
    assert house.rung(key)["uuid"] == before["uuid"]
    assert house.do("costs", message_id=house.picture(key)[key]["id"]) == 1
    _receipts_come(house, key)


@pytest.mark.postgres
def test_two_workers_and_the_routine_want_the_same_letter(house: House) -> None:
    keys = [f"d2 {number}" for number in range(6)]
    house.fault(hold="before_accept", receipt=SLOW_RECEIPTS)
    sent = house.do("send", keys=keys)
    for message_id in (*sent.values(), *sent.values()):
        house.do("hurry", message_id=message_id)
    for process in (house.worker, house.other_worker, house.routine):
        process.start()
    _until(house, lambda: sum(_asked(house, keys)) >= 2)  # two letters are on their way at once
    house.fault(receipt=SLOW_RECEIPTS)
    _until(house, lambda: all(house.rung(key).get("ends") == ["accepted"] for key in keys))
    eventually("each task has run", lambda: not house.do("queued"))
    assert _asked(house, keys) == [1] * len(keys)
    house.do("forward", minutes=LATE)
    eventually("all arrived", lambda: is_final(house, *keys))
    assert_nothing_lost(house, *keys)


def _until(house: House, holds: Callable[[], bool]) -> None:
    """Let time pass: who found that another was making the file looks again in a minute."""
    for _ in range(30):
        time.sleep(1)
        if holds():
            return
        house.do("forward", minutes=2)
    raise AssertionError("An hour later it is still not so.")


def _asked(house: House, keys: list[str]) -> list[int]:
    return [tried_of(house, house.rung(key).get("uuid", "")) for key in keys]


def test_the_post_is_away_for_an_hour_of_the_day(house: House) -> None:
    keys = [f"p1 {number}" for number in range(8)]
    house.fault(down=True)
    house.do("send", keys=keys)
    for process in (house.worker, house.routine):
        process.start()
    for _ in range(12):
        house.do("forward", minutes=5)
        time.sleep(0.7)  # a turn of the routine
    assert not any(taken_of(house, key) for key in keys)
    assert not any(is_final(house, key) for key in keys)
    house.fault()
    for _ in range(20):
        house.do("forward", minutes=5)
        time.sleep(0.7)
        if is_final(house, *keys):
            break
    assert_nothing_lost(house, *keys)
    for key in keys:
        assert house.picture(key)[key]["state"] == "arrived"
        assert house.rung(key)["attempts"] <= 6
