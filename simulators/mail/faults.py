"""Faults that can be switched on while the server runs: write a file of JSON, and `{}` heals.

{"down": true}                    nobody gets a connection
{"mail": 421}                     MAIL FROM is answered with this code
{"rcpt": 451}, {"rcpt": 550}      so is RCPT TO
{"refuse": ["bo@example.dk"]}     these addresses do not exist (550 5.1.1)
{"data": 451}, {"data": 554}      so is the e-mail itself; nothing is stored
{"slow_seconds": 20}              the answer to the e-mail waits; it has been stored by then
{"no_answer": true}               stored, and never answered
{"hang_up": true}                 stored, and the line is cut instead of an answer
{"bounce": true}                  taken, and after `bounce_seconds` a report of failure; or a list of addresses
{"share": 0.2}                    the faults strike this part of the receivers, the same ones each time
"""

import hashlib
import json
from pathlib import Path
from typing import Any


class Faults:
    """The faults in one file; none when there is no file or it cannot be read."""

    def __init__(self, file: str) -> None:
        self._file = file

    def now(self) -> dict[str, Any]:
        """The faults that are on now."""
        try:
            found: dict[str, Any] = json.loads(Path(self._file).read_text()) if self._file else {}
        except (OSError, ValueError):
            return {}
        return found

    def strikes(self, to: str) -> dict[str, Any]:
        """The faults that strike an e-mail to `to`."""
        on = self.now()
        if "share" not in on:
            return on
        place = int.from_bytes(hashlib.sha256(to.encode()).digest()[:4], "big") / 2**32
        return on if place < float(on["share"]) else {}
