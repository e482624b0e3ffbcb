"""What the demo does before and around its processes."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from indgang.project.frontdoor import demo, places, ports
from indgang.project.frontdoor.console import BAD_INPUT, Stop
from indgang.project.frontdoor.neighbours import Neighbours, Ports
from indgang.project.frontdoor.state import MARKER, State


@pytest.fixture
def taken_port() -> Iterator[int]:
    with socket.socket() as server:
        server.bind((ports.LOOPBACK, 0))
        server.listen()
        yield server.getsockname()[1]


def front_door(*arguments: str, **more: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "indgang.project.frontdoor", *arguments],
        env={**os.environ, "PYTHONPATH": str(places.SOURCE), **more},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_taken_port_is_named_with_another_one_to_use(taken_port: int, tmp_path: Path) -> None:
    ended = front_door("demo", "--port", str(taken_port), "--data", str(tmp_path / "data"))
    assert ended.returncode == BAD_INPUT
    assert f"Port {taken_port} is taken" in ended.stderr
    assert "./indgang demo --port " in ended.stderr
    assert ended.stdout == ""
    assert not (tmp_path / "data").exists()


def test_the_suggested_port_is_free(taken_port: int) -> None:
    assert ports.is_free(ports.next_free(taken_port))


@pytest.mark.parametrize("port", [0, -1, 65536])
def test_a_port_that_cannot_be_is_refused(port: int) -> None:
    with pytest.raises(Stop, match="between 1 and 65535") as stop:
        demo.check_port(port)
    assert stop.value.code == BAD_INPUT


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").touch()
    with pytest.raises(Stop, match="holds other files"):
        State.at(tmp_path)
    assert not (tmp_path / MARKER).exists()


def test_fresh_removes_the_state_and_nothing_that_keeps_the_folder_ours(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "kept").touch()
    state = State.at(tmp_path / "data")
    (state.path / "keys").mkdir()
    (state.path / "indgang.sqlite3").touch()
    (state.path / "media").symlink_to(outside)
    state.empty()
    assert [path.name for path in state.path.iterdir()] == [MARKER]
    assert (outside / "kept").exists()


def test_two_demos_do_not_share_a_folder(tmp_path: Path) -> None:
    state = State.at(tmp_path / "data")
    with state.held():
        ended = front_door("demo", "--port", str(ports.free_port()), "--data", str(state.path), "--fresh")
    assert ended.returncode == BAD_INPUT
    assert f"process {os.getpid()}" in ended.stderr


def test_the_keys_of_our_clients_are_made_once_and_read_by_us_alone(tmp_path: Path) -> None:
    state = State.at(tmp_path / "data")
    first = state.clients()
    assert State.at(tmp_path / "data").clients() == first
    assert set(first) == {"citizen", "staff"}
    assert (state.path / "keys" / "clients.json").stat().st_mode & 0o077 == 0


def test_every_process_of_the_demo_finds_the_same_broker_and_data(tmp_path: Path) -> None:
    state = State.at(tmp_path / "data")
    near = Neighbours(state, Ports(1, 2, 3, 4, 5, 6, 7, 8), "http://127.0.0.1:8123")
    environment = demo.demo_environment(state, 8123, 9000, near)
    people, clients = tmp_path / "people.json", tmp_path / "clients.json"
    started = demo.programs(state, environment, 8123, 9000, people, clients)
    assert [program.name for program in started] == [
        *("login broker", "web server", "worker", "worker for many letters", "routine", "listener")
    ]
    for program in started:
        assert program.env is not None
        assert program.env["INDGANG_BROKER"] == "http://127.0.0.1:9000"
        assert program.env["INDGANG_ORIGIN"] == "http://127.0.0.1:8123"
        assert program.env["INDGANG_DATA"] == str(state.path)
    broker = started[0].env or {}
    assert (broker["BROKER_PORT"], broker["BROKER_PEOPLE"]) == ("9000", str(people))


def test_who_watches_the_demo_is_told_where_its_letters_arrive(tmp_path: Path) -> None:
    near = Neighbours(
        State.at(tmp_path / "data"), Ports(1, 2002, 3, 4004, 5, 6006, 7, 8008), "http://127.0.0.1:8123"
    )
    told = demo.seen_from_outside(near)
    assert [line.split()[-1] for line in told.splitlines()[1:]] == [
        *("http://127.0.0.1:2002/", "http://127.0.0.1:4004/", "http://127.0.0.1:6006/"),
        "http://127.0.0.1:8008/",
    ]


def test_the_table_says_who_can_log_in_and_why_one_would() -> None:
    people = {
        "people": [{"name": "Mads Brinklund", "story": {"da": "Bor alene og vil flytte.", "en": "…"}}],
        "staff": [{"name": "Ida Krogh", "story": "Sidder i vagten."}],
    }
    table = demo.who_can_log_in(json.loads(json.dumps(people)))
    assert "  Mads Brinklund  citizen   Bor alene og vil flytte." in table.splitlines()
    assert "  Ida Krogh       staff     Sidder i vagten." in table.splitlines()
