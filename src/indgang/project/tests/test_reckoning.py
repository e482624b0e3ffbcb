"""The account of a simulation: it adds up when nothing is lost, and says what differs when something is."""

from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from indgang.modules.messages.selectors import Account, Carried
from indgang.project.demo.crowd import SHARES, town
from indgang.project.demo.reckoning import pushed_twice, reckon

ONE, TWO = UUID(int=1), UUID(int=2)
TAKEN = ("post_taken", "applied")
DELIVERED = ("post_delivered", "applied")


def carried(way: str = "digital_post", state: str = "delivered", uuid: UUID = ONE, **more: Any) -> Carried:
    receipts = more.get("receipts", (TAKEN, DELIVERED))
    return Carried(way=way, state=state, uuid=uuid, cause="", attempts=1, receipts=receipts)


def account(*ways: Carried, state: str = "arrived", way: str = "digital_post", cause: str = "") -> Account:
    return Account(
        message_id=UUID(int=9),
        key="simulation:0",
        state=state,
        cause=cause,
        arrived_way=way,
        arrival="receipt",
        carried=ways,
    )


def books(*steps: str, uuid: UUID = ONE, way: str = "digital_post", pushed: int = 1) -> dict[str, Any]:
    told = [[step, pushed, 1] for step in steps]
    return {"taken": [{"uuid": str(uuid), "way": way, "times": 1, "receipts": told}]}


GOOD = account(carried())
BOOKS = books("post_taken", "post_delivered")


def differences(
    ours: list[Account], theirs: dict[str, Any], keys: tuple[str, ...] = ("simulation:0",)
) -> str:
    made = reckon(keys, ours, theirs)
    assert made.holds is (not made.differences)
    return "; ".join(made.differences)


def test_what_arrived_and_was_said_to_arrive_adds_up() -> None:
    made = reckon(["simulation:0"], [GOOD], BOOKS)
    assert made.holds
    assert made.arrived["digital_post"] == made.accounted == made.sent == 1


def test_each_end_is_counted_once() -> None:
    ends = [
        GOOD,
        replace(account(way="inbox"), key="simulation:1"),
        replace(account(way="print"), key="simulation:2"),
        replace(account(state="failed", way="", cause="no_address"), key="simulation:3"),
        replace(account(state="told", way=""), key="simulation:4"),
    ]
    made = reckon([one.key for one in ends], ends, BOOKS)
    assert made.holds
    assert (dict(made.arrived), dict(made.letters)) == ({"digital_post": 1, "own_inbox": 1}, {"own": 1})
    assert (made.failed, made.told) == ([{"message": "simulation:3", "cause": "no_address"}], 1)


@pytest.mark.parametrize(
    ("ours", "theirs", "sentence"),
    [
        ([], BOOKS, "we have no account of it"),
        ([GOOD], {"taken": []}, "the post never had it"),
        ([account(carried(uuid=TWO))], BOOKS, "we know of no such thing"),
        ([account(carried(), state="climbing", way="")], BOOKS, "is climbing, which is no end"),
        ([account(carried(state="sending"))], BOOKS, "we say that it is sending"),
        ([account(carried(way="nemsms"))], BOOKS, "the post has it as digital_post"),
        ([account(carried(receipts=(TAKEN,)))], BOOKS, "told us 2 things about digital_post, and we have 1"),
        ([account(carried(receipts=(TAKEN,)))], books("post_taken"), "the post never said so"),
        (
            [account(carried("letter", receipts=(("updated", "applied"),)), way="letter")],
            books("updated", way="letter"),
            "it came back",
        ),
        (
            [account(carried(), carried(uuid=TWO))],
            {"taken": BOOKS["taken"] + books("post_taken", "post_delivered", uuid=TWO)["taken"]},
            "digital_post was brought 2 times",
        ),
    ],
)
def test_what_does_not_add_up_is_told(ours: list[Account], theirs: dict[str, Any], sentence: str) -> None:
    assert sentence in differences(ours, theirs)


def test_a_failure_without_a_cause_is_no_explanation() -> None:
    assert "which is no end" in differences([account(state="failed", way="")], {"taken": []})


def test_receipts_that_came_twice_are_counted() -> None:
    assert pushed_twice(books("post_taken", "post_delivered", pushed=2)) == 2
    assert pushed_twice(BOOKS) == 0


def test_a_town_is_the_same_for_a_seed_and_has_everybody_in_it() -> None:
    here = town(300, 2012)
    assert here == town(300, 2012) != town(300, 2013)
    assert len({one.number for one in here}) == 300
    for kind, share in SHARES.items():
        assert sum(one.kind == kind for one in here) == max(1, round(share * 300))
    people = [one for one in here if not one.is_company]
    assert all(61 <= int(one.number[:2]) <= 91 for one in people)
    for company in set(here) - set(people):
        weighted = zip(company.number, (2, 7, 6, 5, 4, 3, 2, 1), strict=True)
        assert sum(int(digit) * weight for digit, weight in weighted) % 11 == 0
