"""The folder of state. A marker file says that it is ours, so that nothing else is ever removed."""

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from indgang.project.frontdoor.console import BAD_INPUT, Stop
from indgang.project.frontdoor.places import DEFAULT_DATA
from indgang.project.frontdoor.stamps import write_whole

MARKER = "indgang-data.txt"
MARKER_TEXT = "Indgang keeps its state here. `./indgang demo --fresh` removes all of it and begins anew.\n"
LOCK = "demo.lock"


@dataclass(frozen=True)
class State:
    """A folder of state that is ours."""

    path: Path

    @classmethod
    def at(cls, path: Path) -> "State":
        """Take a folder into use, made when it is missing. Stops when it holds somebody else's files."""
        if path.exists() and not path.is_dir():
            raise Stop(BAD_INPUT, f"{path} is a file. Name a folder: --data DIR.")
        marker = path / MARKER
        if not marker.exists():
            ours = path == DEFAULT_DATA or (path / "indgang.sqlite3").exists()
            if not ours and path.exists() and any(path.iterdir()):
                raise Stop(BAD_INPUT, f"{path} holds other files. Name a new or an empty folder: --data DIR.")
            write_whole(marker, MARKER_TEXT)
        return cls(path)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Keep the folder to ourselves as long as a demo runs on it; free again when the process ends."""
        with (self.path / LOCK).open("a+") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                lock.seek(0)
                raise Stop(
                    BAD_INPUT,
                    f"A demo (process {lock.read().strip()}) already runs on {self.path}. "
                    "End it, or name another folder: --data DIR.",
                ) from None
            lock.truncate(0)
            lock.write(f"{os.getpid()}\n")
            lock.flush()
            yield

    def empty(self) -> None:
        """Remove all state. The marker and the held lock stay."""
        for entry in self.path.iterdir():
            if entry.name in (MARKER, LOCK):
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()

    def log(self, name: str) -> Path:
        return self.path / "logs" / f"{name}.log"

    def clients(self) -> dict[str, str]:
        """`id:secret` of our two clients at the login broker, made once for a folder."""
        path = self.path / "keys" / "clients.json"
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            made = {
                kind: f"indgang-{kind}-{secrets.token_hex(4)}:{secrets.token_urlsafe(32)}"
                for kind in ("citizen", "staff")
            }
            write_whole(path, json.dumps(made), mode=0o600)
        given: dict[str, str] = json.loads(path.read_text())
        return given
