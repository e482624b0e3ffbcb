"""A citizen answers in Digital Post while the web server or the worker dies. One answer comes in, once."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from indgang.project.frontdoor.ports import LOOPBACK
from tests.faults.house import House
from tests.faults.processes import eventually
from tests.faults.reckoning import Push, is_final, taken_of, written_to_us


@pytest.fixture(scope="module", autouse=True)
def _open(house: House) -> None:
    house.start_web()


@pytest.fixture(autouse=True)
def _all_is_well(house: House) -> Iterator[None]:
    yield
    house.worker.ends()
    house.routine.ends()
    house.start_post()
    house.start_web()


def _got_a_letter(house: House, key: str) -> str:
    """A letter arrives in Digital Post; its uuid there. Nobody works afterwards."""
    house.do("send", keys=[key])
    house.worker.start()
    eventually(f"{key} arrived", lambda: is_final(house, key))
    house.worker.ends()
    return taken_of(house, key)[0].uuid


def _answers(house: House, uuid: str, text: str) -> None:
    """The receiver presses Svar on the simulator's page."""
    page = f"http://{LOOPBACK}:{house.pages_port}/besked/{uuid}/svar/"
    said = requests.post(
        page, data={"emne": f"Svar {text}", "tekst": text}, allow_redirects=False, timeout=10
    )
    assert said.is_redirect, said.text


def _came_in(house: House, text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = house.do("came_in", title=f"Svar {text}")
    return found


def _is_filed_once(house: House, text: str) -> None:
    eventually(
        "it is understood", lambda: [one["message"] for one in _came_in(house, text)] not in ([], [""])
    )
    rows = _came_in(house, text)
    assert len(rows) == 1
    assert rows[0]["text"] == text
    assert house.do("messages_saying", text=text) == 1


@pytest.mark.postgres
def test_the_web_dies_before_it_wrote_the_answer_down(house: House) -> None:
    letter = _got_a_letter(house, "i1")
    with house.database.held():
        _answers(house, letter, "i1 answer")
        eventually("it is pushed, and the web server waits for the lock", house.database.somebody_waits)
        house.web.dies()
        assert written_to_us(house, "Svar i1 answer").pushed == 0
    assert not _came_in(house, "i1 answer")
    house.start_web()
    house.worker.start()
    _is_filed_once(house, "i1 answer")
    assert written_to_us(house, "Svar i1 answer").tries > 1


def test_the_web_dies_as_soon_as_it_wrote_the_answer_down(house: House) -> None:
    letter = _got_a_letter(house, "i1 after")
    _answers(house, letter, "i1 after answer")
    eventually("it is written down", lambda: house.do("stored"), every=0.0)
    house.web.dies()
    house.start_web()
    eventually("the post has said all", lambda: written_to_us(house, "Svar i1 after answer").pushed)
    house.worker.start()
    _is_filed_once(house, "i1 after answer")


def test_the_answer_lies_there_while_nobody_works_and_the_post_dies(house: House) -> None:
    letter = _got_a_letter(house, "i2")
    _answers(house, letter, "i2 answer")
    eventually("we have it", lambda: written_to_us(house, "Svar i2 answer") == Push("written", 1, 1))
    house.post.dies()
    assert house.do("stored") == 1
    house.worker.start()
    _is_filed_once(house, "i2 answer")


@pytest.mark.postgres
def test_the_worker_dies_while_it_reads_the_answer(house: House) -> None:
    letter = _got_a_letter(house, "i2 dies")
    _answers(house, letter, "i2 dies answer")
    eventually("we have it", lambda: written_to_us(house, "Svar i2 dies answer").pushed)
    with house.database.held():
        house.worker.start()
        time.sleep(3)  # it starts
        eventually("it waits for the lock", house.database.somebody_waits)
        house.worker.dies()
    assert house.do("stored") == 1
    house.do("forward", minutes=11)
    house.worker.start()
    house.routine.start()
    _is_filed_once(house, "i2 dies answer")
