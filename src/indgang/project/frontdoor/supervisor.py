"""Keeps child processes alive and ends them all.

Each child leads a process group of its own, so that Ctrl-C reaches us alone and its own children end with it.
One thread, one loop: whoever owns the supervisor calls `tick()` a few times a second.
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from indgang.project.frontdoor.leash import die_with_parent

RESTARTS = 3
BACK_OFF = 0.5  # seconds before the first restart, doubled each time
SETTLED = 60.0  # seconds after which a child counts as healthy and its restarts are forgotten
PATIENCE = 10.0  # seconds between asking a child to end and making it


@dataclass(frozen=True)
class Program:
    """What to run: its name, command line, environment, and the file its output goes to."""

    name: str
    argv: Sequence[str]
    log: Path
    env: Mapping[str, str] | None = None


class GaveUp(Exception):
    """A child died more often than it may; the message has the last lines of its log."""

    def __init__(self, program: Program, code: int) -> None:
        lines = last_lines(program.log)
        super().__init__(
            f"{program.name} ended with code {code} again and again. "
            f"Its log, {program.log}, ends with:\n{lines}"
        )


def last_lines(log: Path, count: int = 15) -> str:
    """The end of a log, indented."""
    try:
        lines = log.read_text(errors="replace").splitlines()[-count:]
    except FileNotFoundError:
        lines = []
    return "\n".join(f"    {line}" for line in lines) or "    (empty)"


def signal_group(leader: int, number: int) -> bool:
    """Send a signal to a process group; False when nobody is left in it."""
    try:
        os.killpg(leader, number)
    except (ProcessLookupError, PermissionError):  # macOS answers EPERM for a group of zombies
        return False
    return True


@dataclass
class Child:
    """A program that should run."""

    program: Program
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    due: float = 0.0
    restarts: int = 0

    def start(self, now: float) -> None:
        self.program.log.parent.mkdir(parents=True, exist_ok=True)
        with self.program.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.program.argv,
                env=self.program.env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=die_with_parent(),  # safe: the supervisor has one thread
            )
        self.started = now

    def sweep(self) -> None:
        """Remove what a dead leader left behind in its group."""
        if self.process is not None:
            signal_group(self.process.pid, signal.SIGKILL)
        self.process = None


@dataclass
class Supervisor:
    """Runs programs. `say` hears what happens to them; `restarts` is how often each may come back."""

    say: Callable[[str], None]
    restarts: int = RESTARTS
    back_off: float = BACK_OFF
    children: list[Child] = field(default_factory=list)

    def start(self, program: Program) -> None:
        """Start a program and keep it running."""
        child = Child(program)
        self.children.append(child)
        child.start(time.monotonic())

    def tick(self) -> None:
        """Look after everybody once. Raises GaveUp when a child died more often than it may."""
        now = time.monotonic()
        for child in self.children:
            if child.process is None:
                if now >= child.due:
                    child.start(now)
            elif (code := child.process.poll()) is not None:
                self._died(child, code, now)

    def _died(self, child: Child, code: int, now: float) -> None:
        child.sweep()
        if now - child.started > SETTLED:
            child.restarts = 0
        if child.restarts >= self.restarts:
            raise GaveUp(child.program, code)
        wait = self.back_off * 2**child.restarts
        child.restarts += 1
        child.due = now + wait
        self.say(
            f"{child.program.name} ended with code {code}; starting it again "
            f"({child.restarts} of {self.restarts}) in {wait:g} s. Log: {child.program.log}"
        )

    def stop(self, patience: float = PATIENCE) -> None:
        """Ask every child to end, wait, and kill what is left. Safe to call twice."""
        running = [(child, child.process) for child in self.children if child.process is not None]
        for _, process in running:
            signal_group(process.pid, signal.SIGTERM)
        deadline = time.monotonic() + patience
        for child, process in running:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.say(f"{child.program.name} does not end by itself; killing it.")
                signal_group(process.pid, signal.SIGKILL)
                process.wait()
            child.sweep()
        self.children.clear()


class Interrupted(Exception):
    """Somebody asked us to end: Ctrl-C, a terminal that closed, or SIGTERM."""


class StopSignals:
    """Turns the signals that end us into a question of the loop, so that no child is lost half-started."""

    def __init__(self) -> None:
        self.arrived = False
        self.number = 0

    def listen(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._arrive)

    def _arrive(self, number: int, frame: object) -> None:
        self.arrived, self.number = True, number

    def check(self) -> None:
        if self.arrived:
            raise Interrupted
