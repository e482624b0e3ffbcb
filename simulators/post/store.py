"""What the post has taken, as rows that are on the disk before anybody hears that they are there."""

import secrets
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TABLES = """
CREATE TABLE IF NOT EXISTS accepted (
  uuid TEXT PRIMARY KEY, way TEXT NOT NULL, transmission TEXT NOT NULL, correlation TEXT NOT NULL,
  sha256 TEXT NOT NULL, answer BLOB NOT NULL, number TEXT NOT NULL, name TEXT NOT NULL, label TEXT NOT NULL,
  body BLOB NOT NULL, at TEXT NOT NULL, times INTEGER NOT NULL DEFAULT 1, returned TEXT NOT NULL DEFAULT '');
CREATE INDEX IF NOT EXISTS accepted_number ON accepted (number);
CREATE TABLE IF NOT EXISTS tried (uuid TEXT PRIMARY KEY, times INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS outgoing (
  id TEXT PRIMARY KEY, kind TEXT NOT NULL, uuid TEXT NOT NULL, step TEXT NOT NULL, place INTEGER NOT NULL,
  due REAL NOT NULL, at TEXT NOT NULL, body BLOB NOT NULL, wanted INTEGER NOT NULL DEFAULT 1,
  pushed INTEGER NOT NULL DEFAULT 0, tries INTEGER NOT NULL DEFAULT 0, said TEXT NOT NULL DEFAULT '');
CREATE INDEX IF NOT EXISTS outgoing_waiting ON outgoing (due) WHERE pushed < wanted;
CREATE INDEX IF NOT EXISTS outgoing_uuid ON outgoing (uuid);
CREATE TABLE IF NOT EXISTS written (
  uuid TEXT PRIMARY KEY, number TEXT NOT NULL, label TEXT NOT NULL, text TEXT NOT NULL, answers TEXT NOT NULL,
  at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS kept (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


@dataclass(frozen=True)
class Outgoing:
    """Something to be pushed. `kind`: receipt or memo. `due` in seconds since 1970, demo time. `wanted`: how many
    times it is to be delivered; two is the fault `twice`."""

    id: str
    kind: str
    uuid: str
    step: str
    place: int
    due: float
    at: str
    body: bytes
    wanted: int = 1


class Store:
    """One SQLite file with synchronous=FULL: a commit has reached the disk. Safe for threads."""

    def __init__(self, path: Path) -> None:
        self._lock = threading.RLock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.executescript(TABLES)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """A transaction; it is on the disk when this ends."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def rows(self, question: str, *values: Any) -> list[sqlite3.Row]:
        with self._lock:
            return self._db.execute(question, values).fetchall()

    def row(self, question: str, *values: Any) -> sqlite3.Row | None:
        found = self.rows(question, *values)
        return found[0] if found else None

    def change(self, command: str, *values: Any) -> int:
        """How many rows it changed."""
        with self._lock:
            return self._db.execute(command, values).rowcount

    def add_outgoing(self, rows: Iterable[Outgoing]) -> None:
        for row in rows:
            self.change(
                "INSERT INTO outgoing (id, kind, uuid, step, place, due, at, body, wanted)"
                " VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
                *(row.id, row.kind, row.uuid, row.step, row.place, row.due, row.at, row.body, row.wanted),
            )

    def tried(self, uuid: str) -> int:
        """Count one more try of this message, and say how many there were."""
        with self.writing():
            self.change(
                "INSERT INTO tried VALUES (?, 1) ON CONFLICT (uuid) DO UPDATE SET times = times + 1", uuid
            )
            found = self.row("SELECT times FROM tried WHERE uuid = ?", uuid)
        return int(found["times"]) if found else 1

    def secret(self) -> bytes:
        """What our tokens are signed with; the same after a restart."""
        with self.writing():
            self.change("INSERT INTO kept VALUES ('secret', ?) ON CONFLICT DO NOTHING", secrets.token_hex(32))
            found = self.row("SELECT value FROM kept WHERE name = 'secret'")
        return str(found["value"]).encode() if found else b""
