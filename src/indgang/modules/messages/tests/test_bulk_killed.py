"""A worker that is really killed in the middle of a letter to many: nobody is left out, nobody gets it twice."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection

from indgang.kernel.ids import new_id
from indgang.kernel.text import Text
from indgang.modules.identity import selectors as people
from indgang.modules.identity import services as identity
from indgang.modules.identity.vocabulary import Role
from indgang.modules.messages import services
from indgang.modules.messages.models import Template
from indgang.modules.messages.selectors.bulk import OWNER
from indgang.modules.messages.services import bulk
from indgang.modules.messages.vocabulary import Block, Letter, LetterTemplate

RECEIVERS = 600
KILLS = 3

# What a worker does, and a line before and after each step, so that we know when it was hit.
WORKER = """
import sys
from uuid import UUID
import django
django.setup()
from indgang.modules.messages.services import bulk
run = UUID(sys.argv[1])
while True:
    print("begin", flush=True)
    progress = bulk.step(run, at_most=100)
    print("end", progress.state.value, flush=True)
    if progress.state.value != "running":
        break
"""


def _run() -> UUID:
    """A run that is started."""
    account = identity.account_for_staff(
        subject="hanne", name="Hanne Lund", roles=[Role.SUPERVISOR], unit="borgerservice"
    )
    assert account.employee is not None
    leader = people.employee(account.employee.pk)
    letter = Letter(Text("Ny dag", "New day"), (Block("result", Text("Kære {name}.", "Dear {name}.")),))
    services.register_letters(owner=OWNER, letters={"ny-dag": LetterTemplate(letter, frozenset({"name"}))})
    lines = "".join(f"61048{i:05d};Borger {i}\n" for i in range(50001, 50001 + RECEIVERS))
    run_id = bulk.make_bulk(
        run_id=new_id(),
        title="Ny dag",
        template=Template.objects.get(owner=OWNER).pk,
        unit="borgerservice",
        list_file=BytesIO(f"cpr;navn\n{lines}".encode()),
        by=leader,
    )
    bulk.start(run_id=run_id, by=leader)
    return run_id


def _counts(folder: Path, run_id: UUID) -> tuple[int, ...]:
    """Cursor, messages, ladders, and receivers that have their message: read from the file, past the worker."""
    questions = (
        "SELECT cursor FROM messages_bulkrun",
        f"SELECT count(*) FROM messages_message WHERE key LIKE 'bulk:{run_id}:%'",  # noqa: S608
        "SELECT count(*) FROM messages_ladder",
        "SELECT count(*) FROM messages_bulkrecipient WHERE state = 'made' AND message_id IS NOT NULL",
    )
    with closing(sqlite3.connect(folder / "indgang.sqlite3", timeout=20)) as database:
        return tuple(database.execute(question).fetchone()[0] for question in questions)


def _worker(folder: Path, run_id: UUID) -> "subprocess.Popen[str]":
    environment = {**os.environ, "INDGANG_DATA": str(folder)}
    environment.pop("INDGANG_DATABASE_URL", None)
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", WORKER, str(run_id)], stdout=subprocess.PIPE, text=True, env=environment
    )


@pytest.mark.skipif(connection.vendor != "sqlite", reason="tests/faults kills workers on PostgreSQL")
@pytest.mark.django_db(transaction=True)
def test_killed_in_the_middle_nobody_is_left_out_and_nobody_gets_it_twice(
    lyngsoe: None, tmp_path: Path
) -> None:
    run_id = _run()
    connection.ensure_connection()
    with closing(sqlite3.connect(tmp_path / "indgang.sqlite3")) as copy:
        connection.connection.backup(copy)
    chance, in_the_middle = random.Random(2012), 0  # noqa: S311
    for _ in range(KILLS):
        worker = _worker(tmp_path, run_id)
        assert worker.stdout is not None
        assert worker.stdout.readline() == "begin\n"
        time.sleep(chance.uniform(0.0, 0.05))
        worker.send_signal(signal.SIGKILL)
        after = worker.communicate(timeout=30)[0].splitlines()
        in_the_middle += not after or after[-1] == "begin"
        cursor, *rows = _counts(tmp_path, run_id)
        assert rows == [cursor, cursor, cursor], "the cursor and the rows are written together"
    assert in_the_middle >= 2, "too few workers were hit while they wrote"
    assert _counts(tmp_path, run_id)[0] < RECEIVERS
    last = _worker(tmp_path, run_id)
    assert last.communicate(timeout=120)[0].splitlines()[-1] == "end done"
    assert _counts(tmp_path, run_id) == (RECEIVERS,) * 4
    with closing(sqlite3.connect(tmp_path / "indgang.sqlite3")) as database:
        people_reached = database.execute(
            "SELECT count(DISTINCT person_id) FROM messages_message"
        ).fetchone()[0]
    assert people_reached == RECEIVERS
