"""Pushes receipts and what people write to the municipality, again and again until it says that it has them."""

import base64
import sqlite3
import sys
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import requests

from simulators.post.faults import Faults
from simulators.post.house import House, now
from simulators.post.rules import NotTaken, one, parsed
from simulators.post.store import Store

PLACES = {"receipt": "/kvittering", "memo": "/memo"}
ANSWERS_WITHIN = 20.0  # seconds
LONGEST_WAIT = 10.0  # seconds between two tries


@dataclass
class Pusher(threading.Thread):
    """One thread; `push` may be called from others. `waits`: the machine's time before which something is not tried
    again."""

    house: House
    store: Store
    faults: Faults
    waits: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        super().__init__(daemon=True, name="pusher")
        self._session = requests.Session()
        self._session.trust_env = False
        self._one_at_a_time = threading.Lock()

    __hash__ = threading.Thread.__hash__

    def run(self) -> None:
        while True:
            if not self.turn():
                time.sleep(0.05)

    def turn(self) -> int:
        """Push what is due, a thousand at most; how many were taken."""
        if not self.house.push:
            return 0
        due = self.store.rows(
            "SELECT id FROM outgoing WHERE pushed < wanted AND due <= ? ORDER BY due, place LIMIT 1000",
            now().timestamp(),
        )
        ready = [row["id"] for row in due if self.waits.get(row["id"], 0) <= time.monotonic()]
        return sum(self.push(one_id) for one_id in ready)

    def push(self, one_id: str) -> bool:
        """Push one now, unless somebody else just did. False when it was not taken; it is tried again later."""
        with self._one_at_a_time:
            row = self.store.row("SELECT * FROM outgoing WHERE id = ? AND pushed < wanted", one_id)
            return row is not None and self._push(row)

    def _push(self, row: sqlite3.Row) -> bool:
        one_id = row["id"]
        said = self._said(PLACES[row["kind"]], row["body"], row["kind"])
        taken = not said
        with self.store.writing():
            self.store.change(
                "UPDATE outgoing SET pushed = pushed + ?, tries = tries + 1, said = ? WHERE id = ?",
                *(int(taken), said or "Taget imod", one_id),
            )
        if taken:
            self.waits.pop(one_id, None)
        else:
            wait = min(LONGEST_WAIT, 0.25 * 2 ** min(row["tries"], 6))
            self.waits[one_id] = time.monotonic() + wait
            if not row["tries"]:
                sys.stderr.write(f"{row['kind']} {one_id}: {said}\n")
        return taken

    def _said(self, place: str, body: bytes, kind: str) -> str:
        """Empty when the municipality has it; else what was wrong."""
        headers = {"Content-Type": "application/xml"}
        if self.house.secret:
            headers["Authorization"] = "Basic " + base64.b64encode(self.house.secret.encode()).decode()
        try:
            answer = self._session.post(
                self.house.push + place,
                data=body,
                headers=headers,
                timeout=ANSWERS_WITHIN,
                allow_redirects=False,
            )
        except requests.RequestException as error:
            return f"Intet svar fra {urlsplit(self.house.push).netloc} ({type(error).__name__})"
        if answer.status_code != 200:
            return f"Svar {answer.status_code}"
        if kind == "memo":
            return ""
        try:
            code = one(parsed(answer.content), "StatusKode")
        except NotTaken:
            return "Svaret er ikke XML"
        return "" if code == "20" else f"StatusKode {code or 'mangler'}"
