"""What the simulator is started with, and what time it is in the demo."""

import json
import os
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any


class BadStart(Exception):
    """A setting is missing or cannot be used; the sentence says which."""


@dataclass(frozen=True)
class House:
    """Where the simulator lives. `pace`: seconds from one receipt to the next. `push`: the municipality's addresses
    begin so; empty pushes nothing. `secret`: `user:password` that goes with each push."""

    port: int
    pages_port: int
    state: Path
    register: Path | None
    contacts: Path | None
    push: str
    secret: str
    schemas: Path
    faults: Path
    cvr: str
    name: str
    pace: float

    @classmethod
    def read(cls) -> "House":
        """From the environment (see ../README.md). Raises BadStart."""
        state = Path(_needed("POST_STATE"))
        schemas = Path(_needed("POST_SCHEMAS"))
        if not (schemas / "memo-1.2" / "MeMo_core.xsd").is_file():
            raise BadStart("POST_SCHEMAS: name the folder with memo-1.2, memo-1.1 and fjernprint.")
        state.mkdir(mode=0o700, parents=True, exist_ok=True)
        return cls(
            port=_number("POST_PORT"),
            pages_port=_number("POST_PAGES_PORT"),
            state=state,
            register=_path("POST_REGISTER"),
            contacts=_path("POST_CONTACTS"),
            push=os.environ.get("POST_PUSH", "").rstrip("/"),
            secret=os.environ.get("POST_PUSH_SECRET", ""),
            schemas=schemas,
            faults=_path("POST_FAULTS") or state / "faults.json",
            cvr=_needed("POST_CVR"),
            name=os.environ.get("POST_NAME", "Kommunen"),
            pace=float(os.environ.get("POST_PACE", "1")),
        )


def _needed(name: str) -> str:
    value = os.environ.get(name, "")
    if not value:
        raise BadStart(f"{name} is not set.")
    return value


def _number(name: str) -> int:
    given = os.environ.get(name, "0")
    if not given.isdigit() or int(given) > 65535:
        raise BadStart(f"{name}: write a port, or 0 for a free one.")
    return int(given)


def _path(name: str) -> Path | None:
    return Path(os.environ[name]) if os.environ.get(name) else None


@dataclass
class Watched:
    """A JSON file that is read again when it has changed; `{}` while it is not there or half written."""

    path: Path | None
    _stamp: tuple[int, int] = (0, 0)
    _data: Any = field(default_factory=dict)

    def read(self) -> Any:
        if self.path is None:
            return {}
        try:
            state = self.path.stat()
            stamp = (state.st_mtime_ns, state.st_size)
            if stamp != self._stamp:
                self._data = json.loads(self.path.read_text(encoding="utf-8") or "{}")
                self._stamp = stamp
        except FileNotFoundError:
            self._stamp, self._data = (0, 0), {}
        except json.JSONDecodeError:
            pass  # somebody is writing it: what we knew holds until the next question
        return self._data


_clock = Watched(Path(os.environ["SIM_CLOCK"]) if os.environ.get("SIM_CLOCK") else None)


def now() -> datetime:
    """The demo's time, aware, UTC: the machine's plus the `offset_seconds` of the file named by SIM_CLOCK."""
    offset = _clock.read().get("offset_seconds", 0)
    return datetime.now(UTC) + timedelta(seconds=int(offset))
