"""`./indgang simulate`: what it refuses before it begins, and how its account reads."""

from pathlib import Path
from typing import Any

import pytest

from indgang.project.frontdoor import assets, simulation
from indgang.project.frontdoor.console import BAD_INPUT, Stop
from indgang.project.frontdoor.simulated_house import SimulatedHouse
from indgang.project.frontdoor.supervisor import StopSignals

ACCOUNT: dict[str, Any] = {
    "seed": 2012,
    "messages": 20,
    "sent": 20,
    "arrived": {"digital_post": 13, "own_inbox": 1},
    "letters": {"remote": 3, "own": 0},
    "failed": [
        {"message": "simulation:3", "cause": "no_address"},
        {"message": "simulation:7", "cause": "returned"},
        {"message": "simulation:9", "cause": "returned"},
    ],
    "told": 0,
    "receipts": {"taken": 49, "twice": 2, "late": 1, "unknown": 0},
    "inbound": {"sent": 1, "filed": 0, "queued": 1},
    "days": 5,
    "seconds": 61.5,
    "holds": True,
    "differences": [],
}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "say what"),
        (["--post", "--messages", "0"], "from 1 to 10000"),
        (["--post", "--messages", "10001"], "from 1 to 10000"),
    ],
)
def test_what_cannot_be_simulated_is_refused_with_what_to_write(words: list[str], sentence: str) -> None:
    with pytest.raises(Stop, match=sentence) as stop:
        simulation.main(words)
    assert stop.value.code == BAD_INPUT


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").touch()
    with pytest.raises(Stop, match="a new or an empty folder"):
        simulation.main(["--post", "--keep", str(tmp_path)])


def test_the_account_in_words() -> None:
    told = simulation.in_words(ACCOUNT).splitlines()
    assert "  failed and explained           3   (no_address 1, returned 2)" in told
    assert told[-1].startswith("It adds up")


def test_an_account_that_does_not_add_up_shows_the_first_ten() -> None:
    differences = [f"simulation:{number}: is climbing, which is no end" for number in range(12)]
    told = simulation.in_words({**ACCOUNT, "holds": False, "differences": differences})
    assert "IT DOES NOT ADD UP" in told
    assert "simulation:9:" in told
    assert "simulation:10:" not in told
    assert told.endswith("and 2 more")


@pytest.mark.parametrize(("holds", "code"), [(True, 0), (False, 1)])
def test_the_exit_code_says_whether_it_adds_up(
    holds: bool, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(assets, "build", lambda: None)
    monkeypatch.setattr(StopSignals, "listen", lambda self: None)
    monkeypatch.setattr(
        SimulatedHouse, "run", lambda self, count, seed: {**ACCOUNT, "holds": holds, "messages": count}
    )
    assert simulation.main(["--post", "--messages", "7", "--json"]) == code
    assert '"messages": 7' in capsys.readouterr().out
