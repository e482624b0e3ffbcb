"""The payment house for tests: starts the real process.

with running() as pay:
    pay.address, pay.key            # for the client
    pay.faults(refuse=["charges"])  # and pay.faults() to heal (see faults.py)
    pay.press(page, "betal")        # what somebody does on the payment page; the address it leads to
    pay.payments()                  # what it knows, the newest first
    pay.kill(); pay.start()         # kill -9, and up again with what it had
"""

import json
import os
import select
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

SERVER = Path(__file__).with_name("server.py")
READY_WITHIN_SECONDS = 20
KEY = "test-secret-key-of-the-house"


class Running:
    """A house that answers."""

    def __init__(self, folder: Path, *, late: float = 0.2) -> None:
        self.folder, self.key, self._late, self._port = folder, KEY, late, 0
        self.faults()
        self.start()

    def start(self) -> None:
        """Raises RuntimeError when it does not start. After a kill it takes the port it had."""
        env = {
            "PATH": os.environ.get("PATH", ""),
            "PAY_PORT": str(self._port),
            "PAY_KEY": self.key,
            "PAY_STATE": str(self.folder / "state"),
            "PAY_FAULTS": str(self.folder / "faults.json"),
            "PAY_LATE": str(self._late),
        }
        with (self.folder / "stderr").open("w") as errors:
            self.process = subprocess.Popen(  # noqa: S603  # our own program
                [sys.executable, "-I", str(SERVER)],
                env=env,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        assert self.process.stdout is not None  # noqa: S101  # asked for above
        ready, _, _ = select.select([self.process.stdout], [], [], READY_WITHIN_SECONDS)
        line = self.process.stdout.readline() if ready else ""
        if not line:
            self.stop()
            raise RuntimeError(f"The payment house did not start. {(self.folder / 'stderr').read_text()}")
        self.address = str(json.loads(line)["address"])
        self._port = int(self.address.rpartition(":")[2])

    def faults(self, **on: Any) -> None:
        """Switch faults on; those that are not named are off."""
        fresh = self.folder / "faults.new"
        fresh.write_text(json.dumps(on))
        fresh.replace(self.folder / "faults.json")

    def press(self, page: str, deed: str = "betal") -> str:
        """Press a button of the payment page; where the browser is sent, empty when it stays."""
        answer = requests.post(page, data={"deed": deed}, allow_redirects=False, timeout=5)
        return answer.headers.get("Location", "")

    def payments(self) -> list[dict[str, Any]]:
        """All payments, the newest first."""
        found: list[dict[str, Any]] = requests.get(f"{self.address}/payments.json", timeout=5).json()[
            "payments"
        ]
        return found

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
def running(*, late: float = 0.2) -> Iterator[Running]:
    """A payment house; `late`: seconds until it tells of who paid and closed the page."""
    with tempfile.TemporaryDirectory() as name:
        house = Running(Path(name), late=late)
        try:
            yield house
        finally:
            if house.process.poll() is None:
                house.stop()
