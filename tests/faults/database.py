"""The house's database, seen from outside: its write lock can be held, and the server can be restarted."""

import os
import pwd
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import psycopg

from indgang.project.frontdoor.leash import die_with_parent
from tests.faults.processes import eventually

HELD = ("messages_ladder", "messages_delivery", "messages_receipt", "messages_inbound")


class Database(Protocol):
    """What a test does to the database of a house."""

    def held(self) -> AbstractContextManager[None]:
        """Hold the write lock as long as the block lasts: who wants to write waits, who reads does not."""

    def somebody_waits(self) -> bool:
        """Whether somebody waits for the lock. SQLite does not tell: there it takes a second, and the answer is yes."""


@dataclass(frozen=True)
class Sqlite:
    """One file. Its one write lock is taken by BEGIN IMMEDIATE; a writer of ours waits for it at most 20 s."""

    file: Path

    @contextmanager
    def held(self) -> Iterator[None]:
        connection = sqlite3.connect(self.file, isolation_level=None, timeout=20)
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield
        finally:
            connection.execute("ROLLBACK")
            connection.close()

    def somebody_waits(self) -> bool:
        time.sleep(1)
        return True


@dataclass(frozen=True)
class Postgres:
    """A database on a throw-away server, at `address`. What it commits is on disk: the server may be killed."""

    address: str

    @contextmanager
    def held(self) -> Iterator[None]:
        with psycopg.connect(self.address) as connection:
            connection.execute(f"LOCK TABLE {', '.join(HELD)} IN EXCLUSIVE MODE")
            yield
            connection.rollback()

    def somebody_waits(self) -> bool:
        with psycopg.connect(self.address) as connection:
            waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
            row = connection.execute(waiting).fetchone()
        return row is not None and row[0] > 0

    def restarts(self) -> None:
        """Its fastest end (`pg_ctl -m immediate`): nobody is asked to finish. Then the same command again."""
        with psycopg.connect(self.address) as connection:
            row = connection.execute("SHOW data_directory").fetchone()
        assert row is not None
        note = Path(row[0]) / "postmaster.pid"
        leader = int(note.read_text().split()[0])
        words = Path(f"/proc/{leader}/cmdline").read_bytes().split(b"\0")[:-1]
        os.kill(leader, signal.SIGQUIT)
        for dead in _restarted:
            dead.wait(10)
        eventually("the server is gone", lambda: not _lives(leader))
        owner = pwd.getpwuid(Path(row[0]).stat().st_uid).pw_name if os.geteuid() == 0 else None
        _restarted.append(
            subprocess.Popen(
                [word.decode() for word in words],
                user=owner,
                group=owner,
                extra_groups=[] if owner else None,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=die_with_parent(),
            )
        )
        eventually("the server answers again", self._answers, within=30)

    def _answers(self) -> bool:
        try:
            psycopg.connect(self.address, connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True


_restarted: "list[subprocess.Popen[bytes]]" = []
"""Servers that we started ourselves, in place of the one that was killed. Other databases live on them, too."""


def end_restarted() -> None:
    """End the servers that we started ourselves, when nobody needs one any more."""
    for server in _restarted:
        if server.poll() is None:
            server.send_signal(signal.SIGINT)
        server.wait(10)


def _lives(process: int) -> bool:
    """Whether a process runs; one that only waits to be noticed by its parent does not."""
    try:
        state = Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def durable(address: str, name: str, *, like: str = "") -> Postgres:
    """A database of its own on a server, a copy of `like`; its commits wait for the disk (others' do not)."""
    with psycopg.connect(address, autocommit=True) as connection:
        copied = f' TEMPLATE "{like}"' if like else ""
        connection.execute(f'CREATE DATABASE "{name}"{copied}')  # names that we made
        connection.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = on')
    return Postgres(f"{address.rsplit('/', 1)[0]}/{name}")
