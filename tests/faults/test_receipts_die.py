"""What the post tells us gets lost, comes late, twice, too early, or while the web server dies. It counts once."""

import time
from collections.abc import Iterator

import pytest

from tests.faults.house import House
from tests.faults.processes import eventually
from tests.faults.reckoning import assert_nothing_lost, is_final, pushes_of, taken_of

LATE = 120  # minutes
SLOW_RECEIPTS = {"delay_seconds": LATE * 60}


@pytest.fixture(scope="module", autouse=True)
def _open(house: House) -> None:
    house.start_web()
    house.worker.start()


@pytest.fixture(autouse=True)
def _all_is_well(house: House) -> Iterator[None]:
    """Each test begins and ends with no fault, and everybody there."""
    yield
    house.fault()
    house.routine.ends()
    house.worker.start()
    house.start_post()
    house.start_web()


def _told(house: House, key: str) -> bool:
    """Whether the post got rid of all it had to say about a letter."""
    return bool(pushes_of(house, key)) and all(one.pushed for one in pushes_of(house, key))


def _delivered_once(house: House, key: str) -> None:
    eventually(f"{key} arrived", lambda: is_final(house, key))
    eventually("the post has said all", lambda: _told(house, key))
    assert house.picture(key)[key]["state"] == "arrived"
    assert house.rung(key)["receipts"] == [["post_delivered", "applied"], ["post_taken", "applied"]]
    assert house.do("costs", message_id=house.picture(key)[key]["id"]) == 1
    assert_nothing_lost(house, key)


def test_the_post_dies_before_it_told_us(house: House) -> None:
    house.fault(receipt=SLOW_RECEIPTS)
    house.do("send", keys=["r1"])
    eventually("it is handed over", lambda: house.rung("r1").get("state") == "handed_over")
    house.post.dies()
    house.do("forward", minutes=LATE)
    house.fault()
    house.start_post()
    _delivered_once(house, "r1")


@pytest.mark.postgres
def test_the_web_dies_before_it_wrote_a_receipt_down(house: House) -> None:
    house.fault(receipt=SLOW_RECEIPTS)
    house.do("send", keys=["r2"])
    eventually("it is handed over", lambda: house.rung("r2").get("state") == "handed_over")
    with house.database.held():
        house.do("forward", minutes=LATE)
        eventually("it is pushed, and the web server waits for the lock", house.database.somebody_waits)
        house.web.dies()
        assert house.rung("r2")["receipts"] == []
        assert not any(one.pushed for one in pushes_of(house, "r2"))
    house.start_web()
    _delivered_once(house, "r2")
    assert pushes_of(house, "r2")[0].tries > 1


def test_a_receipt_comes_twice(house: House) -> None:
    house.fault(receipt={"twice": True})
    house.do("send", keys=["r3"])
    eventually("each was pushed twice", lambda: [one.pushed for one in pushes_of(house, "r3")] == [2, 2])
    _delivered_once(house, "r3")


def test_the_web_dies_as_soon_as_it_wrote_a_receipt_down(house: House) -> None:
    house.fault(receipt={"twice": True})
    house.do("send", keys=["r3 dies"])
    eventually("a receipt is written down", lambda: house.rung("r3 dies").get("receipts"), every=0.0)
    house.web.dies()
    house.start_web()
    _delivered_once(house, "r3 dies")


def test_receipts_come_in_the_wrong_order(house: House) -> None:
    house.fault(receipt={"reversed": True})
    house.do("send", keys=["r reversed"])
    eventually("the post has said all", lambda: _told(house, "r reversed"))
    assert house.picture("r reversed")["r reversed"]["state"] == "arrived"
    assert house.rung("r reversed")["receipts"] == [["post_delivered", "applied"], ["post_taken", "lower"]]
    assert_nothing_lost(house, "r reversed")


