"""Processes that really die: each leads a group of its own, is killed by its id with SIGKILL, and starts again."""

import contextlib
import os
import select
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from indgang.project.frontdoor.leash import die_with_parent
from indgang.project.frontdoor.supervisor import last_lines, signal_group

FIRST_LINE_WITHIN = 30.0  # seconds
PATIENCE = 10.0  # seconds between asking a process to end and making it


def eventually(what: str, holds: Callable[[], object], *, within: float = 40.0, every: float = 0.05) -> None:
    """Wait until something holds. Raises AssertionError with `what` when it does not within so many seconds."""
    enough = time.monotonic() + within
    while not holds():
        assert time.monotonic() < enough, f"After {within:g} s it is still not so that {what}."
        time.sleep(every)


@dataclass
class Process:
    """One program of the house. `speaks`: its standard output is read by us (`line`), and not written to the log."""

    name: str
    argv: Sequence[str]
    env: Mapping[str, str]
    log: Path
    speaks: bool = False
    running: "subprocess.Popen[bytes] | None" = None
    deaths: int = field(default=0)

    def start(self) -> "Process":
        """Start it; nothing happens when it runs."""
        if self.is_alive:
            return self
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                self.argv,
                env=dict(self.env),
                stdin=subprocess.PIPE if self.speaks else subprocess.DEVNULL,
                stdout=subprocess.PIPE if self.speaks else log,
                stderr=log,
                start_new_session=True,
                preexec_fn=die_with_parent(),
            )
        return self

    @property
    def is_alive(self) -> bool:
        return self.running is not None and self.running.poll() is None

    def dies(self) -> None:
        """kill -9, the whole group. It must have been alive: else the test proves nothing."""
        assert self.running is not None, f"{self.name} was never started"
        assert self.is_alive, f"{self.name} was dead already:\n{last_lines(self.log)}"
        signal_group(self.running.pid, signal.SIGKILL)
        self._gone()
        self.deaths += 1

    def ends(self) -> None:
        """Ask it to end. Nothing happens when it does not run."""
        if self.running is None:
            return
        signal_group(self.running.pid, signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.running.wait(PATIENCE)
        signal_group(self.running.pid, signal.SIGKILL)
        self._gone()

    def _gone(self) -> None:
        if self.running is None:
            return
        self.running.wait(PATIENCE)
        for pipe in (self.running.stdin, self.running.stdout):
            if pipe is not None:
                pipe.close()
        self.running = None

    def line(self, within: float = FIRST_LINE_WITHIN) -> bytes:
        """The next line that it says. Raises AssertionError with the end of its log when it says none."""
        assert self.running is not None
        assert self.running.stdout is not None
        text, enough = b"", time.monotonic() + within
        while not text.endswith(b"\n"):
            left = enough - time.monotonic()
            ready = left > 0 and select.select([self.running.stdout], [], [], left)[0]
            more = os.read(self.running.stdout.fileno(), 1) if ready else b""
            assert more, f"{self.name} said nothing for {within:g} s. Its log:\n{last_lines(self.log)}"
            text += more
        return text

    def tell(self, line: bytes) -> None:
        """Write a line to its standard input."""
        assert self.running is not None
        assert self.running.stdin is not None
        self.running.stdin.write(line)
        self.running.stdin.flush()
