"""A letter to many, while its worker dies, somebody pauses it, and the database is restarted. Everybody gets one."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from tests.faults.database import Postgres
from tests.faults.house import House
from tests.faults.processes import eventually
from tests.faults.reckoning import at_the_post

pytestmark = pytest.mark.postgres

MANY = 150  # a step writes a hundred


@pytest.fixture(scope="module", autouse=True)
def _open(house: House) -> None:
    house.start_web()


@pytest.fixture(autouse=True)
def _nobody_works(house: House) -> Iterator[None]:
    yield
    for process in (house.many, house.worker, house.routine):
        process.ends()


def _begins(house: House, title: str, count: int = MANY) -> str:
    """A list of people nobody knew, all with Digital Post; the run is started, and one worker takes it."""
    begun = house.do("many", title=title, count=count)
    house.know(begun["people"])
    house.do("many_start", run_id=begun["run_id"])
    house.many.start()
    return str(begun["run_id"])


def _progress(house: House, run_id: str) -> dict[str, Any]:
    found: dict[str, Any] = house.do("many_progress", run_id=run_id)
    return found


def _there(house: House, title: str) -> int:
    return sum(one.title == title for one in at_the_post(house))


def _goes_on(house: House) -> None:
    house.do("forward", minutes=11)
    house.many.start()
    house.worker.start()
    house.routine.start()


def _everybody_has_it_once(house: House, run_id: str, title: str, count: int = MANY) -> None:
    eventually("it is done", lambda: _progress(house, run_id)["state"] == "done", within=60)
    eventually("all arrived", lambda: house.do("many_states", run_id=run_id) == {"arrived": count}, within=90)
    progress = _progress(house, run_id)
    assert (progress["total"], progress["made"] + progress["refused"]) == (count, count)
    numbers = Counter(one.number for one in at_the_post(house) if one.title == title)
    assert set(numbers.values()) == {1}
    assert len(numbers) == count


def test_the_worker_dies_between_two_steps_and_in_the_middle_of_bringing(house: House) -> None:
    run_id = _begins(house, "B1")
    eventually("a third of it is with the post", lambda: _there(house, "B1") >= MANY // 3, within=60)
    house.many.dies()
    assert _progress(house, run_id)["state"] == "running"
    assert _there(house, "B1") < MANY
    _goes_on(house)
    _everybody_has_it_once(house, run_id, "B1")


def test_the_worker_dies_in_the_middle_of_writing_a_step(house: House) -> None:
    """On SQLite the lock is taken before the first row; there `messages` kills its worker at random moments."""
    if not isinstance(house.database, Postgres):
        pytest.skip("messages/tests/test_bulk_killed.py does it on SQLite")
    house.many.start()
    with house.database.held():
        run_id = _begins(house, "B2", count=60)
        eventually("it has written some rows and waits", house.database.somebody_waits)
        house.many.dies()
    eventually("its transaction is gone", lambda: not house.database.somebody_waits())
    assert (_progress(house, run_id)["cursor"], house.do("many_written", run_id=run_id)) == (0, 0)
    _goes_on(house)
    _everybody_has_it_once(house, run_id, "B2", count=60)


def test_the_database_restarts_in_the_middle(house: House) -> None:
    if not isinstance(house.database, Postgres):
        pytest.skip("SQLite has no server")
    run_id = _begins(house, "B3")
    house.worker.start()
    eventually("a third of it is with the post", lambda: _there(house, "B3") >= MANY // 3, within=60)
    house.database.restarts()
    for process in (house.many, house.worker):
        process.ends()  # whoever looks after the processes starts them again
    _goes_on(house)
    _everybody_has_it_once(house, run_id, "B3")
