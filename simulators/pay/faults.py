"""Faults that can be switched on while the house runs: write a file of JSON, and `{}` heals.

{"down": true}              every call and page answers 503
{"slow_seconds": 20}        an answer to a call waits; it was carried out by then
{"hang_up": ["charges"]}    carried out, and the line is cut instead of an answer; by the last word of the address
                            (payments, charges, cancels, refunds, terminate)
{"refuse": ["charges"]}     that call is refused with 402
{"notices": "none"}         nobody is told of anything; "twice": everything is told twice; "first": the notice of a
                            payment comes before the answer to the call that made it
{"decline": true}           cards are refused on the payment page
"""

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
        return found if isinstance(found, dict) else {}
