"""A demo as a child process, for journeys and pictures that need the real thing: `with running_demo(folder) as …`."""

import os
import select
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from indgang.project.frontdoor import ports
from indgang.project.frontdoor.console import DID_NOT_HOLD, Stop
from indgang.project.frontdoor.leash import die_with_parent
from indgang.project.frontdoor.places import child_environment, python
from indgang.project.frontdoor.supervisor import last_lines

READY_WITHIN = 300.0  # seconds, content and eight weeks of history included
PATIENCE = 30.0  # seconds to end
READY = "ready: "
KEPT = ("INDGANG_LETTERS", "INDGANG_PYTHON")


@contextmanager
def running_demo(data: Path) -> Iterator[str]:
    """Start `./indgang demo` on a free port with its state in `data`, and give its address, `http://127.0.0.1:…`.

    Ends it afterwards. Raises Stop with the last lines of its progress when it does not become ready.
    """
    data.mkdir(parents=True, exist_ok=True)
    progress = data.with_name(f"{data.name}.progress")
    arguments = ("demo", "--port", str(ports.free_port()), "--data", str(data))
    with progress.open("wb") as errors:
        process = subprocess.Popen(
            python("indgang.project.frontdoor", *arguments),
            env=_environment(data),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            preexec_fn=die_with_parent(),
        )
    try:
        address = _wait(process.stdout) if process.stdout else ""
        if not address:
            raise Stop(
                DID_NOT_HOLD, f"The demo did not become ready. Its progress:\n{last_lines(progress, 40)}"
            )
        yield address
    finally:
        _end(process)


def _environment(data: Path) -> dict[str, str]:
    """Nothing of the developer's own installation."""
    given = child_environment(data)
    return {
        name: value
        for name, value in given.items()
        if not name.startswith("INDGANG_") or name in (*KEPT, "INDGANG_DATA")
    }


def _wait(output: IO[bytes]) -> str:
    """The address of the line that says ready; empty when the process ended or time ran out."""
    deadline = time.monotonic() + READY_WITHIN
    text = b""
    while b"\n" not in text:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([output], [], [], left)[0]:
            return ""
        more = os.read(output.fileno(), 4096)
        if not more:
            return ""
        text += more
    first = text.decode().splitlines()[0]
    return first.removeprefix(READY) if first.startswith(READY) else ""


def _end(process: "subprocess.Popen[bytes]") -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()
