"""The SMS centre for tests: starts the real process.

with running() as smsc:
    smsc.address                    # 127.0.0.1:<free port>, for SMPP; smsc.setting is a value of INDGANG_SMS
    smsc.faults(throttled=True)     # and smsc.faults() to heal (see faults.mjs)
    smsc.messages()                 # what was accepted
    smsc.kill(); smsc.start()       # kill -9, and up again with what it had
"""

import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

SERVER = Path(__file__).with_name("server.mjs")
READY_WITHIN_SECONDS = 20
USER, PASSWORD = "indgang", "hemmelig"  # a simulator on this machine only


class Running:
    """A centre that answers; `process` is there for tests that end it early."""

    def __init__(self, folder: Path, *, seconds: float, clock: Path | None) -> None:
        self.folder = folder
        self._seconds, self._clock = seconds, clock
        self._port = self._pages_port = 0
        (folder / "faults.json").write_text("{}")
        self.start()

    def start(self) -> None:
        """Raises RuntimeError when it does not start. After a kill it takes the ports it had."""
        node = shutil.which("node")
        if node is None:
            raise RuntimeError("Node 20 or newer must be on the path.")
        env = {
            "PATH": os.environ.get("PATH", ""),
            "SMSC_PORT": str(self._port),
            "SMSC_PAGES_PORT": str(self._pages_port),
            "SMSC_STATE": str(self.folder / "state"),
            "SMSC_FAULTS": str(self.folder / "faults.json"),
            "SMSC_ACCOUNTS": f"{USER}:{PASSWORD}",
            "SMSC_SECONDS": str(self._seconds),
        }
        if self._clock is not None:
            env["SIM_CLOCK"] = str(self._clock)
        with (self.folder / "stderr").open("w") as errors:
            self.process = subprocess.Popen(  # noqa: S603  # our own program
                [node, str(SERVER)], env=env, stdout=subprocess.PIPE, stderr=errors, text=True
            )
        ready = self._first_line()
        self.address, self.pages = ready["address"], ready["pages"]
        self.port = self._port = int(self.address.rpartition(":")[2])
        self._pages_port = int(self.pages.rstrip("/").rpartition(":")[2])
        self.setting = f"smsc=smpp://{USER}:{PASSWORD}@{self.address}"

    def _first_line(self) -> dict[str, str]:
        assert self.process.stdout is not None  # noqa: S101  # asked for above
        ready, _, _ = select.select([self.process.stdout], [], [], READY_WITHIN_SECONDS)
        line = self.process.stdout.readline() if ready else ""
        if not line:
            self.stop()
            raise RuntimeError(f"The SMS centre did not start. {(self.folder / 'stderr').read_text()}")
        found: dict[str, str] = json.loads(line)
        return found

    def faults(self, **on: Any) -> None:
        """Switch faults on; those that are not named are off."""
        fresh = self.folder / "faults.new"
        fresh.write_text(json.dumps(on))
        fresh.replace(self.folder / "faults.json")

    def messages(self) -> list[dict[str, Any]]:
        """What was accepted, in order: id, to, from, text, reference, at, state, endedAt, told."""
        found: list[dict[str, Any]] = requests.get(f"{self.pages}messages.json", timeout=5).json()
        return found

    def until(self, holds: Callable[[list[dict[str, Any]]], bool], seconds: float = 10) -> bool:
        """Wait until something holds of the messages; False when it does not in time."""
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
def running(*, seconds: float = 0.1, clock: Path | None = None) -> Iterator[Running]:
    """A centre; `seconds` is how long a phone takes, `clock` the demo's clock file."""
    with tempfile.TemporaryDirectory() as name:
        centre = Running(Path(name), seconds=seconds, clock=clock)
        try:
            yield centre
        finally:
            if centre.process.poll() is None:
                centre.stop()
