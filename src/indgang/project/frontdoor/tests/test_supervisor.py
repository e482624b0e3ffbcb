"""Children are kept alive, brought back a few times, and all ended; with tiny real processes."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indgang.project.frontdoor.supervisor import GaveUp, Program, Supervisor

SLEEPER = "import os, time; print(os.getpid(), flush=True); time.sleep(60)"
STUBBORN = (
    "import os, signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print(os.getpid(), flush=True); time.sleep(60)"
)
PARENT = (
    "import os, subprocess, sys, time;"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']);"
    "print(os.getpid(), child.pid, flush=True); time.sleep(60)"
)


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def supervisor(said: list[str]) -> Iterator[Supervisor]:
    supervisor = Supervisor(said.append, back_off=0.01)
    yield supervisor
    supervisor.stop(patience=1)


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], Program]:
    return lambda code: Program("child", [sys.executable, "-c", code], tmp_path / "logs" / "child.log")


def until(condition: Callable[[], bool], supervisor: Supervisor | None = None) -> None:
    deadline = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < deadline, "it did not happen within 20 seconds"
        if supervisor:
            supervisor.tick()
        time.sleep(0.01)


def numbers(log: Path) -> list[int]:
    return [int(word) for word in log.read_text().split()] if log.exists() else []


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits for its parent does not."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return bool(state.stdout.strip()) and not state.stdout.startswith("Z")


def test_a_child_that_dies_comes_back(
    supervisor: Supervisor, program: Callable[[str], Program], said: list[str]
) -> None:
    child = program(SLEEPER)
    supervisor.start(child)
    until(lambda: len(numbers(child.log)) == 1)
    os.kill(numbers(child.log)[0], signal.SIGKILL)
    until(lambda: len(numbers(child.log)) == 2, supervisor)
    assert is_alive(numbers(child.log)[1])
    assert "code -9" in said[0]
    assert str(child.log) in said[0]


def test_a_child_that_dies_again_and_again_ends_it_with_the_end_of_its_log(
    supervisor: Supervisor, program: Callable[[str], Program], said: list[str]
) -> None:
    child = program("print('no such table'); raise SystemExit(7)")
    supervisor.start(child)
    with pytest.raises(GaveUp, match=r"code 7(?s:.*)no such table"):
        until(lambda: False, supervisor)
    assert child.log.read_text().count("no such table") == 1 + supervisor.restarts
    assert len(said) == supervisor.restarts


def test_the_pause_before_a_restart_doubles(
    supervisor: Supervisor, program: Callable[[str], Program], said: list[str]
) -> None:
    supervisor.start(program("raise SystemExit(1)"))
    with pytest.raises(GaveUp):
        until(lambda: False, supervisor)
    assert [line.split(" in ")[1].split(" s.")[0] for line in said] == ["0.01", "0.02", "0.04"]


def test_stop_ends_every_child_and_waits_for_it(
    supervisor: Supervisor, program: Callable[[str], Program]
) -> None:
    child = program(SLEEPER)
    supervisor.start(child)
    supervisor.start(child)
    until(lambda: len(numbers(child.log)) == 2)
    supervisor.stop()
    assert not any(is_alive(pid) for pid in numbers(child.log))


def test_stop_kills_a_child_that_does_not_listen(
    supervisor: Supervisor, program: Callable[[str], Program], said: list[str]
) -> None:
    child = program(STUBBORN)
    supervisor.start(child)
    until(lambda: len(numbers(child.log)) == 1)
    supervisor.stop(patience=0.2)
    assert not is_alive(numbers(child.log)[0])
    assert "killing it" in said[0]


def test_the_children_of_a_child_end_with_it(
    supervisor: Supervisor, program: Callable[[str], Program]
) -> None:
    child = program(PARENT)
    supervisor.start(child)
    until(lambda: len(numbers(child.log)) == 2)
    supervisor.stop()
    until(lambda: not any(is_alive(pid) for pid in numbers(child.log)))


def test_what_a_dead_child_left_behind_is_removed_before_it_comes_back(
    supervisor: Supervisor, program: Callable[[str], Program]
) -> None:
    child = program(PARENT)
    supervisor.start(child)
    until(lambda: len(numbers(child.log)) == 2)
    leader, left_behind = numbers(child.log)
    os.kill(leader, signal.SIGKILL)
    until(lambda: len(numbers(child.log)) == 4, supervisor)
    until(lambda: not is_alive(left_behind))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a child that its parent is gone")
def test_a_child_does_not_outlive_a_supervisor_that_is_killed(tmp_path: Path) -> None:
    log = tmp_path / "child.log"
    code = (
        "import sys, time; from pathlib import Path;"
        "from indgang.project.frontdoor.supervisor import Program, Supervisor;"
        f"Supervisor(print).start(Program('c', [sys.executable, '-c', {SLEEPER!r}], Path({str(log)!r})));"
        "time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": _source()})
    until(lambda: len(numbers(log)) == 1)
    parent.kill()
    parent.wait()
    until(lambda: not is_alive(numbers(log)[0]))


def _source() -> str:
    return str(Path(__file__).resolve().parents[4])
