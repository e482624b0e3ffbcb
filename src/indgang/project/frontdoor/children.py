"""Runs a child that ends by itself, and does not leave it behind when somebody ends us."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from indgang.project.frontdoor.leash import die_with_parent
from indgang.project.frontdoor.supervisor import StopSignals

PATIENCE = 20.0  # seconds that a child may take to end once it was asked to


def follow(
    argv: Sequence[str],
    environment: Mapping[str, str],
    signals: StopSignals,
    *,
    folder: Path | None = None,
    as_progress: bool = False,
) -> int:
    """Run to the end and give the exit code. `as_progress` sends its standard output to our standard error.

    The child stays in our process group: Ctrl-C reaches it from the terminal, other signals we pass on.
    Raises Interrupted when we were asked to end; the child has ended then.
    """
    process = subprocess.Popen(
        argv,
        env=environment,
        cwd=folder,
        stdout=sys.stderr.fileno() if as_progress else None,
        preexec_fn=die_with_parent(),
    )
    try:
        while process.poll() is None and not signals.arrived:
            time.sleep(0.05)
        if process.poll() is None:
            _end(process, signals.number)
        signals.check()
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    return process.returncode


@contextmanager
def beside(argv: Sequence[str], environment: Mapping[str, str]) -> Iterator[None]:
    """Run something beside what the block does; its output is progress. It is over when the block is, one way or
    another: what it did not finish, whoever needs it does."""
    process = subprocess.Popen(
        argv, env=environment, stdout=sys.stderr.fileno(), preexec_fn=die_with_parent()
    )
    try:
        yield
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        pass
    finally:
        if process.poll() is None:
            process.kill()
        process.wait()


def _end(process: subprocess.Popen[bytes], number: int) -> None:
    if number != signal.SIGINT:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
