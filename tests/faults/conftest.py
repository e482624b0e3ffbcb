"""Houses. Each file of tests has one; all begin as one prepared folder, made once for a run of the tests."""

import fcntl
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from indgang.project.frontdoor import system
from indgang.project.frontdoor.places import python
from indgang.project.frontdoor.testing import ELSEWHERE
from indgang.project.frontdoor.throwaway import postgres
from tests.faults.database import Postgres, durable, end_restarted
from tests.faults.house import House, clean_environment, open_house
from tests.faults.processes import Process

LIKE = "house_prepared"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A letter that leaves the house is a PDF. A house costs half a minute: what ran on PostgreSQL runs there alone."""
    here = Path(__file__).parent
    ours = [item for item in items if item.path.is_relative_to(here)]
    for item in ours:
        item.add_marker(pytest.mark.letters)
    if os.environ.get(ELSEWHERE):
        done = {item for item in ours if item.get_closest_marker("postgres")}
        config.hook.pytest_deselected(items=[item for item in items if item in done])
        items[:] = [item for item in items if item not in done]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """On PostgreSQL a server of our own, since it is killed; else empty."""
    if not os.environ.get("INDGANG_DATABASE_URL", "").startswith("postgres"):
        yield ""
        return
    programs = system.postgres_programs()
    assert programs is not None
    with postgres(programs) as address:
        yield address
        end_restarted()


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, worker_id: str, server: str) -> Path:
    """A folder with tables, content, people and keys. Processes of pytest share it on SQLite."""
    mine = tmp_path_factory.getbasetemp()
    shared = mine if worker_id == "master" or server else mine.parent
    folder = shared / "house-prepared"
    with (shared / "house-prepared.lock").open("a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            _prepare(folder, durable(server, LIKE) if server else None)
            (folder / "done").touch()
    return folder


def _prepare(folder: Path, database: Postgres | None) -> None:
    given = clean_environment(folder)
    if database is not None:
        given["INDGANG_DATABASE_URL"] = database.address
    inside = Process(
        "inside", python("tests.faults.inside"), given, folder / "logs" / "inside.log", speaks=True
    )
    inside.start().tell(b'{"do": "prepare", "with": {}}\n')
    try:
        assert "said" in json.loads(inside.line(within=180))
    finally:
        inside.ends()


@pytest.fixture(scope="module")
def house(
    tmp_path_factory: pytest.TempPathFactory, prepared: Path, server: str, request: pytest.FixtureRequest
) -> Iterator[House]:
    """One house for the tests of a file. Between them nothing is wrong with it, and each writes letters of its own."""
    name = request.module.__name__.rsplit(".", 1)[-1]
    database = durable(server, name, like=LIKE) if server else None
    with open_house(tmp_path_factory.mktemp(name) / "data", prepared, database) as opened:
        yield opened
