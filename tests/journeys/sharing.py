"""One demo for all journeys, also when they are spread over several processes of pytest."""

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TextIO

from indgang.project.frontdoor.places import BUILD
from indgang.project.frontdoor.running import running_demo
from indgang.project.frontdoor.state import State

LOOK_AGAIN = 0.2  # seconds


@contextmanager
def shared_demo(folder: Path) -> Iterator[str]:
    """The address of the demo that lives in `folder`. The first to ask starts it, and ends it after the last.

    Who uses it holds a shared lock on `users`, so that nobody ends it under somebody else's hands.
    """
    folder.mkdir(parents=True, exist_ok=True)
    note = folder / "running.json"
    with ExitStack() as ours, (folder / "users").open("a+") as users, (folder / "book").open("a+") as book:
        with _alone(book):
            fcntl.flock(users, fcntl.LOCK_SH)
            started_here = not note.exists()
            if started_here:
                note.write_text(json.dumps(ours.enter_context(running_demo(_new_state(folder)))))
            address: str = json.loads(note.read_text())
        try:
            yield address
        finally:
            if started_here:
                _last_one_out(users, book, note)


def _new_state(folder: Path) -> Path:
    """A new folder of state. Style sheets and fonts are collected once for all runs of the tests."""
    state = State.at(folder / f"data-{os.getpid()}")
    collected = BUILD / "test-static"
    collected.mkdir(parents=True, exist_ok=True)
    (state.path / "static").symlink_to(collected)
    return state.path


@contextmanager
def _alone(book: TextIO) -> Iterator[None]:
    fcntl.flock(book, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(book, fcntl.LOCK_UN)


def _last_one_out(users: TextIO, book: TextIO, note: Path) -> None:
    """Wait until nobody else uses the demo, and take down the note that leads to it."""
    while True:
        with _alone(book):
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                fcntl.flock(users, fcntl.LOCK_SH)  # a failed attempt gives up the lock that we had
            else:
                note.unlink()
                return
        time.sleep(LOOK_AGAIN)
