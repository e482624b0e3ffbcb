"""The post for tests: starts the real process.

with running({"7704982229": {"name": "Mads", "digital_post": True}}, push="http://127.0.0.1:8000/maskine/post") as post:
    post.address, post.ca, post.certificate, post.key      # for the client
    post.pages                                             # for people, and `/regnskab.json` for tests
    post.faults(http={"status": 503, "share": 0.1})        # and post.faults() to heal
    post.kill(); post.start()                              # kill -9, and up again with the same store and ports
"""

import json
import os
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

ROOT = Path(__file__).resolve().parents[2]
SERVER = Path(__file__).with_name("server.py")
SCHEMAS = ROOT / "src" / "indgang" / "adapters" / "digital_post" / "schemas"
READY_WITHIN_SECONDS = 20
CVR = "99990007"


@dataclass
class Running:
    """A post that answers. The fields from `address` on are those of its first line."""

    folder: Path
    environment: dict[str, str]
    address: str = ""
    pages: str = ""
    ca: Path = Path()
    certificate: Path = Path()
    key: Path = Path()
    process: "subprocess.Popen[str] | None" = field(default=None, repr=False)

    def start(self) -> None:
        """Start it, or start it again after it was killed. Raises RuntimeError when it does not get ready."""
        errors = self.folder / "stderr"
        with errors.open("a") as output:
            self.process = subprocess.Popen(  # noqa: S603  # our own program
                [sys.executable, "-I", str(SERVER)],
                env=self.environment,
                stdout=subprocess.PIPE,
                stderr=output,
                text=True,
            )
        assert self.process.stdout is not None  # noqa: S101  # asked for above
        ready, _, _ = select.select([self.process.stdout], [], [], READY_WITHIN_SECONDS)
        line = self.process.stdout.readline() if ready else ""
        if not line:
            self.stop()
            raise RuntimeError(f"The simulator of the post did not start. {errors.read_text()}")
        said = json.loads(line)
        self.address, self.pages = said["address"], said["pages"]
        self.ca, self.certificate, self.key = (Path(said[name]) for name in ("ca", "certificate", "key"))
        self.environment["POST_PORT"] = self.address.rpartition(":")[2]
        self.environment["POST_PAGES_PORT"] = self.pages.rpartition(":")[2]

    def faults(self, **on: Any) -> None:
        """Switch faults on (see ../README.md); those that are not named are off."""
        _write(self.folder / "faults.json", on)

    def register(self, people: Mapping[str, Mapping[str, Any]]) -> None:
        """Who is registered from now on: number to `name`, `digital_post`, `nemsms`, `wrong_address`, `gone`."""
        _write(self.folder / "register.json", people)

    def books(self) -> dict[str, Any]:
        """What it has taken and told, by uuid: see `pages.books`."""
        answer = requests.get(f"{self.pages}/regnskab.json", timeout=10)
        answer.raise_for_status()
        found: dict[str, Any] = answer.json()
        return found

    def kill(self) -> None:
        """kill -9."""
        assert self.process is not None  # noqa: S101  # started
        self.process.send_signal(signal.SIGKILL)
        self._gone()

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self._gone()

    def _gone(self) -> None:
        assert self.process is not None  # noqa: S101  # asked before
        self.process.wait(timeout=10)
        if self.process.stdout:
            self.process.stdout.close()
        self.process = None


def _write(path: Path, data: object) -> None:
    """Whole or not at all: the simulator may read at this moment."""
    whole = path.with_suffix(".new")
    whole.write_text(json.dumps(data), encoding="utf-8")
    whole.replace(path)


@contextmanager
def running(
    register: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    push: str = "",
    secret: str = "",
    clock: Path | None = None,
    pace: float = 0.05,
    cvr: str = CVR,
) -> Iterator[Running]:
    """A post with these people. `push`: the address under which `/kvittering` and `/memo` lie; `secret`:
    `user:password` for it; `pace`: seconds from one receipt to the next. Raises RuntimeError when it does not start."""
    with tempfile.TemporaryDirectory(prefix="post-") as name:
        folder = Path(name)
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "POST_STATE": str(folder / "state"),
            "POST_REGISTER": str(folder / "register.json"),
            "POST_FAULTS": str(folder / "faults.json"),
            "POST_SCHEMAS": str(SCHEMAS),
            "POST_CVR": cvr,
            "POST_PACE": str(pace),
            "POST_PUSH": push,
            "POST_PUSH_SECRET": secret,
            "SIM_CLOCK": str(clock or folder / "clock.json"),
        }
        post = Running(folder, environment)
        post.register(register or {})
        post.faults()
        post.start()
        try:
            yield post
        finally:
            post.stop()
