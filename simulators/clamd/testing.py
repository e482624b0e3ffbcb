"""The virus scanner for tests: starts the real process.

with running() as clamd:
    clamd.address                 # 127.0.0.1:<free port>
    clamd.faults(down=True)       # and clamd.faults() to heal
"""

import json
import select
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SERVER = Path(__file__).with_name("server.py")
READY_WITHIN_SECONDS = 20


@dataclass(frozen=True)
class Running:
    """A scanner that answers."""

    address: str
    folder: Path

    def faults(self, **on: Any) -> None:
        """Switch faults on (see server.py); those that are not named are off."""
        (self.folder / "faults.json").write_text(json.dumps(on))


@contextmanager
def running() -> Iterator[Running]:
    """Raises RuntimeError when it does not start."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "faults.json").write_text("{}")
        process = subprocess.Popen(  # noqa: S603  # our own program
            [sys.executable, "-I", str(SERVER)],
            env={"CLAMD_FAULTS": str(folder / "faults.json"), "CLAMD_PORT": "0"},
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield Running(_address(process), folder)
        finally:
            process.terminate()
            process.wait(timeout=10)
            if process.stdout:
                process.stdout.close()


def _address(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None  # noqa: S101  # asked for above
    ready, _, _ = select.select([process.stdout], [], [], READY_WITHIN_SECONDS)
    line = process.stdout.readline() if ready else ""
    if not line:
        raise RuntimeError("The simulator of clamd did not start.")
    return str(json.loads(line)["address"])
