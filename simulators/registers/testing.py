"""Registers for tests: starts the real process.

with running("vehicles", "cpr") as registers:
    registers.addresses["vehicles"], registers.ca, registers.certificate, registers.key   # for the client
    registers.faults(vehicles={"down": True})                                            # registers.faults() heals
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

ROOT = Path(__file__).resolve().parents[2]
SERVER = Path(__file__).with_name("server.py")
DEMO = ROOT / "content" / "municipalities" / "lyngsoe" / "demo"
READY_WITHIN_SECONDS = 20


class Running:
    """Registers that answer."""

    def __init__(self, folder: Path, names: tuple[str, ...], clock: Path | None) -> None:
        self.folder = folder
        self.faults()
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "REGISTERS_DEMO": str(DEMO),
            "REGISTERS_STATE": str(folder),
            "REGISTERS_FAULTS": str(folder / "faults.json"),
            **({"SIM_CLOCK": str(clock)} if clock else {}),
        }
        asked = [part for name in names for part in ("--register", name)]
        with (folder / "stderr").open("w") as errors:
            self.process = subprocess.Popen(  # noqa: S603  # our own program
                [sys.executable, "-I", str(SERVER), *asked],
                env=environment,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )
        assert self.process.stdout is not None  # noqa: S101  # asked for above
        ready, _, _ = select.select([self.process.stdout], [], [], READY_WITHIN_SECONDS)
        line = self.process.stdout.readline() if ready else ""
        if not line:
            self.stop()
            raise RuntimeError(f"The registers did not start. {(folder / 'stderr').read_text()}")
        said = json.loads(line)
        self.addresses: dict[str, str] = said["registers"]
        self.ca, self.certificate, self.key = (Path(said[name]) for name in ("ca", "certificate", "key"))

    def faults(self, **on: Any) -> None:
        """Switch faults on, by register (see faults.py); those that are not named are off."""
        fresh = self.folder / "faults.new"
        fresh.write_text(json.dumps(on))
        fresh.replace(self.folder / "faults.json")

    def stop(self) -> None:
        """End it."""
        self.process.terminate()
        self.process.wait(timeout=10)
        if self.process.stdout:
            self.process.stdout.close()


@contextmanager
def running(*names: str, clock: Path | None = None) -> Iterator[Running]:
    """These registers in one process; `clock` is the demo's clock file. Raises RuntimeError when they do not start."""
    with tempfile.TemporaryDirectory(prefix="registers-") as name:
        registers = Running(Path(name), names, clock)
        try:
            yield registers
        finally:
            registers.stop()
