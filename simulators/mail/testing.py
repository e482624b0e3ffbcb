"""The mail server for tests: starts the real process.

with running() as mail:
    mail.address                    # 127.0.0.1:<free port>, for SMTP; mail.setting is a value of INDGANG_SMTP
    mail.faults(rcpt=451)           # and mail.faults() to heal (see faults.py)
    mail.imap                       # the same for IMAP, when `more` has MAIL_IMAP_ACCOUNT
    mail.messages()                 # what lies in the boxes
    mail.kill(); mail.start()       # kill -9, and up again with what it had
"""

import json
import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

SERVER = Path(__file__).with_name("server.py")
READY_WITHIN_SECONDS = 20
HOUSE = "post@lyngsoe.example"


class Running:
    """A server that answers; `process` is there for tests that end it early."""

    def __init__(self, folder: Path, *, clock: Path | None, more: dict[str, str]) -> None:
        self.folder = folder
        self._clock, self._more = clock, more
        self._port = self._pages_port = 0
        (folder / "faults.json").write_text("{}")
        self.start()

    def start(self) -> None:
        """Raises RuntimeError when it does not start. After a kill it takes the ports it had."""
        env = {
            "PATH": os.environ.get("PATH", ""),
            "MAIL_PORT": str(self._port),
            "MAIL_PAGES_PORT": str(self._pages_port),
            "MAIL_STATE": str(self.folder / "state"),
            "MAIL_FAULTS": str(self.folder / "faults.json"),
            "MAIL_HOUSE": HOUSE,
            **self._more,
        }
        if self._clock is not None:
            env["SIM_CLOCK"] = str(self._clock)
        with (self.folder / "stderr").open("w") as errors:
            self.process = subprocess.Popen(  # noqa: S603  # our own program
                [sys.executable, "-I", str(SERVER)],
                env=env,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        ready = self._first_line()
        self.address, self.pages, self.imap = ready["address"], ready["pages"], ready["imap"]
        self.port = self._port = int(self.address.rpartition(":")[2])
        self._pages_port = int(self.pages.rstrip("/").rpartition(":")[2])
        self.setting = f"mail=smtp://{self.address}"

    def _first_line(self) -> dict[str, str]:
        assert self.process.stdout is not None  # noqa: S101  # asked for above
        ready, _, _ = select.select([self.process.stdout], [], [], READY_WITHIN_SECONDS)
        line = self.process.stdout.readline() if ready else ""
        if not line:
            self.stop()
            raise RuntimeError(f"The mail server did not start. {(self.folder / 'stderr').read_text()}")
        found: dict[str, str] = json.loads(line)
        return found

    def box(self, address: str = HOUSE) -> Path:
        """The Maildir of an address."""
        return self.folder / "state" / "boxes" / address

    def faults(self, **on: Any) -> None:
        """Switch faults on; those that are not named are off."""
        fresh = self.folder / "faults.new"
        fresh.write_text(json.dumps(on))
        fresh.replace(self.folder / "faults.json")

    def messages(self) -> list[dict[str, str]]:
        """What lies in the boxes, in order: box, name, at, text, and the headers that count."""
        found: list[dict[str, str]] = requests.get(f"{self.pages}messages.json", timeout=5).json()
        return found

    def until(self, holds: Callable[[list[dict[str, str]]], bool], seconds: float = 10) -> bool:
        """Wait until something holds of the boxes; False when it does not in time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if holds(self.messages()):
                return True
            time.sleep(0.05)
        return False

    def kill(self) -> None:
        """kill -9: it has no time to write anything."""
        self.process.kill()
        self._wait()

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self._wait()

    def _wait(self) -> None:
        self.process.wait(timeout=10)
        if self.process.stdout:
            self.process.stdout.close()


@contextmanager
def running(*, clock: Path | None = None, more: dict[str, str] | None = None) -> Iterator[Running]:
    """A mail server; `clock` is the demo's clock file, `more` its other variables (see server.py)."""
    with tempfile.TemporaryDirectory() as name:
        server = Running(Path(name), clock=clock, more=more or {})
        try:
            yield server
        finally:
            if server.process.poll() is None:
                server.stop()
