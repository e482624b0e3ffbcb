"""The tests' tables on SQLite are made by the migrations once, and copied from then on.

The copy stands in `build/test-tables/` under a name that changes with every migration, model and installed package, so
an old one is never taken. PostgreSQL runs the migrations each time.
"""

import hashlib
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import django
from django.core import management
from django.db import connections

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "build" / "test-tables"
_SHAPES = (
    *("src/indgang/**/migrations/*.py", "src/indgang/**/models/*.py", "src/indgang/kernel/*.py"),
    *("src/indgang/project/settings.py", "requirements-dev.txt"),  # whose tables there are, in which version
)


def fingerprint() -> str:
    """Of everything that the tables come from."""
    found = hashlib.sha256(f"{django.get_version()} {sqlite3.sqlite_version}".encode())
    for path in sorted(path for shape in _SHAPES for path in ROOT.glob(shape)):
        found.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()[:32]


def copied(call_command: Callable[..., Any]) -> Callable[..., Any]:
    """`call_command` that fills an empty SQLite database from the copy, in place of `migrate`."""

    def call(command: Any, *arguments: Any, **options: Any) -> Any:
        connection = connections[options.get("database", "default")]
        if command != "migrate" or connection.vendor != "sqlite":
            return call_command(command, *arguments, **options)
        kept = KEPT / f"{fingerprint()}.sqlite3"
        if kept.exists():
            connection.ensure_connection()
            with sqlite3.connect(kept) as source:
                source.backup(connection.connection)
            source.close()
            return None
        answer = call_command(command, *arguments, **options)
        _keep(connection, kept)
        return answer

    return call


def _keep(connection: Any, kept: Path) -> None:
    """Written beside and moved, so that another process never sees half of it; those of older migrations go."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    beside = kept.with_suffix(f".{os.getpid()}")
    beside.unlink(missing_ok=True)
    target = sqlite3.connect(beside)
    connection.connection.backup(target)
    target.close()
    beside.replace(kept)
    for old in KEPT.glob("*.sqlite3"):
        if old != kept:
            old.unlink(missing_ok=True)


def begin(patch: Any) -> None:
    """From now on test databases are filled so; `patch` is pytest's MonkeyPatch."""
    patch.setattr(management, "call_command", copied(management.call_command))
