"""The shell part of the front door: stamps, the lock, and folders with spaces; with stand-ins for the slow tools."""

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from indgang.project.frontdoor.__main__ import COMMANDS
from indgang.project.frontdoor.places import ROOT

LOCKS = ("requirements.txt", "requirements-dev.txt", "package-lock.json", "package.json")
DEAD = 2**22 + 1  # larger than any process id of Linux or macOS


def program(path: Path, script: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the front door whose Python is up to date and whose Node packages have to be made."""
    house = tmp_path / "a house with spaces"
    house.mkdir()
    shutil.copy(ROOT / "indgang", house)
    for name in LOCKS:
        (house / name).write_text(name)
    program(house / ".venv" / "bin" / "python", '[ "$1" = -m ] && echo "$PYTHONPATH: $*"; exit 0')
    stamp = " ".join(["run", checksum(house / "requirements.txt")])
    (house / ".venv" / "indgang-stamp").write_text(f"{stamp}\n")
    program(tmp_path / "bin" / "node", "echo v20.1.0")
    program(tmp_path / "bin" / "npm", 'echo "$*" >>npm-ran; mkdir -p node_modules; sleep 0.3')
    return house


def checksum(path: Path) -> str:
    done = subprocess.run(["cksum"], input=path.read_text(), capture_output=True, text=True, check=True)
    return done.stdout.strip().replace(" ", "-")


def start(house: Path, *arguments: str) -> "subprocess.Popen[str]":
    path = f"{house.parent / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.Popen(
        [str(house / "indgang"), *arguments],
        cwd="/",
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def run(house: Path, *arguments: str) -> tuple[int, str, str]:
    process = start(house, *arguments)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def times_made(house: Path) -> int:
    ran = house / "npm-ran"
    return len(ran.read_text().splitlines()) if ran.exists() else 0


def test_what_is_stale_is_made_once_and_the_command_gets_its_words(house: Path) -> None:
    for _ in range(2):
        code, out, err = run(house, "manage", "shell", "two words")
        assert code == 0, err
        assert out == f"{house}/src: -m indgang.project.frontdoor manage shell two words\n"
    assert times_made(house) == 1
    (house / "package-lock.json").write_text("changed")
    run(house, "manage")
    assert times_made(house) == 2


def test_packages_that_were_made_half_are_made_again(house: Path) -> None:
    program(house.parent / "bin" / "npm", 'echo "$*" >>npm-ran; mkdir -p node_modules; exit 1')
    code, _, err = run(house, "manage")
    assert code == 1
    assert "Run the command again" in err
    program(house.parent / "bin" / "npm", 'echo "$*" >>npm-ran')
    assert run(house, "manage")[0] == 0
    assert times_made(house) == 2


def test_two_at_the_same_time_make_it_once(house: Path) -> None:
    both = [start(house, "manage"), start(house, "manage")]
    for process in both:
        _, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
    assert times_made(house) == 1
    assert not (house / "build" / "setup.lock").is_symlink()


def test_the_lock_of_a_process_that_is_gone_is_taken_over(house: Path) -> None:
    (house / "build").mkdir()
    (house / "build" / "setup.lock").symlink_to(f"pid-{DEAD}")
    code, _, err = run(house, "manage")
    assert code == 0, err
    assert times_made(house) == 1
    assert list((house / "build").iterdir()) == []


def test_the_lock_of_a_living_process_is_waited_for(house: Path) -> None:
    (house / "build").mkdir()
    lock = house / "build" / "setup.lock"
    lock.symlink_to(f"pid-{os.getpid()}")
    process = start(house, "manage")
    time.sleep(1)
    assert times_made(house) == 0
    lock.unlink()
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert f"process {os.getpid()}" in err
    assert times_made(house) == 1


def test_a_command_that_nobody_knows_makes_nothing(house: Path) -> None:
    (house / "src").symlink_to(ROOT / "src")
    code, out, err = run(house, "dmeo")
    assert (code, out) == (2, "")
    assert "no such command. There are: demo, test" in err
    assert times_made(house) == 0


def test_both_halves_know_the_same_commands() -> None:
    cases = re.findall(r"^([a-z |]+)\) level=", (ROOT / "indgang").read_text(), re.MULTILINE)
    assert {name for case in cases for name in case.split(" | ")} == set(COMMANDS) - {"help"}