@pytest.mark.postgres
@pytest.mark.parametrize("worker_dies", [True, False], ids=["the worker dies", "the worker hears the answer"])
def test_a_receipt_comes_before_the_answer(house: House, worker_dies: bool) -> None:
    key = f"r4 {worker_dies}"
    house.fault(hold="after_accept", receipt={"before_answer": True})
    house.do("send", keys=[key])
    eventually("the post has said all", lambda: _told(house, key))
    assert (house.rung(key)["state"], house.rung(key)["ends"]) == ("delivered", [""])
    if worker_dies:
        house.worker.dies()
    house.fault()
    if worker_dies:
        house.do("forward", minutes=11)
        house.routine.start()
        time.sleep(2)  # turns of the routine: nobody sends again what is known to have arrived
    else:
        eventually("the worker has its answer", lambda: house.rung(key)["ends"] == ["accepted"])
    _delivered_once(house, key)
    assert [one.times for one in taken_of(house, key)] == [1]


def test_no_receipt_ever_comes_and_a_letter_follows(house: House) -> None:
    house.fault(lost=True)
    house.do("send", keys=["r5"])
    eventually("it is handed over", lambda: house.rung("r5").get("state") == "handed_over")
    house.routine.start()
    house.do("forward", minutes=25 * 60)
    eventually("a letter waits for its run", lambda: house.rung("r5", "letter"))
    house.fault()
    house.do("forward", minutes=3 * 24 * 60)
    eventually("the letter left", lambda: house.rung("r5", "letter")["state"] == "handed_over")
    assert house.rung("r5")["state"] == "replaced_by"
    house.do("forward", minutes=14 * 24 * 60)
    eventually("it is taken to have arrived", lambda: house.picture("r5")["r5"]["state"] == "arrived")
    assert house.picture("r5")["r5"]["arrival"] == "assumed"
    assert sorted(one.way for one in taken_of(house, "r5")) == ["digital_post", "letter"]
    assert_nothing_lost(house, "r5")


def test_the_letter_waits_for_easter_and_for_the_night_that_is_an_hour_short(house: House) -> None:
    house.do(
        "until", moment="2027-03-24T11:00:00+00:00"
    )  # the Wednesday before; 28 March is Easter, and summer time
    house.fault(lost=True)
    house.do("send", keys=["easter"])
    eventually("it is handed over", lambda: house.rung("easter").get("state") == "handed_over")
    house.routine.start()
    house.do("until", moment="2027-03-25T11:30:00+00:00")
    eventually("a letter waits for its run", lambda: house.rung("easter", "letter"))
    assert house.rung("easter", "letter")["due_at"] == "2027-03-30T05:00:00+00:00"  # seven in Copenhagen
    house.fault()
    house.do("until", moment="2027-03-30T04:58:00+00:00")
    time.sleep(2)  # turns of the routine
    assert house.rung("easter", "letter")["state"] == "planned"
    house.do("until", moment="2027-03-30T05:01:00+00:00")
    eventually("the letter left", lambda: house.rung("easter", "letter")["state"] == "handed_over")
    assert [one.times for one in taken_of(house, "easter")] == [1, 1]


def test_the_letter_waits_over_the_night_that_is_an_hour_longer(house: House) -> None:
    house.do("until", moment="2027-10-29T11:00:00+00:00")  # a Friday; summer time ends on Sunday night
    house.fault(lost=True)
    house.do("send", keys=["autumn"])
    eventually("it is handed over", lambda: house.rung("autumn").get("state") == "handed_over")
    house.routine.start()
    house.do("until", moment="2027-10-30T11:30:00+00:00")
    eventually("a letter waits for its run", lambda: house.rung("autumn", "letter"))
    assert house.rung("autumn", "letter")["due_at"] == "2027-11-01T06:00:00+00:00"  # seven in Copenhagen
    house.fault()
    house.do("until", moment="2027-11-01T05:58:00+00:00")  # it would be seven, had the clock not changed
    time.sleep(2)  # turns of the routine
    assert house.rung("autumn", "letter")["state"] == "planned"
    house.do("until", moment="2027-11-01T06:01:00+00:00")
    eventually("the letter left", lambda: house.rung("autumn", "letter")["state"] == "handed_over")
    assert [one.times for one in taken_of(house, "autumn")] == [1, 1]
