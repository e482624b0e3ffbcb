"""A whole run of the demo's supervisor, with tiny servers in place of the real programs."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indgang.project.frontdoor import demo, places, ports
from indgang.project.frontdoor.console import GOOD

Demo = tuple["subprocess.Popen[str]", int]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[], Demo]]:
    started = []

    def begin() -> Demo:
        port = ports.free_port()
        progress = (tmp_path / "progress").open("w")
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "indgang.project.frontdoor.tests.stand_in"),
                *("--port", str(port), "--data", str(tmp_path / "data")),
            ],
            env={**os.environ, "PYTHONPATH": str(places.SOURCE)},
            stdout=subprocess.PIPE,
            stderr=progress,
            text=True,
        )
        progress.close()
        started.append(process)
        assert process.stdout is not None
        assert process.stdout.readline() == f"ready: http://127.0.0.1:{port}\n"
        return process, port

    yield begin
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


@pytest.mark.parametrize("asked", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_says_when_it_is_ready_and_ends_all_when_asked(
    start: Callable[[], Demo], asked: signal.Signals, tmp_path: Path
) -> None:
    process, port = start()
    assert demo.is_healthy(port)
    process.send_signal(asked)
    assert process.wait(30) == GOOD
    assert process.stdout is not None
    assert "  Mads  citizen   Vil flytte.\n" in process.stdout.readlines()
    err = (tmp_path / "progress").read_text()
    assert "Ready after" in err
    assert err.endswith("Stopping …\nStopped.\n")
    assert not ports.answers(port)


def test_it_can_be_started_again_on_the_same_state(start: Callable[[], Demo], tmp_path: Path) -> None:
    process, _ = start()
    process.send_signal(signal.SIGTERM)
    process.wait(30)
    (tmp_path / "data" / "broker" / "people.json").unlink()
    (tmp_path / "data" / "broker").rmdir()
    _, port = start()
    assert demo.is_healthy(port)
