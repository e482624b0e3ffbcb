"""Faults that can be switched on: a JSON file, read anew when it changes. `{}` heals.

A fault is `true`, a number or a word, or an object with it and more. Two members go with each that concerns a message:
`share` (0 to 1; a hash of the message's uuid decides, so that a message is struck each time or never) and `times` (only
the first so many tries of a message). A list of such objects puts together those that are drawn. See ../README.md.
"""

import hashlib
from pathlib import Path
from typing import Any

from simulators.post.house import Watched

WORD = {"http": "status", "hold": "at", "slow_seconds": "seconds", "token": "kind", "certificate": "kind"}


class Faults:
    """What is switched on now."""

    def __init__(self, path: Path) -> None:
        self._file = Watched(path)

    def all(self) -> dict[str, Any]:
        found = self._file.read()
        return found if isinstance(found, dict) else {}

    def get(self, name: str, uuid: str = "", tried: int = 1) -> dict[str, Any]:
        """The fault as an object when it is on for this message and this try; empty otherwise."""
        found = self.all().get(name)
        if found is None or found is False or found == "":
            return {}
        if isinstance(found, list):
            drawn = [self._one(f"{name}-{place}", name, one, uuid, tried) for place, one in enumerate(found)]
            return {key: value for one in drawn for key, value in one.items()}
        return self._one(name, name, found, uuid, tried)

    def _one(self, lot: str, name: str, found: Any, uuid: str, tried: int) -> dict[str, Any]:
        """One fault, if it is drawn; `lot` is what is hashed with the uuid."""
        fault: dict[str, Any] = (
            dict(found) if isinstance(found, dict) else {} if found is True else {WORD.get(name, "is"): found}
        )
        if not _drawn(lot, uuid, float(fault.get("share", 1))) or tried > int(fault.get("times", tried)):
            return {}
        return {"on": True, **fault}


def _drawn(lot: str, uuid: str, share: float) -> bool:
    if share >= 1:
        return True
    number = int.from_bytes(hashlib.sha256(f"{lot} {uuid}".encode()).digest()[:6], "big")
    return number / 2**48 < share
