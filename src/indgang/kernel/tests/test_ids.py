"""Ids: unique, version 7, and in the order in which one process made them."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from indgang.kernel.ids import id_of, new_id


def test_an_id_is_a_uuid_of_version_7_that_tells_its_millisecond() -> None:
    before, made, after = time.time_ns() // 1_000_000, new_id(), time.time_ns() // 1_000_000
    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert before <= made.int >> 80 <= after + 1
    assert id_of(timedelta(seconds=1)) < made < id_of(timedelta(seconds=-5))


def test_ids_of_one_process_are_in_the_order_in_which_they_were_made() -> None:
    made = [new_id() for _ in range(20_000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_a_clock_that_is_set_back_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    before = new_id()
    monkeypatch.setattr(time, "time_ns", lambda: 1)
    assert before < new_id() < new_id()


def test_threads_that_make_ids_at_once_make_no_two_alike() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: [new_id() for _ in range(2_000)], range(4)))
    assert all(one == sorted(one) for one in made)
    assert len({id for one in made for id in one}) == 8_000
